"""Which applications of a call get a decision once its allocation is signed."""

from django.db.models import QuerySet

from grants.core import application_stages
from grants.models import Application, Call


def awaiting_decision(call: Call) -> QuerySet[Application]:
    """Those for which none is prepared yet."""
    return Application.objects.filter(
        call=call, state__in=application_stages.AWAITING_DECISION, decision=None
    )
