"""An application as the scoring sees it: its facts, its sheets, its agreed sheet.

Only admitted applications count (source: CALL_FILE section 6, 12); sheets of members in conflict
fall out before anything is counted (section 4, 1). Keys are those of section 8.

>>> entry = read_evaluated({"number": "7", "facts": {"members": "34"}, "conflicts": ["c"],
...     "sheets": [{"assessor": "c", "answers": {}}, {"assessor": "a", "answers": {"K1": "full"}}]})
>>> [(sheet.assessor, sheet.answers) for sheet in entry.sheets]
[('a', {'K1': 'full'})]
>>> entry.number_of("members"), entry.number_of("age")
(Fraction(34, 1), None)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from callfile.numbers.exact import parse_exact
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, sequence, text
from scoring.core.ranking.tie_break import check_numbers


class Status(StrEnum):
    """What the completeness check found; absent counts as admitted."""

    ADMITTED = "admitted"
    COMPLETE = "complete"
    SUPPLEMENTED = "supplemented"
    INCOMPLETE = "incomplete"
    DISMISSED = "dismissed"
    REJECTED = "rejected"
    EXCLUDED = "excluded"
    INELIGIBLE = "ineligible"
    NOT_ADMITTED = "not_admitted"
    NOT_ENTITLED = "not_entitled"
    LATE = "late"
    WITHDRAWN = "withdrawn"


COUNTING = frozenset({Status.ADMITTED, Status.COMPLETE, Status.SUPPLEMENTED})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A locked sheet: criterion code → value (the reason is not for the core)."""

    assessor: str
    answers: dict[str, object]


@dataclass(frozen=True, slots=True)
class EvaluatedEntry:
    """An admitted application."""

    number: str
    facts: Mapping[str, object]
    sheets: tuple[Sheet, ...]
    agreed: dict[str, object] | None
    source: Mapping[str, object]

    def number_of(self, fact: str) -> Fraction | None:
        """The fact as a number, None where it is absent; fault `input` where it is no number."""
        return fact_number(self.facts.get(fact))

    def rows_of(self, fact: str) -> list[object] | None:
        """The fact as the rows of a table (or the codes of a many-of), None where absent."""
        value = self.facts.get(fact)
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise CoreFault(FaultKind.INPUT, [self.number], "fact_table")
        return list(value)


def fact_number(value: object) -> Fraction | None:
    """A number that a form or a table gave, None where it is absent, else a fault `input`."""
    number = parse_exact(value)
    if number is None and value is not None:
        raise CoreFault(FaultKind.INPUT, [], "fact_number")
    return number


def read_entries(sources: object) -> list[EvaluatedEntry]:
    """The admitted entries; a number that comes twice is a fault even among the others."""
    raws = [
        mapping(raw, FaultKind.INPUT, [], "entry")
        for raw in sequence(sources, FaultKind.INPUT, [], "entries")
    ]
    for raw in raws:
        text(raw.get("number"), FaultKind.INPUT, [], "number")
    check_numbers(raws)
    return [read_evaluated(raw) for raw in raws if is_admitted(raw)]


def is_admitted(raw: Mapping[str, object]) -> bool:
    """Whether the application counts; an unknown status is a fault, never a silent loss."""
    status = raw.get("status")
    if status is None:
        return True
    if not isinstance(status, str) or status not in set(Status):
        raise CoreFault(FaultKind.INPUT, [str(raw.get("number"))], "status_unknown")
    return status in COUNTING


def read_evaluated(raw: Mapping[str, object]) -> EvaluatedEntry:
    """One admitted application."""
    number = text(raw.get("number"), FaultKind.INPUT, [], "number")
    conflicts = sequence(raw.get("conflicts"), FaultKind.INPUT, [number], "conflicts")
    sheets = _sheets(raw.get("sheets"), number)
    agreed = raw.get("agreed")
    return EvaluatedEntry(
        number=number,
        facts=_facts(raw, number),
        sheets=tuple(sheet for sheet in sheets if sheet.assessor not in conflicts),
        agreed=None if agreed is None else _agreed(agreed, number),
        source=raw,
    )


def _facts(raw: Mapping[str, object], number: str) -> dict[str, object]:
    facts: dict[str, object] = {}
    for key in ("requested", "eligible_cost"):
        if raw.get(key) is not None:
            facts[key] = raw[key]
    written = mapping(raw.get("facts") or {}, FaultKind.INPUT, [number], "facts")
    for code in written:
        value = written[code]
        if isinstance(value, dict | Mapping):  # recognised by the officer, beside what was declared
            value = value.get("recognised", value.get("declared"))
        facts[code] = value
    return facts


def _sheets(source: object, number: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    for item in sequence(source, FaultKind.INPUT, [number], "sheets"):
        raw = mapping(item, FaultKind.INPUT, [number], "sheet")
        assessor = text(raw.get("assessor"), FaultKind.INPUT, [number], "assessor")
        if any(sheet.assessor == assessor for sheet in sheets):
            raise CoreFault(FaultKind.INPUT, [number], "sheet_twice")
        sheets.append(Sheet(assessor, _answers(raw.get("answers"), number)))
    return sorted(sheets, key=_by_assessor)


def _by_assessor(sheet: Sheet) -> str:
    return sheet.assessor


def _agreed(source: object, number: str) -> dict[str, object]:
    raw = mapping(source, FaultKind.INPUT, [number], "agreed")
    return _answers(raw.get("answers", raw), number)


def _answers(source: object, number: str) -> dict[str, object]:
    raw = mapping(source or {}, FaultKind.INPUT, [number], "answers")
    return {code: _answer(raw[code]) for code in raw}


def _answer(written: object) -> object:
    return written.get("value") if isinstance(written, dict | Mapping) else written
