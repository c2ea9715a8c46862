"""Why the approver gave the proposal back, and what the return is about, as long as the call is
being scored again.
"""

from collections.abc import Collection, Sequence

from accounts.models import User
from grants.core import call_stages
from grants.core.workflow import ApplicationStep, CallStep
from grants.exclusion import excluded
from grants.models import Application, Call, StateChange


def return_of(call: Call) -> StateChange | None:
    """The step with its reason and time; None before a proposal and after the next one."""
    if call.state not in call_stages.IN_SCORING:
        return None
    changes = StateChange.objects.filter(call=call, application=None).order_by("-pk")
    last = changes.select_related("actor").first()
    return last if last is not None and last.step == CallStep.RETURN_PROPOSAL else None


def named_in(returned: StateChange) -> Sequence[str]:
    """The numbers of the applications that a return names; none where it is about all of them."""
    moved = StateChange.objects.filter(entry=returned.entry_id, application__isnull=False)
    if not moved.filter(step=ApplicationStep.RETURN_PROPOSAL.value).exists():
        return ()
    named = moved.filter(step=ApplicationStep.RETURN_CASE.value)
    return sorted(named.values_list("application__number", flat=True))


def is_told(user: User, call: Call, numbers: Collection[str]) -> bool:
    """Whether the person may read why it came back: the reason may name people of the applications
    that it is about, of all where no number is named.
    """
    about = call.applications.filter(number__in=numbers) if numbers else call.applications
    return not about.filter(excluded(user)).exists()


def is_returned(application: Application, returned: StateChange) -> bool:
    """Whether the return is about this application, or somebody has stepped out of it since: then
    other sheets count.
    """
    cases = StateChange.objects.filter(
        entry=returned.entry_id, application=application, step=ApplicationStep.RETURN_CASE.value
    )
    said = application.conflict_declarations.filter(in_conflict=True, entry__gt=returned.entry_id)
    return cases.exists() or said.exists()
