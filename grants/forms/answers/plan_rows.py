"""The financial plan as rows of controls: costs, income, and the requested amount."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.core.plain_text import clean_line
from callfile.fields import FinancialPlan
from callfile.fields.financial_plan import LINES, PLAN_PARTS
from callfile.form.problems import Problem
from grants.formats import text_in
from grants.forms.answers.controls import TypedField
from grants.forms.answers.typed import Unreadable, place_in_form, read_money, write_money_text
from grants.words.problems import number_sentence

if TYPE_CHECKING:
    from grants.forms.answers.section_form import AnswersForm

EMPTY_ROWS = 2
MOST_PREFILLED = 8
_LABELS = {"category": _("Category"), "text": _("Description"), "amount": _("Amount, €")}


class PlanRows:
    """An empty plan begins with a line for each category, so that only amounts are written."""

    def __init__(self, form: "AnswersForm", field: FinancialPlan, value: Any, more: str) -> None:
        self.form, self.field, self.code = form, field, field.code
        self.stored: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        self.lines = {part: self._lines(part) for part in PLAN_PARTS}
        self.kept: dict[str, list[int]] = {part: [] for part in PLAN_PARTS}
        self.count = {part: self._count(part, more) for part in PLAN_PARTS}

    def _lines(self, part: str) -> list[Mapping[str, Any]]:
        stored = [line for line in self.stored.get(part) or [] if isinstance(line, Mapping)]
        used = {line.get("category") for line in stored}
        categories = self.field.categories(part)
        unused = [one.code for one in categories if one.code not in used]
        return stored + [{"category": code} for code in unused[:MOST_PREFILLED]]

    def _count(self, part: str, more: str) -> int:
        if self.form.is_bound:
            typed = self.form.typed(f"{self.code}-{part}-rows")
            count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
            return min(max(count, 1), LINES + EMPTY_ROWS)
        added = 3 if more == f"{self.code}-{part}" else 0
        return min(len(self.lines[part]) + 1 + added, LINES)

    def add_controls(self) -> None:
        for part in PLAN_PARTS:
            for row in range(self.count[part]):
                line = self.lines[part][row] if row < len(self.lines[part]) else {}
                self._add_line(part, row, line)
        self.form.fields[f"{self.code}-requested"] = TypedField(
            label=_("Requested amount"),
            initial=write_money_text(self.stored.get("requested")),
            widget=forms.TextInput(
                attrs={
                    "class": "govuk-input--width-10 m-input-num",
                    "inputmode": "decimal",
                    "data-suffix": "€",
                    "autocomplete": "off",
                }
            ),
        )

    def _add_line(self, part: str, row: int, line: Mapping[str, Any]) -> None:
        options = [(one.code, text_in(one.text)) for one in self.field.categories(part)]
        widgets: dict[str, tuple[forms.Widget, Any]] = {
            "category": (forms.Select(choices=[("", ""), *options]), line.get("category", "")),
            "text": (forms.TextInput(attrs={"autocomplete": "off"}), line.get("text", "")),
            "amount": (
                forms.TextInput(
                    attrs={"class": "m-input-num", "inputmode": "decimal", "autocomplete": "off"}
                ),
                write_money_text(line.get("amount")),
            ),
        }
        for column, (widget, initial) in widgets.items():
            self.form.fields[self.name(part, row, column)] = TypedField(
                label=_LABELS[column], initial=initial, required=False, widget=widget
            )

    def name(self, part: str, row: int, column: str) -> str:
        return f"{self.code}-{part}-{row}-{column}"

    def as_rows(self) -> dict[str, Any]:
        return {
            "costs": self._rows("costs"),
            "incomes": self._rows("incomes"),
            "costs_prefix": f"{self.code}-costs",
            "incomes_prefix": f"{self.code}-incomes",
            "costs_count": self.count["costs"],
            "incomes_count": self.count["incomes"],
            "columns": list(_LABELS.values()),
            "requested": self.form[f"{self.code}-requested"],
            "totals": self.field.totals(self.stored) if self.stored else None,
        }

    def _rows(self, part: str) -> list[list[Any]]:
        return [
            [self.form[self.name(part, row, column)] for column in _LABELS]
            for row in range(self.count[part])
        ]

    def read(self) -> dict[str, Any]:
        return {
            "costs": self._read_lines("costs"),
            "incomes": self._read_lines("incomes"),
            "requested": self._read_money(f"{self.code}-requested", part="requested") or "",
        }

    def _read_lines(self, part: str) -> list[dict[str, Any]]:
        lines = []
        for row in range(self.count[part]):
            text = clean_line(self.form.typed(self.name(part, row, "text")))
            name = self.name(part, row, "amount")
            amount = self._read_money(name, part=part, row=row, column="amount")
            if not text and amount is None and not self.form.has_error(name):
                continue
            category = self.form.typed(self.name(part, row, "category"))
            self.kept[part].append(row)
            lines.append({"category": category, "text": text, "amount": amount or ""})
        return lines

    def _read_money(self, name: str, **where: Any) -> str | None:
        typed = self.form.typed(name)
        try:
            return read_money(typed)
        except Unreadable as error:
            where_is = place_in_form(self.field, **where)
            self.form.add_error(name, number_sentence(self.field, where_is, error.fault, typed))
            return None

    def control(self, problem: Problem) -> str:
        part = problem.part
        if part not in PLAN_PARTS or problem.row is None:
            return f"{self.code}-requested"
        kept = self.kept[part]
        page_row = kept[problem.row] if problem.row < len(kept) else 0
        return self.name(part, page_row, problem.column or "amount")
