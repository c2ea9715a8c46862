"""What the acts on an import share: the lock, and who may."""

from accounts.models import User
from reports.models import HistoricImport
from reports.permissions import keep_import


def lock_import(batch: HistoricImport, actor: User) -> HistoricImport:
    locked = HistoricImport.objects.select_for_update(of=("self",)).select_related("funder")
    found = locked.get(pk=batch.pk)
    keep_import.require(actor, found)
    return found
