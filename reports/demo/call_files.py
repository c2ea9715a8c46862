"""The calls of the demo: ready calls of the library, filled in for other years and days."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from accounts.languages import LANGUAGES
from callfile.template.placeholders import DAY
from grants.selectors.calls.ready_calls import ready_named
from grants.words.call.template_values import days_in_words
from reports.demo.calendar import Calendar

_CLOCKS = {"published": "08:00", "opens": "08:00", "deadline": "12:00", "opening": "09:00"}


def call_content(spec: dict[str, Any], calendar: Calendar) -> dict[str, Any]:
    """The content of one call of `data/calls.yaml`."""
    year = calendar.year + spec["year"]
    ready, published = ready_named(spec["library"]), calendar.day(spec["days"]["published"])
    texts = {**ready.sample.texts, DAY: days_in_words(published, LANGUAGES)}
    content = ready.filled(replace(ready.sample, year=year, published=published, texts=texts))
    content["code"] = f"{spec['code']}-{year}"
    if "title" in spec:
        content["title"] = {
            language: text.format(year=year) for language, text in spec["title"].items()
        }
    content.pop("about", None)
    content["dates"] = _dates(spec["days"], calendar)
    if "lots" in spec:
        content["lots"] = [_alone(lot) for lot in _lots(content) if lot["code"] in spec["lots"]]
    for lot in _lots(content):
        if lot["code"] in spec.get("budgets", {}):
            lot["budget"] = spec["budgets"][lot["code"]]
    if spec["stop"] == "draft":
        _spoil(content)
    return content


def _dates(days: dict[str, int], calendar: Calendar) -> dict[str, str]:
    names = (*_CLOCKS, "results_by")
    return {name: calendar.at(days[name], _CLOCKS.get(name, "12:00")).isoformat() for name in names}


def _lots(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for lot in node.get("lots", []):
        yield lot
        yield from _lots(lot)


def _alone(lot: dict[str, Any]) -> dict[str, Any]:
    """A lot that stood among others passes no money on."""
    found = deepcopy(lot)
    found.get("allocation", {}).pop("spill_to", None)
    found.pop("spill_to", None)
    return found


def _spoil(content: dict[str, Any]) -> None:
    """Faults that an officer meets while preparing a call: the set-up check names each of them."""
    content["title"].pop("it", None)
    lot = next(_lots(content))
    lot["rubric"]["printed_max"] = "110"
    for node in lot["rubric"]["children"]:
        if len(node.get("bands", [])) > 1:
            node["bands"][1]["to"] = str(int(node["bands"][1]["to"]) + 10)
            break
