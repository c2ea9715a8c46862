"""Decide with evidence whose a registration number is."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.seen import ChangedMeanwhile, require_seen
from applicants.models import Organisation
from applicants.number_letters import DECIDED, owners_of
from applicants.permissions import may_prove
from applicants.selectors import claims_among
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from jobs.actions.promise_letters import promise_letters


@transaction.atomic
def prove_organisation(
    *, organisation: Organisation, evidence: str, reason: str, actor: User, seen: str = ""
) -> Organisation:
    """The number is this organisation's; of others with it, none is proved any more.

    `evidence` is what was seen, for the office; `reason` goes to all who entered the number. They
    keep what they have entered and sent. `seen` is the mark of the claims on the page. Raises
    PermissionDenied for a member of one of them, ChangedMeanwhile.
    """
    number = organisation.registration_number
    same = Organisation.objects.select_for_update().filter(registration_number=number)
    claimants = list(same.order_by("pk"))
    winner = next((one for one in claimants if one.pk == organisation.pk), None)
    if not may_prove(actor, claimants):
        raise PermissionDenied
    if winner is None:
        # It has entered another number since.
        raise ChangedMeanwhile
    require_seen(seen, claims_among(claimants))
    at = lock_log()
    for one in claimants:
        one.proved_at, one.proved_by, one.evidence, one.proof_reason = None, None, "", ""
        if one is not winner:
            one.save()
    winner.proved_at, winner.proved_by = at, actor
    winner.evidence, winner.proof_reason = evidence, reason
    winner.save()
    append_entry(
        type=EntryType.ORGANISATION_PROVED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="administrator"),
        # Who applies is nobody's business yet.
        pub={},
        payload={
            "organisation": winner.pk,
            "number": number,
            "claimants": [one.pk for one in claimants],
            "evidence": evidence,
            "reason": reason,
        },
        rows={"proved": [winner]},
        gone={"proved": [one for one in claimants if one is not winner]},
        at=at,
    )
    for one in claimants:
        promise_letters(kind=DECIDED, about=one.pk, readers=owners_of(one))
    return winner
