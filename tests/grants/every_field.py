"""A call whose form has a field of every kind, answers that fit it, and how they are typed."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from grants.models import Call
from tests.built_once import built_once
from tests.core.callfile.sample_form import ANSWERS, LOT
from tests.small_call import small_call, texts
from tests.stage import a_published_call

EVERY_FIELD: dict[str, Any] = {
    code: value
    for code, value in ANSWERS.items()
    if code not in ("plan", "papers", "true_copy", "young")
} | {"youth": False, "true_copy": True}


@built_once
def a_call_with_every_field(
    rules: Mapping[str, Mapping[str, Any]] | None = None, **changes: Any
) -> Call:
    """Lot A asks for everything; labels and texts are filled in so that it can be published.

    `rules` changes fields, {code: {"max_length": 200}}.
    """
    content = small_call()
    section = deepcopy(LOT["form"]["sections"][0])
    for field in section["fields"]:
        _say(field)
        field.update((rules or {}).get(field["code"], {}))
    section["code"], section["title"] = "about", texts("O programu")
    content["lots"][0]["form"]["sections"][0] = section
    return a_published_call(lots=content["lots"], **changes)


def _say(field: dict[str, Any]) -> None:
    field["label"] = texts(str(field["code"]))
    if field["kind"] == "declaration":
        field["text"] = texts("Izjavljam.")
    if field["kind"] == "file":
        field["required"] = False
    for option in field.get("options", []):
        option["text"] = texts(str(option["code"]))
    for column in field.get("columns", []):
        _say(column)


def typed() -> dict[str, Any]:
    """EVERY_FIELD as a person types it."""
    return {
        "name": "Pevsko društvo Zarja",
        "story": "Pojemo – od leta 1921.",
        "members": "34",
        "hours": "12,5",
        "fee": "10",
        "youth": "no",
        "young": "12",
        "seat": "here",
        "reach": ["a", "b"],
        "founded": "8. 5. 1921",
        "run-from": "1. 1. 2027",
        "run-to": "30.6.2027",
        "venue": "Kulturni dom",
        "events-rows": "2",
        "events-0-what": "Koncert",
        "events-0-level": "local",
        "events-0-visitors": "120",
        "events-1-what": "",
        "true_copy": "on",
    }
