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
    if is_new:
        # What was proved is another number.
        locked.proved_at = locked.proved_by = None
        locked.evidence = locked.proof_reason = ""
        refuse_proved_number(locked)
    locked.full_clean()
    locked.save()
    if is_new:
        tell_claimants(locked)
    return locked
