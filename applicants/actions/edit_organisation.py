"""Change the data of an organisation; applications that were sent keep what they were sent with."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from applicants import permissions
from applicants.models import Organisation


@transaction.atomic
def edit_organisation(
    *, organisation: Organisation, data: Mapping[str, Any], actor: User
) -> Organisation:
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    permissions.edit_organisation.require(actor, locked)
    for column, value in data.items():
        setattr(locked, column, value)
    locked.full_clean()
    locked.save()
    return locked
