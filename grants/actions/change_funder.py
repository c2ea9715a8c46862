"""Change what stands in the head and under the decisions of a funder."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from i18nfield.strings import LazyI18nString

from accounts.models import User
from accounts.permissions import can_grant_roles
from grants.models import Funder


@transaction.atomic
def change_funder(
    *,
    funder: Funder,
    texts: Mapping[str, Mapping[str, str]],
    plain: Mapping[str, str],
    languages: Sequence[str],
    actor: User,
) -> Funder:
    """The funder with its new texts; decisions that are issued keep theirs."""
    if not can_grant_roles(actor):
        raise PermissionDenied
    locked = Funder.objects.select_for_update().get(pk=funder.pk)
    for column, found in texts.items():
        setattr(locked, column, LazyI18nString(dict(found)))
    for column, value in plain.items():
        setattr(locked, column, value)
    locked.languages = list(languages)
    locked.save()
    return locked
