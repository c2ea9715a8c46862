"""Change the data of an organisation; applications that were sent keep what they were sent with."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.seen import require_seen
from applicants import permissions
from applicants.actions._claim import refuse_proved_number, tell_claimants
from applicants.models import Organisation
from applicants.selectors import data_of
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, data: Mapping[str, Any], actor: User, seen: str = ""
) -> Organisation:
    """`seen` is the mark of what was on the page. Raises ChangedMeanwhile."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    permissions.edit_organisation.require(actor, locked)
    require_seen(seen, data_of(locked))
    before = locked.registration_number
    for column, value in data.items():
        setattr(locked, column, value)
    is_new = locked.registration_number != before
    was_proved = is_new and locked.is_proved
    if is_new:
        # What was proved is another number.
        locked.proved_at = locked.proved_by = locked.recorded_by = None
        locked.evidence = locked.proof_reason = ""
        refuse_proved_number(locked)
    locked.full_clean()
    locked.save()
    if was_proved:
        _say_unproved(locked, before, actor)
    if is_new:
        tell_claimants(locked)
    return locked


def _say_unproved(organisation: Organisation, before: str, actor: User) -> None:
    append_entry(
        type=EntryType.ORGANISATION_UNPROVED,
        call_code="",
        actor=ledger_actor(user_id=actor.pk, role="applicant"),
        # Who changes its data is nobody's business.
        pub={},
        payload={"organisation": organisation.pk, "number": before},
        gone={"proved": [organisation]},
    )
