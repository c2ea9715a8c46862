"""Exclude a member from one application: the chair, about the chair the officer."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions.committee._excluding import (
    exclusion_of,
    keep_exclusion,
    lock_sitting,
    require_decider,
    require_reason,
    ruling_of,
)
from scoring.models import CommitteeMember, ConflictDeclaration


def exclude_member(
    *, application: Application, member: CommitteeMember, reason: str, actor: User
) -> ConflictDeclaration:
    """What keeps the member out, as a conflict of their own word would. Raises Refused."""
    with act(application, ApplicationWork.EXCLUDE_MEMBER, actor, holding_call=True) as done:
        done.require()
        seat = lock_sitting(done.application, member)
        require_decider(done, seat)
        written = require_reason(reason, _("Write why you decide so."))
        row = exclusion_of(done, seat, written)
        if row is None:
            raise Refused(
                _("%(name)s steps out of this application already.") % {"name": seat.user.name},
                field="member",
            )
        ruling = ruling_of(done, seat, written)
        row.entry = ruling.entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                "member": pseudonym_in_call(user_id=seat.user_id, call_code=done.call.code),
                "ruling": ruling.sha256,
            },
            rows={"statement": [row], "ruling": [ruling]},
        )
        ruling.save(force_insert=True)
        keep_exclusion(done, row)
        return row
