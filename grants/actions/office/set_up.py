"""The beginning of an installation: its first administrator, and the funder."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from accounts.refusal import Refused
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from grants.actions.office._role_entry import append_role_entry
from grants.actions.office.found_funder import found_funder
from grants.actions.office.invite_person import new_account, tell_of_role
from grants.models import Funder


@transaction.atomic
def set_up(*, administrator: Mapping[str, str], funder: Mapping[str, Any]) -> tuple[User, Funder]:
    """By whoever has the server, once.

    `administrator` has `email`, `name` and `language`; `funder` is what `found_funder` takes. The
    administrator gets an account without a password, the role for everything, and a letter. Raises
    Refused where somebody administers everything already.
    """
    lock_log()
    if everything_is_administered():
        raise Refused(
            _("This installation is set up already. What comes next is done on its pages.")
        )
    user = new_account(**administrator)
    grant = RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    append_role_entry(EntryType.ROLE_GRANTED, grant, None)
    tell_of_role(grant)
    return user, found_funder(**funder, actor=user)


def everything_is_administered() -> bool:
    whole = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, funder_id=None, call_id=None)
    return whole.exists() or User.objects.filter(is_superuser=True).exists()
