"""Take a whole imported list out of the register again, with the reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from reports.actions._importing import forget_figures, lock_import
from reports.models import HistoricImport, ImportState
from reports.permissions import keeper_role


@transaction.atomic
def undo_import(*, batch: HistoricImport, reason: str, actor: User) -> HistoricImport:
    """The import, undone: its rows are gone, what was done stays told. Once more is once."""
    locked = lock_import(batch, actor)
    if locked.state == ImportState.UNDONE:
        return locked
    if locked.state != ImportState.IMPORTED:
        raise Refused(_("Only an imported list can be undone."))
    if not reason.strip():
        raise Refused(_("Say why the import is undone."), field="reason")
    at = lock_log()
    awards = list(locked.awards.all())
    forget_figures(locked)
    locked.awards.all().delete()
    locked.state, locked.undone_at, locked.undone_by = ImportState.UNDONE, at, actor
    locked.undo_reason = reason.strip()
    append_entry(
        type=EntryType.HISTORY_UNDONE,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role=keeper_role(actor, locked.funder)),
        pub={
            "funder": locked.funder.code,
            "file": locked.sha256,
            "rows": len(awards),
            "imported": locked.entry.seq if locked.entry else 0,
        },
        payload={"reason": reason.strip()},
        rows={"import undone": [locked]},
        gone={"award": awards},
        at=at,
    )
    locked.save()
    return locked
