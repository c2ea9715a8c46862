"""What the steps of an import say: columns with examples, rows as they will look, faults."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from grants.formats import write_money
from grants.models import LotKind
from reports.forms.history_columns import TARGET_WORDS, ColumnsForm
from reports.forms.history_confirm import ConfirmForm
from reports.history.rows import LONGEST, ReadRows, RowFault, RowFaultCode
from reports.lists.csv_files import Cell
from reports.models import HistoricImport
from reports.selectors.history_import import cells_of, guessed, reading_of

PER_PAGE = 25
FIRST_ROWS = 10
MOST_FAULTS = 50
_EXAMPLES = 3
_LONGEST_EXAMPLE = 40

_EXPECTED: dict[RowFaultCode, Promise] = {
    RowFaultCode.MISSING: _("something stands here"),
    RowFaultCode.TOO_LONG: _("at most %(most)s characters"),
    RowFaultCode.NO_AMOUNT: _("at least one amount"),
    RowFaultCode.NOT_AN_AMOUNT: _("an amount such as 1.234,56 or 1234.56"),
    RowFaultCode.AMBIGUOUS: _("an amount that is not two; say with the columns how it is written"),
    RowFaultCode.TOO_MANY_DECIMALS: _("at most two decimal places"),
    RowFaultCode.TOO_LARGE: _("a smaller amount"),
    RowFaultCode.NEGATIVE: _("an amount that is not negative"),
    RowFaultCode.NOT_A_YEAR: _("a year such as 2014, or a day"),
    RowFaultCode.UNKNOWN_KIND: _("one of the words for regular operation or for projects"),
    RowFaultCode.NO_VALUE: _("a value: this formula or number was saved without one"),
}


def imports_page(imports: QuerySet[HistoricImport], page_number: str | None) -> dict[str, Any]:
    return {"page": Paginator(imports, PER_PAGE).get_page(page_number)}


# ---- columns


def columns_form(batch: HistoricImport, data: Any) -> ColumnsForm:
    """With what was said before, else with what the headings suggest."""
    cells = cells_of(batch)
    first = guessed(cells)
    said = reading_of(batch)
    if said is not None:
        first |= {**said.stored(), "meaning": batch.amount_meaning}
    head, initial = first["head"], _in_fields(first)
    return ColumnsForm(data, headings=cells[head][1], head=head, year=batch.year, initial=initial)


def said_in_form(batch: HistoricImport, form: ColumnsForm) -> dict[str, str]:
    """What is stored of the list, by the fields of the form."""
    said = _in_fields({**batch.mapping, "meaning": batch.amount_meaning})
    return {name: said.get(name, "") for name in form.fields}


def _in_fields(first: dict[str, Any]) -> dict[str, str]:
    return {
        **{f"column_{target}": str(place) for target, place in first["columns"].items()},
        **{name: ", ".join(first[name]) for name in ("operational", "project", "persons")},
        **{name: first.get(name, "") for name in ("kind_of_all", "decimal", "meaning")},
    }


def columns_page(batch: HistoricImport, form: ColumnsForm) -> dict[str, Any]:
    cells = cells_of(batch)
    number, headings = cells[form.head]
    rows = [row for _number, row in cells[form.head + 1 :]]
    return {
        "batch": batch,
        "head_row": number,
        "row_count": len(rows),
        "columns": [
            {"place": place + 1, "heading": heading, "examples": _examples(rows, place)}
            for place, heading in enumerate(headings)
        ],
    }


def _examples(rows: Sequence[Sequence[str]], place: int) -> str:
    """The first different values, without what makes a line too long."""
    found = dict.fromkeys(row[place] for row in rows[:500] if row[place])
    return " · ".join(one[:_LONGEST_EXAMPLE] for one in list(found)[:_EXAMPLES])


# ---- preview


def confirm_form(found: ReadRows, data: Any) -> ConfirmForm:
    suspects = [(one.row, one.organisation) for one in found.awards if one.may_be]
    faulty = faulty_rows(found)
    rows = {one.row for one in found.awards} | faulty
    return ConfirmForm(data, suspects=suspects, faulty=len(faulty), rows=rows)


def confirm_again(found: ReadRows, sent: QueryDict) -> ConfirmForm:
    """As it was sent, for other rows: all that may be persons among them are chosen again."""
    data, fresh = sent.copy(), confirm_form(found, None)
    data.pop("confirmed", None)
    if "persons" in fresh.fields:
        choice: Any = fresh.fields["persons"]
        data.setlist("persons", choice.initial)
    return confirm_form(found, data)


def faulty_rows(found: ReadRows) -> set[int]:
    return {fault.row for fault in found.faults}


def preview_page(batch: HistoricImport, found: ReadRows) -> dict[str, Any]:
    return {
        "batch": batch,
        "good": len(found.awards),
        "persons": sum(one.is_person for one in found.awards),
        "counters": _counters(batch, found),
        "first": found.awards[:FIRST_ROWS],
        "faults": list(_faults(batch, found.faults[:MOST_FAULTS])),
        "more_faults": max(len(found.faults) - MOST_FAULTS, 0),
    }


def _counters(batch: HistoricImport, found: ReadRows) -> list[dict[str, Any]]:
    kinds = Counter(one.kind for one in found.awards)
    said = {
        "operational": kinds[LotKind.OPERATIONAL],
        "project": kinds[LotKind.PROJECT],
        "unsaid": kinds[""],
    }
    faulty = len(faulty_rows(found))
    kinds_in_words = _("operation %(operational)s, projects %(project)s, not said %(unsaid)s")
    return [
        {"term": _("Good rows"), "value": str(len(found.awards)), "note": kinds_in_words % said},
        {"term": _("Faulty rows"), "value": str(faulty), "signal": faulty > 0},
        _sum(_("Requested"), [one.requested for one in found.awards]),
        _sum(capfirst(batch.get_amount_meaning_display()), [one.awarded for one in found.awards]),
    ]


def _sum(term: str | Promise, amounts: Sequence[int | None]) -> dict[str, Any]:
    there = [one for one in amounts if one is not None]
    note = _("rows with this amount: %(count)s") % {"count": len(there)}
    return {"term": term, "value": write_money(sum(there)), "note": note}


def _faults(batch: HistoricImport, faults: Sequence[RowFault]) -> Iterator[dict[str, Any]]:
    headings = cells_of(batch)[batch.mapping["head"]][1]
    columns = batch.mapping["columns"]
    for fault in faults:
        place = columns.get(fault.target)
        yield {
            "row": fault.row,
            "column": "" if place is None else headings[place],
            "target": TARGET_WORDS[fault.target],
            "read": fault.read,
            "expected": _EXPECTED[fault.code] % {"most": LONGEST.get(fault.target, "")},
        }


def fault_lines(batch: HistoricImport, found: ReadRows) -> Iterator[list[Cell]]:
    """Every fault, for whoever mends the list."""
    read = pgettext("value", "Read")
    yield [str(one) for one in (_("Row"), _("Column"), _("Read as"), read, _("Expected"))]
    for said in _faults(batch, found.faults):
        yield [said["row"], *(str(said[key]) for key in ("column", "target", "read", "expected"))]
