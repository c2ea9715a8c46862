"""What an applicant of the demo fills in: every field of a lot, from the sentences of the story."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from callfile.fields import (
    Date,
    Declaration,
    Field,
    Files,
    FinancialPlan,
    ManyOf,
    OneOf,
    Period,
    Table,
    Venue,
    YesNo,
)
from callfile.fields.form import Form
from callfile.fields.numbers import Numeric
from reports.demo.plans import financial_plan
from reports.demo.story import steady, story

# Where an applicant has no reason to choose otherwise.
_USUAL: dict[str, Any] = {
    "public_interest": False,
    "youth_group": True,
    "other_public": False,
    "official_link": False,
    "venue_confirmed": True,
    "consents_given": True,
    "qualified": True,
    "project_kind": "performance",
    "languages_used": ["sl", "it"],
    "target_groups": ["children", "youth", "general"],
    "visitors": 600,
    "local_partners": 3,
    "members": 30,
}
_TABLES = {"artists": 3, "timeline": 5, "partners": 2, "events_organised": 3}


@dataclass(frozen=True)
class Writer:
    """One application as the story knows it; `place` is its place among those of the call."""

    entry: Mapping[str, Any]
    name: str
    about: Mapping[str, Any]
    language: str
    year: int
    place: int

    def answers(self, form: Form) -> dict[str, Any]:
        """Canonical answers to every shown field except files."""
        found: dict[str, Any] = {}
        for field in form.fields:
            if not isinstance(field, Files):
                value = self._given(field.code)
                found[field.code] = self._value(field) if value is None else value
            if isinstance(field, Numeric):
                found[field.code] = str(found[field.code])
        return {one.code: found[one.code] for one in form.shown(found) if one.code in found}

    def files(self, form: Form, answers: Mapping[str, Any]) -> list[Files]:
        """The file fields that this applicant answers: required ones, evidence, some others."""
        shown = form.shown(answers)
        proofs = {field.evidence for field in shown}
        return [
            field
            for field in shown
            if isinstance(field, Files)
            and (field.required or field.code in proofs or steady(self.name, field.code) % 2)
        ]

    def _given(self, code: str) -> Any:
        """What the story says of this field itself."""
        for known in (self.entry.get("answers", {}), self.entry.get("facts", {})):
            if code in known:
                return known[code]
        if code.endswith("_title"):
            return self.entry.get("title")
        if code.endswith("_summary"):
            return self.entry.get("summary")
        if code == "leader":
            return self.about.get("leader")
        if code == "fields_of_culture":
            return [self.about.get("culture", "music")]
        if code == "public_interest":
            return bool(self.about.get("interest"))
        return _USUAL.get(code)

    def _value(self, field: Field) -> Any:
        code = field.code
        match field:
            case FinancialPlan():
                return financial_plan(
                    field, self.entry["requested"], self.entry["share"], self.language, self.place
                )
            case Period():
                return self._period(code)
            case Date():
                return f"{self.year}-09-{10 + self.place % 18:02d}"
            case Venue():
                places = story("sentences")["places"][self.language]
                return {"text": self.entry.get("place") or places[steady(self.name) % len(places)]}
            case Table():
                return self._rows(field)
            case Declaration():
                return True
            case YesNo():
                return False
            case OneOf():
                return field.options[0].code
            case ManyOf():
                return [option.code for option in field.options[:2]]
            case Numeric():
                uncounted = 0 if field.fact else 80 + steady(self.name, code) % 30 * 20
                return self._text(code) or uncounted
        return self._text(code)

    def _period(self, code: str) -> dict[str, str]:
        """Events last two days, projects some months, seasons the year."""
        month = 4 + steady(str(self.entry)) % 6
        first, last = (month, month) if code.startswith("event") else (month - 3, month + 2)
        if code == "season":
            first, last = 1, 12
        return {"from": f"{self.year}-{first:02d}-12", "to": f"{self.year}-{last:02d}-13"}

    def _text(self, code: str) -> str:
        parts = story("sentences").get(code, {}).get(self.language, [])
        chosen = [
            part[(self.place * (1 + turn) + steady(self.entry["org"], code)) % len(part)]
            for turn, part in enumerate(parts)
        ]
        return self._filled(" ".join(chosen))

    def _filled(self, text: str) -> str:
        title = self.entry.get("title", self.name)
        return text.format(name=self.name, title=title, year=self.year, last=self.year - 1)

    def _rows(self, field: Table) -> list[dict[str, str]]:
        code = field.code
        known = story("sentences")[{"events_organised": "events"}.get(code, code)][self.language]
        columns = [column.code for column in field.columns]
        count = min(_TABLES[code], len(known))
        # A timeline reads from January on; other rows begin anywhere.
        first = 0 if code == "timeline" else steady(self.name, code) % len(known)
        rows = [known[(first + step) % len(known)] for step in range(count)]
        filled = [[self._filled(cell) for cell in row] for row in rows if row[0] != self.name]
        return [dict(zip(columns, row, strict=True)) for row in filled]
