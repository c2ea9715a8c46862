"""Answers as a person reads them: the check page, the copy an applicant keeps, the desk."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from callfile.form.facts import plan_totals
from callfile.form.fields import Field, FieldKind
from callfile.form.form import is_blank
from callfile.numbers.money import cents
from callfile.reading.shapes import iso_day
from grants.formats import (
    reader_language,
    to_fraction,
    write_day_short,
    write_exact,
    write_money,
)

Files = Mapping[str, str]


def text_in(texts: object, language: str | None = None) -> str:
    """The reader's text of {language: text}, or the first other one."""
    if not isinstance(texts, Mapping):
        return "" if texts is None else str(texts)
    wanted = language or reader_language()
    found = texts.get(wanted) or next((text for text in texts.values() if text), "")
    return str(found)


def answer_lines(field: Field, value: object, files: Files | None = None) -> list[str]:
    """One answer in lines, empty where nothing was answered; `files` are names by id."""
    if is_blank(value):
        return []
    match field.get("kind"):
        case FieldKind.FILE:
            names = files or {}
            return [names.get(str(one), "") for one in _list(value)]
        case FieldKind.MANY_OF:
            return [_option(field, one) for one in _list(value)]
        case FieldKind.TABLE:
            return [_row(field, row) for row in _list(value) if isinstance(row, Mapping)]
        case FieldKind.FINANCIAL_PLAN:
            return list(_plan(field, value)) if isinstance(value, Mapping) else []
        case FieldKind.PERIOD:
            return [_period(value)] if isinstance(value, Mapping) else []
        case FieldKind.LONG_TEXT:
            return str(value).split("\n")
    return [_plain(field, value)]


def _plain(field: Field, value: object) -> str:
    """A value without parts, also of one cell of a table."""
    match field.get("kind"):
        case FieldKind.YES_NO:
            return pgettext("answer", "Yes") if value is True else pgettext("answer", "No")
        case FieldKind.DECLARATION:
            return pgettext("declaration", "Declared")
        case FieldKind.ONE_OF:
            return _option(field, value)
        case FieldKind.MONEY:
            return _money(value)
        case FieldKind.INTEGER | FieldKind.DECIMAL:
            number = to_fraction(value)
            unit = text_in(field.get("unit"))
            written = str(value) if number is None else write_exact(number, 6)
            return f"{written}\u00a0{unit}" if unit else written
        case FieldKind.DATE:
            return _day(value)
        case FieldKind.PLACE:
            return str(value.get("text", "")) if isinstance(value, Mapping) else ""
    return str(value)


def _plan(field: Field, plan: Mapping[str, Any]) -> Iterator[str]:
    for part, categories in (("costs", "cost_categories"), ("incomes", "income_categories")):
        names = {one["code"]: text_in(one.get("text")) for one in field.get(categories) or []}
        for line in _list(plan.get(part)):
            name = ", ".join(
                filter(None, (names.get(line.get("category"), ""), line.get("text") or ""))
            )
            yield f"{name}: {_money(line.get('amount'))}"
        totals = plan_totals(field, plan)
        if totals is not None:
            words = _("All costs") if part == "costs" else _("All income without the grant")
            amount = totals.total_cost if part == "costs" else totals.incomes
            yield f"{words}: {write_money(amount)}"
    yield _("Requested: %(amount)s") % {"amount": _money(plan.get("requested"))}


def _row(field: Field, row: Mapping[str, Any]) -> str:
    parts = []
    for column in field.get("columns") or []:
        value = row.get(column["code"])
        if not is_blank(value):
            parts.append(f"{text_in(column.get('label'))}: {_plain(column, value)}")
    return "; ".join(parts)


def _period(value: Mapping[str, Any]) -> str:
    return f"{_day(value.get('from'))} – {_day(value.get('to'))}"


def _option(field: Field, code: object) -> str:
    for option in field.get("options") or []:
        if option.get("code") == code:
            return text_in(option.get("text"))
    return str(code)


def _money(value: object) -> str:
    amount = cents(value)
    return "–" if amount is None else write_money(amount)


def _day(value: object) -> str:
    day: date | None = iso_day(value)
    return write_day_short(day) if day else "–"


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
