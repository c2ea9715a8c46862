"""What the acts of an applicant have in common: the time for them, and what may be stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from grants.application_refusals import CallNotOpen, UnfitAnswers
from grants.core import application_stages, call_stages
from grants.core.workflow import CallPhase, phase_of
from grants.models import Application, Call
from grants.selectors.completeness import unfit_problems


def require_open(call: Call, at: datetime) -> None:
    """Raises CallNotOpen unless applications may be written at this moment."""
    if call.opens_at is None or call.deadline_at is None:
        raise CallNotOpen(CallPhase.ANNOUNCED)
    phase = phase_of(call.opens_at, call.deadline_at, at)
    if call.state not in call_stages.SEALED:
        raise CallNotOpen(CallPhase.CLOSED, is_cancelled=call.state in call_stages.CANCELLED)
    if phase is not CallPhase.OPEN:
        raise CallNotOpen(phase)


def require_editable(application: Application, at: datetime) -> None:
    """Raises CallNotOpen unless the application may still be changed."""
    require_open(application.call, at)
    if application.state not in application_stages.EDITABLE:
        raise CallNotOpen(CallPhase.CLOSED)


def require_storable(lot: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    """Raises UnfitAnswers for unknown fields and for values of a wrong shape."""
    unfit = unfit_problems(lot, answers)
    if unfit:
        raise UnfitAnswers(unfit)
