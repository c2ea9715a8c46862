"""End the appointment of a signatory; what was signed in it stays, under the old name."""

from django.db import transaction

from accounts.models import Role, RoleGrant, User
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from grants.actions.office._role_entry import append_role_entry
from grants.actions.office.appoint_signatory import said_of_signatory
from grants.models import Signatory
from grants.permissions import administer_funder


@transaction.atomic
def end_signatory(*, signatory: Signatory, actor: User) -> Signatory:
    """The appointment, ended at once and, where no other term is entered, with its role; ended
    again it stays as it is.

    Raises PermissionDenied for whoever does not administer the funder.
    """
    rows = Signatory.objects.select_for_update(of=("self",)).select_related("funder", "user")
    locked = rows.get(pk=signatory.pk)
    administer_funder.require(actor, locked.funder)
    if locked.ended_at is not None:
        return locked
    locked.ended_by, locked.ended_at = actor, lock_log()
    append_entry(
        type=EntryType.SIGNATORY_ENDED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        pub={"funder": locked.funder.code},
        payload=said_of_signatory(locked),
        rows={"signatory": [locked]},
        at=locked.ended_at,
    )
    locked.save(update_fields=["ended_by", "ended_at"])
    others = Signatory.objects.filter(funder=locked.funder_id, user=locked.user_id, ended_at=None)
    if others.exists():
        # The term before, or the next one, goes on with the role.
        return locked
    held = RoleGrant.objects.filter(user=locked.user, role=Role.SIGNATORY)
    for grant in held.filter(funder_id=locked.funder_id, call_id=None):
        append_role_entry(EntryType.ROLE_REVOKED, grant, actor)
        grant.delete()
    return locked
