"""Who proposes, signs and decides."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards.selectors.signatories import has_unsigned
from awards.selectors.signed import signed_replay
from grants.core import call_stages
from grants.core.workflow import ApplicationWork, CallStep, CallWork, Guard
from grants.models import Call
from grants.permissions import (
    approve_call,
    check_application,
    prepare_for_call,
    run_call,
    sign_for_call,
)
from grants.selectors.may import Fault, Way, register_guard, register_way

_NOT_WAITING = _("This proposal does not wait for the approval any more.")


def _something_to_decide(call: Call, at: datetime | None) -> Fault:
    """A decided call has none, until a replay is signed."""
    if call.state in call_stages.TO_ISSUE or signed_replay(call):
        return None
    return _("All decisions of this call are issued.")


def _decisions_signed(call: Call, at: datetime | None) -> Fault:
    if has_unsigned(call):
        return _("The decisions wait for the signature: they are issued after it.")
    return None


def _prepares_as(call: Call, user: User) -> str:
    return "officer" if run_call.allows(user, call) else "signatory"


def _nothing_issued(call: Call, at: datetime | None) -> Fault:
    """Who holds a decision relies on it; the others get theirs too."""
    if call.decisions.exclude(issued_at=None).exists():
        return _("A decision of this call is issued already, so the call cannot be cancelled.")
    return None


_NOT_OPENED = _("Letters are sent by post after the opening.")
_AFTER_DECISIONS = _("A replay is proposed after the decisions of the call.")
_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (
        CallStep.PROPOSE,
        Way(run_call, _("An allocation is proposed after the scoring and before the approval.")),
    ),
    (CallStep.RETURN_PROPOSAL, Way(approve_call, _NOT_WAITING, "approver")),
    (CallStep.APPROVE, Way(approve_call, _NOT_WAITING, "approver")),
    (
        CallWork.PREPARE_DECISIONS,
        Way(
            prepare_for_call,
            _("Decisions are prepared after the allocation is approved."),
            _prepares_as,
        ),
    ),
    (
        CallWork.NAME_SIGNATORY,
        Way(run_call, _("Who signs is named between the proposal and the signature.")),
    ),
    (
        CallWork.SIGN_DECISIONS,
        Way(
            sign_for_call, _("Decisions are signed after the allocation is approved."), "signatory"
        ),
    ),
    (
        CallWork.ISSUE_DECISION,
        Way(run_call, _("Decisions are issued after they are signed.")),
    ),
    (ApplicationWork.PRINT_LETTER, Way(check_application, _NOT_OPENED)),
    (ApplicationWork.POST_LETTER, Way(check_application, _NOT_OPENED)),
    (ApplicationWork.SERVE_LETTER, Way(check_application, _NOT_OPENED)),
    (ApplicationWork.PUBLISH_NOTICE, Way(check_application, _NOT_OPENED)),
    (CallWork.PROPOSE_REPLAY, Way(run_call, _AFTER_DECISIONS)),
    (CallWork.RETURN_REPLAY, Way(approve_call, _NOT_WAITING, "approver")),
    (CallWork.APPROVE_REPLAY, Way(approve_call, _NOT_WAITING, "approver")),
)


def register_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
    register_guard(Guard.SOMETHING_TO_DECIDE, _something_to_decide)
    register_guard(Guard.DECISIONS_SIGNED, _decisions_signed)
    register_guard(Guard.NOTHING_ISSUED, _nothing_issued)
