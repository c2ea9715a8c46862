"""Say which column of a list is which, and what its words mean."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from reports.actions._importing import lock_import
from reports.history.rows import ListReading
from reports.models import AmountMeaning, HistoricImport, ImportState
from reports.selectors.history_import import said_of_import


@transaction.atomic
def map_import(
    *,
    batch: HistoricImport,
    reading: ListReading,
    meaning: AmountMeaning,
    actor: User,
    seen: str = "",
) -> HistoricImport:
    """The import with its reading; one that is imported or undone stays as it is.

    `seen` is the mark of what was said before. Raises Refused, ChangedMeanwhile.
    """
    locked = lock_import(batch, actor)
    if locked.state != ImportState.PREVIEW:
        raise Refused(_("This list is imported already; its columns no longer change."))
    require_seen(seen, said_of_import(locked))
    locked.mapping = reading.stored()
    locked.amount_meaning = meaning
    locked.save(update_fields=["mapping", "amount_meaning"])
    return locked
