"""Decide on an applicant's objection to a member: the chair, about the chair the officer."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Rows
from grants.actions._act import Done, act
from grants.core.workflow import ApplicationWork
from grants.letters.applicant_readers import writers_for
from scoring.actions.committee._excluding import (
    exclusion_of,
    keep_exclusion,
    lock_member,
    require_decider,
    require_reason,
    ruling_of,
)
from scoring.models import MemberObjection, ObjectionOutcome
from scoring.objection_mail import OBJECTION_DECIDED


def decide_objection(
    *, objection: MemberObjection, upheld: bool, reason: str, actor: User
) -> MemberObjection:
    """The decided objection; upheld, its member is kept out of the application. Raises Refused."""
    step = ApplicationWork.DECIDE_OBJECTION
    with act(objection.application, step, actor, holding_call=True) as done:
        done.require()
        locked = _lock(objection, done)
        member = lock_member(done.application, locked.member)
        require_decider(done, member)
        written = require_reason(reason, _("Write why you decide so."))
        locked.outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.REJECTED
        locked.decided_by, locked.decided_at, locked.decision_reason = actor, done.at, written
        row = exclusion_of(done, member, written) if upheld else None
        ruling = ruling_of(done, member, written, locked)
        rows: Rows = {"objection decided": [locked], "ruling": [ruling]}
        entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                "outcome": locked.outcome.value,
                "ruling": ruling.sha256,
            },
            rows={**rows, **({"statement": [row]} if row else {})},
        )
        locked.decision_entry = ruling.entry = entry
        locked.save()
        ruling.save(force_insert=True)
        if row is not None:
            row.entry = entry
            keep_exclusion(done, row)
        readers = writers_for([done.application.organisation_id])
        done.tell(OBJECTION_DECIDED, locked.pk, readers)
        return locked


def _lock(objection: MemberObjection, done: Done) -> MemberObjection:
    """As it is now, held. Raises Refused once it is decided."""
    rows = MemberObjection.objects.select_for_update(of=("self",)).select_related("member")
    locked = rows.get(pk=objection.pk, application=done.application)
    if locked.outcome != ObjectionOutcome.OPEN:
        raise Refused(_("This objection is decided already."))
    return locked
