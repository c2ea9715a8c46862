"""The calls of the demo: ready calls of the library, with days and years moved."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from grants.call_files.reading import read_call
from grants.formats import write_day
from reports.demo.calendar import Calendar

# The years that stand in the ready calls: the season, the year of the calls, the year they pay for.
_WRITTEN = ("2025", "2026", "2027")
_CLOCKS = {"published": "08:00", "opens": "08:00", "deadline": "12:00", "opening": "09:00"}


def call_content(spec: dict[str, Any], calendar: Calendar) -> dict[str, Any]:
    """The content of one call of `data/calls.yaml`."""
    year = calendar.year + spec["year"]
    content: dict[str, Any] = _in_years(_ready_call(spec["library"]), year)
    content["code"] = f"{spec['code']}-{year}"
    if "title" in spec:
        content["title"] = {
            language: text.format(year=year) for language, text in spec["title"].items()
        }
    content.pop("about", None)
    printed = datetime.fromisoformat(content["dates"]["published"]).date()
    content = _with_day(content, printed, calendar.day(spec["days"]["published"]))
    content["dates"] = _dates(spec["days"], calendar)
    if "lots" in spec:
        content["lots"] = [_alone(lot) for lot in _lots(content) if lot["code"] in spec["lots"]]
    for lot in _lots(content):
        if lot["code"] in spec.get("budgets", {}):
            lot["budget"] = spec["budgets"][lot["code"]]
    if spec["stop"] == "draft":
        _spoil(content)
    return content


@cache
def _ready_call(name: str) -> Any:
    return read_call((Path(settings.BASE_DIR) / "library" / f"{name}.yaml").read_bytes()).call


def _with_day(node: Any, printed: date, day: date) -> Any:
    """The day of publication also stands in sentences of the form."""
    if isinstance(node, dict):
        return {key: _with_day(value, printed, day) for key, value in node.items()}
    if isinstance(node, list):
        return [_with_day(value, printed, day) for value in node]
    if isinstance(node, str):
        for language in ("sl", "it", "en"):
            node = node.replace(_in_words(printed, language), _in_words(day, language))
    return node


def _in_words(day: date, language: str) -> str:
    return write_day(day, language, genitive=language == "sl").replace("\N{NO-BREAK SPACE}", " ")


def _in_years(node: Any, year: int) -> Any:
    """Every year that the library writes, moved so that 2027 becomes `year`."""
    if isinstance(node, dict):
        return {key: _in_years(value, year) for key, value in node.items()}
    if isinstance(node, list):
        return [_in_years(value, year) for value in node]
    if isinstance(node, str):
        pattern = rf"\b({'|'.join(_WRITTEN)})\b"
        return re.sub(pattern, lambda found: str(int(found[0]) + year - 2027), node)
    return node


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
