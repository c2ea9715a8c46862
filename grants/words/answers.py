"""Answers as a person reads them: the check page, the copy an applicant keeps, the desk."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from callfile.fields import (
    Date,
    Decimal,
    Declaration,
    Field,
    Files,
    FinancialPlan,
    Integer,
    LongText,
    ManyOf,
    Money,
    OneOf,
    Period,
    Table,
    Venue,
    YesNo,
)
from callfile.fields.financial_plan import PLAN_PARTS
from callfile.form.values import is_blank
from callfile.numbers.money import cents
from callfile.reading.shapes import iso_day
from grants.formats import (
    text_in,
    to_fraction,
    write_day_short,
    write_exact,
    write_money,
)


def yes_or_no(value: object) -> str:
    return pgettext("answer", "Yes") if value is True else pgettext("answer", "No")


def answer_lines(field: Field, value: object, files: Mapping[str, str] | None = None) -> list[str]:
    """One answer in lines, empty where nothing was answered; `files` are names by id."""
    if is_blank(value):
        return []
    match field:
        case Files():
            names = files or {}
            return [names.get(str(one), "") for one in _list(value)]
        case ManyOf():
            return [_option(field, one) for one in _list(value)]
        case Table():
            return [_row(field, row) for row in _list(value) if isinstance(row, Mapping)]
        case FinancialPlan():
            return list(_plan(field, value)) if isinstance(value, Mapping) else []
        case Period():
            return [_period(value)] if isinstance(value, Mapping) else []
        case LongText():
            return str(value).split("\n")
    return [_plain(field, value)]


def _plain(field: Field, value: object) -> str:
    """A value without parts, also of one cell of a table."""
    match field:
        case YesNo():
            return yes_or_no(value)
        case Declaration():
            return pgettext("declaration", "Declared")
        case OneOf():
            return _option(field, value)
        case Money():
            return _money(value)
        case Integer() | Decimal():
            number = to_fraction(value)
            unit = text_in(field.unit)
            written = str(value) if number is None else write_exact(number, 6)
            return f"{written}\u00a0{unit}" if unit else written
        case Date():
            return _day(value)
        case Venue():
            return str(value.get("text", "")) if isinstance(value, Mapping) else ""
    return str(value)


def _plan(field: FinancialPlan, plan: Mapping[str, Any]) -> Iterator[str]:
    totals = field.totals(plan)
    for part in PLAN_PARTS:
        for name, amount in plan_lines(field, plan, part):
            yield f"{name}: {_money(amount)}"
        if totals is not None:
            words = _("All costs") if part == "costs" else _("All income without the grant")
            sum_ = totals.total_cost if part == "costs" else totals.incomes
            yield f"{words}: {write_money(sum_)}"
    yield _("Requested: %(amount)s") % {"amount": _money(plan.get("requested"))}


def plan_lines(
    field: FinancialPlan, plan: Mapping[str, Any], part: str
) -> Iterator[tuple[str, object]]:
    """Category and description of each line of costs or incomes, and its amount as answered."""
    names = {one.code: text_in(one.text) for one in field.categories(part)}
    for line in _list(plan.get(part)):
        if isinstance(line, Mapping):
            said = (names.get(str(line.get("category")), ""), line.get("text") or "")
            yield ", ".join(filter(None, said)), line.get("amount")


def _row(field: Table, row: Mapping[str, Any]) -> str:
    parts = []
    for column in field.columns:
        value = row.get(column.code)
        if not is_blank(value):
            parts.append(f"{text_in(column.label)}: {_plain(column, value)}")
    return "; ".join(parts)


def _period(value: Mapping[str, Any]) -> str:
    return f"{_day(value.get('from'))} – {_day(value.get('to'))}"


def _option(field: OneOf | ManyOf, code: object) -> str:
    found = (text_in(option.text) for option in field.options if option.code == code)
    return next(found, str(code))


def _money(value: object) -> str:
    amount = cents(value)
    return "–" if amount is None else write_money(amount)


def _day(value: object) -> str:
    day: date | None = iso_day(value)
    return write_day_short(day) if day else "–"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
