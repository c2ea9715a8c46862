"""The form of some fields of a call, most often of a section; the rules stay with the fields.

A Django field for every control: the cells of a table and of the financial plan have one each, so
that a fault stands at its cell. Reading gives canonical values, and every fault at its place.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from callfile.fields import Field, Files, FinancialPlan, ManyOf, Period, Table
from callfile.fields.form import Form, Section
from callfile.form.problems import Problem, ProblemCode
from grants.forms.answers import controls
from grants.forms.answers.plan_rows import PlanRows
from grants.forms.answers.table_rows import TableRows
from grants.forms.answers.typed import Unreadable, place_in_form, read_day_text, read_plain
from grants.words.problems import number_sentence, problem_sentence


class AnswersForm(forms.Form):
    """`answers` are the stored ones; bound with what was posted, it gives `read_answers()`."""

    use_required_attribute = False

    def __init__(
        self,
        *,
        asked: tuple[Field, ...],
        answers: Mapping[str, Any],
        more: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.stored, self.asked = answers, asked
        self.rows: dict[str, TableRows | PlanRows] = {}
        for field in self.asked:
            stored = answers.get(field.code)
            if isinstance(field, Table):
                self.rows[field.code] = TableRows(self, field, stored, more)
            elif isinstance(field, FinancialPlan):
                self.rows[field.code] = PlanRows(self, field, stored, more)
            self._add(field)

    def _add(self, field: Field) -> None:
        code = field.code
        if code in self.rows:
            self.rows[code].add_controls()
        elif isinstance(field, Period):
            value = self.stored.get(code) or {}
            for part in ("from", "to"):
                self.fields[f"{code}-{part}"] = controls.day_of_period(field, part, value)
        elif isinstance(field, Files):
            self.fields[code] = controls.file_field(field)
        else:
            self.fields[code] = controls.plain_field(field, self.stored.get(code))

    def blocks(self) -> list[dict[str, Any]]:
        """What the page prints, in the order of the form: [{kind, field, bound, rows}]."""
        return [self._block(field) for field in self.asked]

    def _block(self, field: Field) -> dict[str, Any]:
        code = field.code
        block: dict[str, Any] = {"field": field, "code": code, "kind": field.NAME}
        if code in self.rows:
            return {**block, "rows": self.rows[code].as_rows()}
        if isinstance(field, Period):
            return {**block, "parts": [self[f"{code}-from"], self[f"{code}-to"]]}
        kind = field.NAME if isinstance(field, Files) else "plain"
        return {**block, "kind": kind, "bound": self[code]}

    def read_answers(self) -> dict[str, Any]:
        """Canonical values of all fields but files, without those that could not be read.

        In a table or a plan only the cell that could not be read is left out, never its neighbours.
        """
        read: dict[str, Any] = {}
        for field in self.asked:
            if isinstance(field, Files):
                continue
            faults = len(self.errors)
            value = self._read(field)
            if len(self.errors) == faults or field.code in self.rows:
                read[field.code] = value
        return read

    def _read(self, field: Field) -> Any:
        code = field.code
        if code in self.rows:
            return self.rows[code].read()
        if isinstance(field, ManyOf):
            return self.typed_list(code)
        if isinstance(field, Period):
            first, last = self.typed(f"{code}-from"), self.typed(f"{code}-to")
            return {"from": read_day_text(first), "to": read_day_text(last)}
        return self.read_cell(field, field, code)

    def read_cell(self, field: Field, asked: Field, name: str, **where: Any) -> Any:
        """The value of one control; a number that cannot be read becomes its error."""
        typed = self.typed(name)
        try:
            return read_plain(asked, typed)
        except Unreadable as error:
            self.add_error(
                name, number_sentence(field, place_in_form(field, **where), error.fault, typed)
            )
            return None

    def typed(self, name: str) -> str:
        return str(self.data.get(name) or "")

    def typed_list(self, name: str) -> list[str]:
        getlist = getattr(self.data, "getlist", None)
        return list(getlist(name)) if getlist else list(self.data.get(name) or [])

    def show(self, problems: list[Problem]) -> None:
        """Put each problem at its control; what is only not answered yet is no error here."""
        asked = {field.code: field for field in self.asked}
        for problem in problems:
            field = asked.get(problem.field)
            if field is None or (problem.code is ProblemCode.MISSING and not _inside(problem)):
                continue
            name = self._control(field, problem)
            if not self.has_error(name):
                self.add_error(name, problem_sentence(field, problem))

    def _control(self, field: Field, problem: Problem) -> str:
        if field.code in self.rows:
            return self.rows[field.code].control(problem)
        if isinstance(field, Period):
            return f"{field.code}-{problem.part or 'to'}"
        return field.code


class SectionForm(AnswersForm):
    """The fields of one section that the stored answers show."""

    def __init__(
        self, *, form: Form, section: Section, answers: Mapping[str, Any], **kwargs: Any
    ) -> None:
        self.form, self.section = form, section
        super().__init__(asked=self.asked_with(answers), answers=answers, **kwargs)

    def asked_with(self, answers: Mapping[str, Any]) -> tuple[Field, ...]:
        """The fields of the section that these answers show."""
        return next(asked for one, asked in self.form.pages(answers) if one == self.section)


def _inside(problem: Problem) -> bool:
    return problem.row is not None or problem.part in ("from", "to")
