"""What was opened again in words: who, why, and what stands there now in place of what."""

from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from accounts.languages import language_of
from callfile.criteria import Levels
from grants import formats
from grants.models import Application
from scoring.models import ReopenedPart, Reopening
from scoring.selectors.reopening import Before, Openable, after_of
from scoring.words.trace.names import LotNames


def part_in_words(part: str, member: object) -> str:
    if part == ReopenedPart.SHEET:
        return _("Sheet of %(name)s") % {"name": member}
    if part == ReopenedPart.FACTS:
        return _("Recognised facts")
    return _("Agreed values and reasons of the committee")


def choices_of(found: Iterable[Openable]) -> list[tuple[str, str]]:
    """For the form."""
    return [(one.key, part_in_words(one.part, one.member and one.member.user)) for one in found]


def reopenings_in_words(
    application: Application,
    rows: Sequence[Reopening],
    shown: Iterable[Reopening],
    hidden: Container[Reopening] = (),
) -> list[dict[str, Any]]:
    """For scoring/_reopenings.html: of all `rows` of the application those that are `shown`; of the
    `hidden` ones not what stood there.
    """
    names = LotNames(application.call.file.lot(application.lot.code))
    after = after_of(application, rows)
    return [
        {
            "what": part_in_words(row.part, row.member and row.member.user),
            "who": row.opened_by,
            "at": row.opened_at,
            "reason": row.reason,
            "is_open": row.part == ReopenedPart.SHEET and not after[row.pk]["answers"],
            "is_hidden": row in hidden,
            "lines": [] if row in hidden else [*_lines(names, row.before, after[row.pk])],
        }
        for row in shown
    ]


def _lines(names: LotNames, before: Before, after: Before) -> Iterable[dict[str, Any]]:
    """[{name, before, after}]: of a sheet every answer, of the meeting what has changed."""
    for code, answer in before.get("answers", {}).items():
        now = after["answers"].get(code)
        yield _line(names, code, _answer(names, code, answer), _answer(names, code, now))
    for code in _changed(before.get("agreed", {}), after.get("agreed", {})):
        found = (_value(names, code, one.get("agreed", {}).get(code)) for one in (before, after))
        yield _line(names, code, *found)
    for code in _changed(before.get("facts", {}), after.get("facts", {})):
        found = (_fact(names, code, one["facts"]) for one in (before, after))
        yield {**_line(names, code, *found), "name": names.fact(code)}
    for code in _changed(before.get("reasons", {}), after.get("reasons", {})):
        texts = [one.get("reasons", {}).get(code, {}) for one in (before, after)]
        for language in _changed(*texts):
            line = _line(names, code, *(text.get(language, "") for text in texts))
            inside = language_of(language).inside
            yield {**line, "name": f"{line['name']}, {inside}", "language": language}


def _fact(names: LotNames, code: str, facts: Mapping[str, object]) -> str:
    return names.fact_value(code, facts[code]) if code in facts else ""


def _line(names: LotNames, code: str, before: str, after: str) -> dict[str, Any]:
    return {"name": names.criterion(code), "before": before, "after": after, "language": ""}


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(code for code in {*before, *after} if before.get(code) != after.get(code))


def _answer(names: LotNames, code: str, answer: Mapping[str, str] | None) -> str:
    """Points and sentence; empty where there is none."""
    if answer is None:
        return ""
    said = _value(names, code, answer["value"])
    return f"{said}: {answer['reason']}" if answer.get("reason") else said


def _value(names: LotNames, code: str, value: object) -> str:
    """The points of a level, or the number that was given."""
    node = names.node(code)
    levels = node.levels if isinstance(node, Levels) else ()
    points = next((one.points for one in levels if one.code == value), None)
    if points is None and value is None:
        return ""
    return formats.write_exact(Fraction(str(value)) if points is None else points, 4)
