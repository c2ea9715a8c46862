"""Steps on a call for two persons: where a second one is wanted, which wait, who may confirm."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import QuerySet

from accounts.models import Role, RoleGrant, User
from grants.core.workflow import CallStep
from grants.models import Call, PendingOutcome, PendingStep
from grants.models.funder import FOR_TWO
from grants.permissions import confirm_for_call
from grants.selectors.may import is_state_for

_FOR_TWO: Mapping[str, StrEnum] = {step.value: step for step in FOR_TWO}


def needs_second_person(call: Call, step: StrEnum) -> bool:
    """Whether the funder wants it. A draft that was never published is cancelled by one."""
    if step is CallStep.CANCEL and call.published_at is None:
        return False
    return step.value in call.funder.second_person


def step_for_two(pending: PendingStep) -> StrEnum:
    """The step of the workflow that waits."""
    return _FOR_TWO[pending.step]


def pending_step(call: Call, step: StrEnum) -> PendingStep | None:
    """The one that waits, of this step."""
    rows = call.pending_steps.filter(step=step.value, outcome=PendingOutcome.OPEN)
    return rows.select_related("asked_by").first()


def waiting_steps(call: Call) -> list[PendingStep]:
    """Those that can still be taken, the oldest first."""
    rows = call.pending_steps.filter(outcome=PendingOutcome.OPEN).select_related("asked_by")
    return [one for one in rows if is_state_for(step_for_two(one), call)]


def closed_steps(call: Call) -> QuerySet[PendingStep]:
    """The newest first."""
    rows = call.pending_steps.exclude(outcome=PendingOutcome.OPEN)
    return rows.select_related("asked_by", "closed_by").order_by("-number")


def second_persons(call: Call, first: User) -> list[User]:
    """Whoever may confirm what `first` has begun, by name."""
    roles = RoleGrant.objects.filter(role__in=[Role.OFFICER, Role.APPROVER]).values("user")
    users = User.objects.filter(is_active=True, pk__in=roles).exclude(pk=first.pk)
    return [one for one in users.order_by("name", "pk") if confirm_for_call.allows(one, call)]
