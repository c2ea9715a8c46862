"""Add an organisation; who adds it becomes its first owner."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from applicants.models import Membership, MembershipRole, Organisation


@transaction.atomic
def add_organisation(*, data: Mapping[str, Any], actor: User) -> Organisation:
    """`data` are checked columns. Raises ValidationError where the number is already here."""
    organisation = Organisation(**data)
    organisation.full_clean()
    organisation.save()
    Membership.objects.create(user=actor, organisation=organisation, role=MembershipRole.OWNER)
    return organisation
