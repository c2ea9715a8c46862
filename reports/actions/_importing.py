"""What the acts on an import share: the lock, who may, and the figures kept beside the rows."""

from accounts.models import User
from reports.models import HistoricImport, HistoricName, HistoricSum
from reports.permissions import keep_import
from reports.selectors.history import counted_names, counted_sums


def lock_import(batch: HistoricImport, actor: User) -> HistoricImport:
    locked = HistoricImport.objects.select_for_update(of=("self",)).select_related("funder")
    found = locked.get(pk=batch.pk)
    keep_import.require(actor, found)
    return found


def keep_figures(batch: HistoricImport) -> None:
    """Of the rows as they stand now."""
    HistoricSum.objects.bulk_create(
        [HistoricSum(batch=batch, funder_id=batch.funder_id, **row) for row in counted_sums(batch)]
    )
    HistoricName.objects.bulk_create(
        [HistoricName(batch=batch, folded=name) for name in counted_names(batch)], batch_size=1000
    )


def forget_figures(batch: HistoricImport) -> None:
    batch.sums.all().delete()
    batch.names.all().delete()
