"""Throw away a list that was only prepared."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from reports.actions._importing import lock_import
from reports.models import HistoricImport, ImportState


@transaction.atomic
def discard_import(*, batch: HistoricImport, actor: User) -> None:
    """Nothing of it was public, so nothing of it is kept."""
    locked = lock_import(batch, actor)
    if locked.state != ImportState.PREVIEW:
        raise Refused(_("An imported list is undone with a reason, not thrown away."))
    locked.delete()
