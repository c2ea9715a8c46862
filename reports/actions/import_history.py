"""Put the good rows of a prepared list into the register, all of them or none."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.identity_number import identity_number
from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from grants.core.text_search import kept_folded
from reports.actions._importing import keep_figures, lock_import
from reports.actions.prepare_import import ImportedBefore
from reports.history.rows import PastAward, RowFault, withheld
from reports.models import HistoricAward, HistoricImport, ImportState, RecipientKind
from reports.permissions import keeper_role
from reports.selectors.history_import import imported_before, rows_of_list, said_of_import

_AT_ONCE = 500


@transaction.atomic
def import_history(
    *,
    batch: HistoricImport,
    persons: Collection[int],
    without_faulty: bool,
    actor: User,
    seen: str = "",
) -> HistoricImport:
    """The import, done; once more is once.

    `persons` are the rows whose recipient is a natural person: their names are not kept.
    `without_faulty` is the officer's word that faulty rows stay out. `seen` is the mark of the
    reading whose rows were looked through. Raises Refused, ChangedMeanwhile.
    """
    locked = lock_import(batch, actor)
    if locked.state == ImportState.IMPORTED:
        return locked
    if locked.state != ImportState.PREVIEW:
        raise Refused(_("This import was undone. Read the file anew."))
    require_seen(seen, said_of_import(locked))
    found = rows_of_list(locked)
    _guard(found.awards, found.faults, without_faulty=without_faulty)
    awards = [_award(locked, one) for one in withheld(found.awards, set(persons))]
    at = lock_log()
    # Only now: whoever else imports the same file waits for the same lock.
    known = imported_before(locked.funder, locked.sha256)
    if known is not None:
        raise ImportedBefore(known)
    HistoricAward.objects.bulk_create(awards, batch_size=_AT_ONCE)
    keep_figures(locked)
    left_out = len({fault.row for fault in found.faults})
    locked.state, locked.imported_at, locked.imported_by = ImportState.IMPORTED, at, actor
    locked.rows, locked.rows_left_out, locked.table = len(awards), left_out, None
    locked.entry = append_entry(
        type=EntryType.HISTORY_IMPORTED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role=keeper_role(actor, locked.funder)),
        pub=_said(locked, awards, left_out),
        payload={"file": locked.sha256},
        rows={"import": [locked], "award": awards},
        at=at,
    )
    locked.save()
    return locked


def _guard(
    awards: Sequence[PastAward], faults: Sequence[RowFault], *, without_faulty: bool
) -> None:
    if not awards:
        raise Refused(_("No row of this list can be read. Look at the columns again."))
    if faults and not without_faulty:
        raise Refused(
            _("Some rows are faulty. Say that they stay out, or mend the list and read it anew."),
            field="without_faulty",
        )


def _award(batch: HistoricImport, row: PastAward) -> HistoricAward:
    return HistoricAward(
        batch=batch,
        funder_id=batch.funder_id,
        row=row.row,
        year=row.year,
        number=row.number,
        recipient_kind=RecipientKind.PERSON if row.is_person else RecipientKind.ORGANISATION,
        organisation=row.organisation,
        organisation_folded=kept_folded(row.organisation),
        organisation_number=row.organisation_number,
        organisation_identity=identity_number(row.organisation_number),
        theme=row.theme,
        kind=row.kind,
        purpose=row.purpose,
        requested_cents=row.requested,
        awarded_cents=row.awarded,
    )


def _said(batch: HistoricImport, awards: Sequence[HistoricAward], left_out: int) -> dict[str, Any]:
    """What everybody sees in the register, so that a change of it would be found out."""
    return {
        "funder": batch.funder.code,
        "file": batch.sha256,
        "rows": len(awards),
        "left_out": left_out,
        "amount": batch.amount_meaning,
        "requested": sum(award.requested_cents or 0 for award in awards),
        "awarded": sum(award.awarded_cents or 0 for award in awards),
        "content": canonical.digest([_published(award) for award in awards]),
    }


def _published(award: HistoricAward) -> list[Any]:
    return [
        *(award.row, award.year, award.number, award.organisation, award.organisation_number),
        *(award.theme, award.kind, award.purpose),
        *("" if one is None else one for one in (award.requested_cents, award.awarded_cents)),
    ]
