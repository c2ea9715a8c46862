"""Add an organisation; who adds it becomes its first owner."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from applicants.actions._claim import refuse_proved_number, tell_claimants
from applicants.models import Membership, MembershipRole, Organisation


@transaction.atomic
def add_organisation(*, data: Mapping[str, Any], actor: User) -> Organisation:
    """`data` are checked columns. Raises ValidationError where the number is another's.

    A number that nobody has proved is free to be entered; who entered it too is told.
    """
    organisation = Organisation(**data)
    organisation.full_clean()
    refuse_proved_number(organisation)
    organisation.save()
    Membership.objects.create(user=actor, organisation=organisation, role=MembershipRole.OWNER)
    tell_claimants(organisation)
    return organisation
