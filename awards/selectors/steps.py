"""Who proposes, signs and decides."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.core.workflow import CallStep, CallWork
from grants.permissions import approve_call, run_call
from grants.selectors.may import Way, register_way

_NOT_WAITING = _("This proposal does not wait for the signature any more.")
_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (
        CallStep.PROPOSE,
        Way(run_call, _("An allocation is proposed after the scoring and before the signature.")),
    ),
    (CallStep.RETURN_PROPOSAL, Way(approve_call, _NOT_WAITING, "approver")),
    (CallStep.APPROVE, Way(approve_call, _NOT_WAITING, "approver")),
    (
        CallWork.PREPARE_DECISIONS,
        Way(run_call, _("Decisions are prepared after the allocation is signed.")),
    ),
    (
        CallWork.ISSUE_DECISION,
        Way(run_call, _("Decisions are issued after the allocation is signed.")),
    ),
)


def register_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
