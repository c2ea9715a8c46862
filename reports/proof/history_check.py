"""Whether the figures kept of imported lists are those of their rows."""

from collections.abc import Iterator

from audit.proof.fsck import Difference, Finding, Tally
from reports.models import HistoricImport
from reports.selectors.history import counted_names, counted_sums


def figure_differences() -> Iterator[Finding]:
    for batch in HistoricImport.objects.defer("table", "mapping").order_by("pk"):
        place = f"imported list {batch.pk}"
        yield Tally("kept sum of an imported list", batch.sums.count())
        counted = [{"funder_id": batch.funder_id, **row} for row in counted_sums(batch)]
        columns = list(counted[0]) if counted else []
        if list(batch.sums.order_by("year", "kind", "theme").values(*columns)) != counted:
            yield Difference(place, "its kept sums are not those of its rows")
        if sorted(batch.names.values_list("folded", flat=True)) != counted_names(batch):
            yield Difference(place, "its kept names are not those of its rows")
