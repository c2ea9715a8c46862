"""What the acts of an applicant have in common: the time for them, and what may be stored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from grants.application_refusals import CallNotOpen, UnfitAnswers
from grants.core.fields import fields_of
from grants.core.form import check_answers
from grants.core.form_problems import Problem, ProblemCode
from grants.core.workflow import ApplicationState, CallPhase, CallState, phase_of
from grants.models import Application, Call

EDITABLE_STATES = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)

# A draft may hold these; the applicant sees them, and only the submit insists.
TOLERATED = frozenset(
    {
        ProblemCode.MISSING,
        ProblemCode.TOO_MANY_WORDS,
        ProblemCode.BELOW_RANGE,
        ProblemCode.ABOVE_RANGE,
        ProblemCode.PERIOD_ORDER,
        ProblemCode.NOT_POSITIVE,
        ProblemCode.NOT_BALANCED,
        ProblemCode.TOO_MANY_FILES,
        ProblemCode.REQUESTED_ABOVE_MAXIMUM,
        ProblemCode.REQUESTED_ABOVE_SHARE,
        ProblemCode.REQUESTED_BELOW_MINIMUM,
    }
)


def require_open(call: Call, at: datetime) -> None:
    """Raises CallNotOpen unless applications may be written at this moment."""
    if call.opens_at is None or call.deadline_at is None:
        raise CallNotOpen(CallPhase.ANNOUNCED)
    phase = phase_of(call.opens_at, call.deadline_at, at)
    if call.state != CallState.PUBLISHED:
        raise CallNotOpen(CallPhase.CLOSED)
    if phase is not CallPhase.OPEN:
        raise CallNotOpen(phase)


def require_editable(application: Application, at: datetime) -> None:
    """Raises CallNotOpen unless the application may still be changed."""
    require_open(application.call, at)
    if application.state not in EDITABLE_STATES:
        raise CallNotOpen(CallPhase.CLOSED)


def unfit_problems(lot: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Problem]:
    """What no draft can hold, looked at whether or not the field is shown at the moment."""
    known = {str(field["code"]): field for field in fields_of(lot)}
    always = [
        {key: value for key, value in known[code].items() if key != "shown_if"}
        for code in answers
        if code in known
    ]
    problems = check_answers({"form": {"sections": [{"fields": always}]}}, answers, grant={})
    return [problem for problem in problems if problem.code not in TOLERATED]


def require_storable(lot: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    """Raises UnfitAnswers for unknown fields and for values of a wrong shape."""
    unfit = unfit_problems(lot, answers)
    if unfit:
        raise UnfitAnswers(unfit)
