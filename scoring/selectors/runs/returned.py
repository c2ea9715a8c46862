"""Why the approver gave the proposal back, as long as the call is being scored again."""

from grants.core import call_stages
from grants.core.workflow import CallStep
from grants.models import Call, StateChange


def return_of(call: Call) -> StateChange | None:
    """The step with its reason and time; None before a proposal and after the next one."""
    if call.state not in call_stages.IN_SCORING:
        return None
    changes = StateChange.objects.filter(call=call, application=None).order_by("-pk")
    last = changes.select_related("actor").first()
    return last if last is not None and last.step == CallStep.RETURN_PROPOSAL else None
