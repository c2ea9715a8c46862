"""The form of one section, made from the call; the rules of answers stay in callfile.form.form.

A Django field for every control: the cells of a table and of the financial plan have one each, so
that a fault stands at its cell. Reading gives canonical values, and every fault at its place.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from callfile.form.fields import Field, FieldKind, shown_fields
from callfile.form.problems import Problem, ProblemCode
from grants.forms.answers import controls
from grants.forms.answers.plan_rows import PlanRows
from grants.forms.answers.problem_sentences import number_sentence, problem_sentence
from grants.forms.answers.table_rows import TableRows
from grants.forms.answers.typed import Unreadable, place, read_day_text, read_plain

Section = Mapping[str, Any]


class SectionForm(forms.Form):
    """`answers` are the stored ones; bound with what was posted, it gives `read_answers()`."""

    use_required_attribute = False

    def __init__(
        self,
        *,
        lot: Mapping[str, Any],
        section: Section,
        answers: Mapping[str, Any],
        more: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.stored = answers
        self.asked_all = list(section.get("fields") or [])
        codes = {field["code"] for field in self.asked_all}
        self.asked = [field for field in shown_fields(lot, answers) if field["code"] in codes]
        self.rows = {
            field["code"]: rows(self, field, answers.get(field["code"]), more)
            for field in self.asked
            for kind, rows in ((FieldKind.TABLE, TableRows), (FieldKind.FINANCIAL_PLAN, PlanRows))
            if field.get("kind") == kind
        }
        for field in self.asked:
            self._add(field)

    def _add(self, field: Field) -> None:
        code = str(field["code"])
        kind = field.get("kind")
        if code in self.rows:
            self.rows[code].add_controls()
        elif kind == FieldKind.PERIOD:
            value = self.stored.get(code) or {}
            for part in ("from", "to"):
                self.fields[f"{code}-{part}"] = controls.day_of_period(field, part, value)
        elif kind == FieldKind.FILE:
            self.fields[code] = controls.file_field(field)
        else:
            self.fields[code] = controls.plain_field(field, self.stored.get(code))

    def blocks(self) -> list[dict[str, Any]]:
        """What the page prints, in the order of the form: [{kind, field, bound, rows}]."""
        return [self._block(field) for field in self.asked]

    def _block(self, field: Field) -> dict[str, Any]:
        code, kind = str(field["code"]), str(field.get("kind"))
        block: dict[str, Any] = {"field": field, "code": code, "kind": "plain"}
        if code in self.rows:
            return {**block, "kind": kind, "rows": self.rows[code].as_rows()}
        if kind == FieldKind.PERIOD:
            return {**block, "kind": kind, "parts": [self[f"{code}-from"], self[f"{code}-to"]]}
        return {**block, "kind": "file" if kind == FieldKind.FILE else "plain", "bound": self[code]}

    def read_answers(self) -> dict[str, Any]:
        """Canonical values of all fields but files, without those that could not be read.

        In a table or a plan only the cell that could not be read is left out, never its neighbours.
        """
        read: dict[str, Any] = {}
        for field in self.asked:
            if field.get("kind") == FieldKind.FILE:
                continue
            faults = len(self.errors)
            value = self._read(field)
            if len(self.errors) == faults or field["code"] in self.rows:
                read[str(field["code"])] = value
        return read

    def _read(self, field: Field) -> Any:
        code, kind = str(field["code"]), field.get("kind")
        if code in self.rows:
            return self.rows[code].read()
        if kind == FieldKind.MANY_OF:
            return self.typed_list(code)
        if kind == FieldKind.PERIOD:
            first, last = self.typed(f"{code}-from"), self.typed(f"{code}-to")
            return {"from": read_day_text(first), "to": read_day_text(last)}
        return self.read_cell(field, field, code)

    def read_cell(self, field: Field, asked: Field, name: str, **where: Any) -> Any:
        """The value of one control; a number that cannot be read becomes its error."""
        typed = self.typed(name)
        try:
            return read_plain(asked, typed)
        except Unreadable as error:
            self.add_error(name, number_sentence(field, place(field, **where), error.fault, typed))
            return None

    def typed(self, name: str) -> str:
        return str(self.data.get(name) or "")

    def typed_list(self, name: str) -> list[str]:
        getlist = getattr(self.data, "getlist", None)
        return list(getlist(name)) if getlist else list(self.data.get(name) or [])

    def show(self, problems: list[Problem]) -> None:
        """Put each problem at its control; what is only not answered yet is no error here."""
        asked = {str(field["code"]): field for field in self.asked}
        for problem in problems:
            field = asked.get(problem.field)
            if field is None or (problem.code is ProblemCode.MISSING and not _inside(problem)):
                continue
            name = self._control(field, problem)
            if not self.has_error(name):
                self.add_error(name, problem_sentence(field, problem))

    def _control(self, field: Field, problem: Problem) -> str:
        code = str(field["code"])
        if code in self.rows:
            return self.rows[code].control(problem)
        if field.get("kind") == FieldKind.PERIOD:
            return f"{code}-{problem.part or 'to'}"
        return code


def _inside(problem: Problem) -> bool:
    return problem.row is not None or problem.part in ("from", "to")
