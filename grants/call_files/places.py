"""The place of a fault in words: `lots[0].rubric.children[1]` is lot A, criterion A2."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.formats import text_in

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# What one entry of a list is called; it is named by its code, or counted.
_ENTRIES: dict[str, Promise] = {
    "lots": _("lot"),
    "children": _("criterion"),
    "levels": _("level"),
    "bands": _("band"),
    "sections": _("section"),
    "fields": _("field"),
    "columns": _("column"),
    "options": _("option"),
    "basis": _("article"),
    "eligibility": _("condition"),
    "tie_break": _("tie-break"),
    "cost_categories": _("cost category"),
    "income_categories": _("income category"),
    "languages": _("language"),
    "strategy": _("goal"),
    "spill_to": _("lot for what is left"),
}
_PARTS: dict[str, Promise] = {
    "title": _("title"),
    "short_title": _("short title"),
    "text": _("text"),
    "dates": _("dates"),
    "remedy": _("legal remedy"),
    "grant": _("limits of a grant"),
    "budget": _("budget"),
    "form": _("form"),
    "rubric": _("criteria"),
    "aggregation": _("sheets to points"),
    "threshold": _("threshold"),
    "allocation": _("rule of the allocation"),
    "supplement_days": _("days for supplements"),
    "applications_per_organisation": _("applications of one organisation"),
    "integrity_rule": _("integrity rule"),
    "published": _("publication"),
    "opens": _("opening of the call"),
    "deadline": _("deadline"),
    "opening": _("opening session"),
    "results_by": _("results"),
    "consultation": _("consultation"),
    "minimum": _("least amount"),
    "maximum": _("greatest amount"),
    "label": _("question"),
    "help": _("help"),
    "points": _("points"),
    "weight": _("weight"),
    "cap": _("cap"),
    "code": _("code"),
    "bands": _("bands"),
    "levels": _("levels"),
    "lots": _("lots"),
    "sections": _("sections"),
    "fields": _("fields"),
    "basis": _("articles of the rules"),
    "languages": _("languages"),
    "strategy": _("goals of the municipality"),
    "tie_break": _("tie-breaks"),
    "spill_to": _("where unspent money goes"),
    "expression": _("formula"),
    "precondition": _("precondition"),
    "printed_max": _("printed maximum"),
}
# Which small form mends a place, by how the place begins or what it names.
_FORMS = (
    ("dates", "dates"),
    ("remedy", "remedy"),
    ("title", "basics"),
    ("short_title", "basics"),
    ("supplement_days", "basics"),
    ("applications_per_organisation", "basics"),
    (r"grant(\.(minimum|maximum))?$", "money"),
    ("blind_scoring", "scoring"),
    (r"lots\[.*\.aggregation\.assessors$", "scoring"),
)
_MONEY_OF_LOT = re.compile(r"lots\[\d+\](\.lots\[\d+\])*\.(budget|grant(\.(minimum|maximum))?$)")


def place_in_words(place: str, content: object, *, by_name: bool = False) -> str:
    """Words from the outside in; keys without a name of their own stay as they are.

    `by_name` calls entries as people read them, not by the codes of the file.
    """
    steps = _STEP.findall(place)
    words: list[str] = []
    value: Any = content
    index = 0
    while index < len(steps):
        key, number = steps[index]
        index += 1
        value = _inner(value, key, number)
        following = steps[index][1] if index < len(steps) else ""
        if key and following:
            index += 1
            value = _inner(value, "", following)
            words.append(_entry(key, int(following), value, by_name=by_name))
        else:
            words.append(str(_PARTS.get(key, key)) if key else f"{int(number) + 1}.")
    return " › ".join(words) or gettext("the whole file")


def form_for(place: str) -> str:
    """The code of the small form that mends this place; empty where only the file does."""
    if _MONEY_OF_LOT.match(place):
        return "money"
    return next((form for start, form in _FORMS if re.match(rf"{start}(?![a-z_])", place)), "")


def _inner(value: Any, key: str, number: str) -> Any:
    if key and isinstance(value, Mapping):
        return value.get(key)
    if number and isinstance(value, list) and int(number) < len(value):
        return value[int(number)]
    return None


def _entry(key: str, number: int, value: Any, *, by_name: bool) -> str:
    name = str(_ENTRIES.get(key, key))
    if by_name and isinstance(value, Mapping):
        called = text_in(value.get("label") or value.get("title") or value.get("text"))
        if called:
            return f"{name}: {called}"
    code = value.get("code") if isinstance(value, Mapping) else None
    return f"{name} {code}" if isinstance(code, str) and code else f"{name} {number + 1}"
