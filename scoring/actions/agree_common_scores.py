"""Record the value of every criterion on which all sheets say the same, all of them or none."""

from django.db import transaction

from accounts.models import User
from grants.actions._transition import lock_call
from grants.models import Call
from scoring.actions.set_agreed_score import set_agreed_score
from scoring.models import AgreedScore
from scoring.permissions import lead_meeting
from scoring.selectors.meeting import Meeting


@transaction.atomic
def agree_common_scores(*, call: Call, actor: User) -> list[AgreedScore]:
    """What was recorded, without the applications in conflict with the actor. Raises Refused."""
    locked = lock_call(call)
    lead_meeting.require(actor, locked)
    found = [
        set_agreed_score(application=application, criterion=criterion, value=value, actor=actor)
        for application, criterion, value in Meeting(locked, actor).common()
    ]
    return [score for score in found if score is not None]
