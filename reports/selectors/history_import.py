"""Lists of past awards in preparation, and those that were imported."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from grants.models import Funder
from reports.history.headings import (
    OPERATIONAL_WORDS,
    PERSON_WORDS,
    PROJECT_WORDS,
    guess_columns,
    guess_decimal,
    guess_meaning,
    guess_words,
    head_row,
)
from reports.history.rows import ListReading, ReadRows, read_rows
from reports.models import HistoricImport, ImportState
from reports.permissions import keep_import

Cells = list[tuple[int, list[str]]]
_AMOUNTS = ("requested", "awarded")


def imports_of(user: User) -> QuerySet[HistoricImport]:
    """All that the person may look at, the newest first, without their content."""
    rows = keep_import.queryset(user).select_related("funder", "created_by", "imported_by")
    return rows.defer("table")


def imported_before(funder: Funder, sha256: str) -> HistoricImport | None:
    return (
        HistoricImport.objects.filter(funder=funder, sha256=sha256, state=ImportState.IMPORTED)
        .defer("table")
        .first()
    )


def cells_of(batch: HistoricImport) -> Cells:
    return [(int(number), cells) for number, cells in batch.table or []]


def reading_of(batch: HistoricImport) -> ListReading | None:
    """How the list is taken; None before somebody has said it."""
    return ListReading(**batch.mapping, year=batch.year) if batch.mapping else None


def said_of_import(batch: HistoricImport) -> dict[str, Any]:
    """How the list is taken, as it is stored."""
    return {"mapping": batch.mapping, "meaning": batch.amount_meaning}


def rows_of_list(batch: HistoricImport) -> ReadRows:
    """Good rows and faults of a list in preparation."""
    reading = reading_of(batch)
    return read_rows(cells_of(batch), reading) if reading else ReadRows()


def guessed(cells: Cells) -> dict[str, Any]:
    """First values of the form of columns."""
    head = head_row(cells)
    columns = guess_columns(cells[head][1])
    amounts = [
        one
        for target in _AMOUNTS
        if target in columns
        for one in _values(cells, head, columns, target)
    ]
    awarded = columns.get("awarded")
    return {
        "head": head,
        "columns": columns,
        "operational": _known(cells, head, columns, "kind", OPERATIONAL_WORDS),
        "project": _known(cells, head, columns, "kind", PROJECT_WORDS),
        "persons": _known(cells, head, columns, "recipient", PERSON_WORDS),
        "decimal": guess_decimal(amounts),
        "meaning": "granted" if awarded is None else guess_meaning(cells[head][1][awarded]),
    }


def _known(
    cells: Cells, head: int, columns: Mapping[str, int], target: str, words: tuple[str, ...]
) -> list[str]:
    return guess_words(_values(cells, head, columns, target), words) if target in columns else []


def _values(cells: Cells, head: int, columns: Mapping[str, int], target: str) -> list[str]:
    place = columns[target]
    return [row[place] for _number, row in cells[head + 1 :] if row[place]]
