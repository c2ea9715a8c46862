"""Which applications of a call get a decision once its allocation is signed."""

from django.db.models import QuerySet

from grants.core.workflow import ApplicationState
from grants.models import Application, Call

DECIDED_ON = (ApplicationState.PROPOSED, ApplicationState.DISMISSED)


def awaiting_decision(call: Call) -> QuerySet[Application]:
    """Those for which none is prepared yet."""
    return Application.objects.filter(call=call, state__in=DECIDED_ON, decision=None)
