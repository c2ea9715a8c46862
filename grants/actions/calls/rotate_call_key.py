"""Wrap the data keys of a call's applications in another key; their content stays as it is."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import can_grant_roles
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.keys.store import call_keys, forget_old_call_key, next_call_key
from grants.actions._transition import lock_call
from grants.core import application_stages
from grants.models import Application, Call
from grants.sealed_content import rewrap_key


def rotate_call_key(*, call: Call, actor: User) -> int:
    """How many applications were wrapped again. Raises KeyMissingError, SealBrokenError.

    The old key stays beside the new one until the next rotation: this one may still fail, and a
    backup may be on its way. An application is started under the lock that is held here, so none
    is left behind.
    """
    if not can_grant_roles(actor):
        raise PermissionDenied
    with transaction.atomic():
        locked = lock_call(call)
        _wrap_again(locked, call_keys(locked.uuid)[0])
    # From here on the newest key opens everything, whatever an earlier rotation came to.
    with transaction.atomic():
        locked = lock_call(call)
        forget_old_call_key(locked.uuid)
        wrapped = _wrap_again(locked, next_call_key(locked.uuid))
        append_entry(
            type=EntryType.KEY_ROTATED,
            call_code=locked.code,
            actor=ledger_actor(user_id=actor.pk, role="administrator"),
            pub={},
            payload={"applications": len(wrapped)},
            rows={"application": [one for one in wrapped if one.state in application_stages.SENT]},
        )
    return len(wrapped)


def _wrap_again(call: Call, key: bytes) -> list[Application]:
    held = call.applications.select_for_update(of=("self",)).select_related("call")
    rows = list(held.order_by("pk"))
    for row in rows:
        rewrap_key(row, key)
        row.save(update_fields=["wrapped_key"])
    return rows
