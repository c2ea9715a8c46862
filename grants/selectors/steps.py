"""Who takes the steps of a call before the committee meets, and of an applicant."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.permissions import edit_organisation
from grants.application_refusals import CallNotOpen, FiledOnPaper
from grants.core import application_stages, call_stages
from grants.core.workflow import (
    ApplicationState,
    ApplicationStep,
    ApplicationWork,
    CallPhase,
    CallStep,
    CallWork,
    Guard,
    StepNotAllowed,
    phase_of,
)
from grants.formats import write_day, write_time
from grants.models import Application, Call, Channel, Request, RequestKind
from grants.permissions import (
    check_application,
    confirm_for_call,
    edit_own_application,
    run_call,
    submit_own_application,
    view_call,
)
from grants.selectors.calls.asked_questions import last_moment_for_questions
from grants.selectors.may import Fault, Subject, Way, register_guard, register_way
from grants.selectors.requests.asked import (
    is_lapsed,
    is_waited_for,
    open_request,
    waited_until,
)

SESSION_RUNS = _("The opening session is under way. Record the application once it has ended.")


def _not_open(subject: Subject, phase: CallPhase = CallPhase.CLOSED) -> CallNotOpen:
    call = _call_of(subject)
    return CallNotOpen(phase, is_cancelled=call.state in call_stages.CANCELLED)


def _call_of(subject: Subject) -> Call:
    return subject.call if isinstance(subject, Application) else subject


def _nothing_sent(application: Application) -> Exception:
    """Whoever has sent nothing is offered no withdrawal."""
    if application.call.state in call_stages.SEALED:
        return StepNotAllowed(ApplicationStep.WITHDRAW, ApplicationState(application.state))
    return _not_open(application)


def _paper_closed(call: Call) -> Refused:
    if call.state in call_stages.IN_SESSION:
        return Refused(SESSION_RUNS)
    if call.state in call_stages.DRAFTED:
        return Refused(_("The call is not published yet, so nobody can apply to it."))
    return Refused(
        _("The scoring has begun, so nothing is added to this call any more. Answer by letter.")
    )


def _request_closed(application: Application) -> Refused:
    """Requests live while completeness is checked, and wait for nobody afterwards."""
    if application.call.state in call_stages.IN_CHECK:
        return Refused(_("Completeness of this application is decided; nothing is asked of it."))
    return Refused(_("Completeness is not checked now, so nothing is asked of applications."))


def _facts_closed(application: Application) -> Refused:
    if application.state in application_stages.DISMISSED:
        return Refused(_("This application was dismissed; facts that count for nothing stay."))
    if application.call.state not in call_stages.IN_CHECK:
        return Refused(_("Completeness is decided after the opening and before the scoring."))
    return Refused(_("The facts of this application are settled."))


def _takes_applications(subject: Subject, at: datetime | None) -> Fault:
    call = _call_of(subject)
    if at is None or call.opens_at is None or call.deadline_at is None:
        return CallNotOpen(CallPhase.ANNOUNCED)
    phase = phase_of(call.opens_at, call.deadline_at, at)
    return None if phase is CallPhase.OPEN else CallNotOpen(phase)


def _filed_online(application: Application, _at: datetime | None) -> Fault:
    return FiledOnPaper() if application.channel == Channel.PAPER else None


def _takes_questions(call: Call, at: datetime | None) -> Fault:
    last = last_moment_for_questions(call)
    if last is None or at is None or at <= last:
        return None
    words = gettext("Questions were taken until %(day)s. Ask the funder directly.")
    return words % {"day": write_day(last, genitive=True)}


def _deadline_ahead(call: Call, at: datetime | None) -> Fault:
    if at is not None and call.deadline_at is not None and call.deadline_at > at:
        return None
    return Refused(_("The deadline of the call is already past."), field="dates.deadline")


def _opening_hour(call: Call, at: datetime | None) -> Fault:
    if at is None or call.opening_at is None or call.deadline_at is None:
        return _("Only a published call can be opened.")
    if at < call.opening_at or at <= call.deadline_at:
        return _("The session begins at the hour that the call has announced.")
    return None


def _nothing_asked(application: Application, at: datetime | None) -> Fault:
    request = open_request(application)
    if request is None or at is None or not is_waited_for(request, at):
        return None
    words = gettext("The applicant may still answer (last moment: %(day)s, %(time)s).")
    return _on_its_way(request, at) or words % _last_moment(request)


def _on_its_way(request: Request, at: datetime) -> Fault:
    """The letter to the applicant, or the answer."""
    last = waited_until(request)
    if last is None:
        return _ON_ITS_WAY
    if not is_lapsed(request, at):
        return None
    words = gettext("An answer that was posted in time may still come: wait until %(day)s is over.")
    return words % {"day": write_day(last, genitive=True)}


def _nobody_heard(application: Application, at: datetime | None) -> Fault:
    request = open_request(application)
    if request is None or request.kind != RequestKind.HEARING:
        return None
    if at is None or not is_waited_for(request, at):
        return None
    words = gettext(
        "The applicant is being heard about the facts (last moment: %(day)s, %(time)s), so they"
        " stay as they were told. Take the telling back first if one of them is wrong."
    )
    return _on_its_way(request, at) or words % _last_moment(request)


def _asked_in_time(application: Application, at: datetime | None) -> Fault:
    request = open_request(application)
    if request is None:
        return _("Nothing is asked of this application.")
    if at is not None and is_lapsed(request, at):
        words = gettext("The time to answer is over (last moment: %(day)s, %(time)s).")
        return words % _last_moment(request)
    return None


_ON_ITS_WAY = _(
    "A letter to the applicant is on its way. Record its delivery first: then the time runs."
)


def _last_moment(request: Request) -> dict[str, str]:
    due = request.due_at
    return {"day": write_day(due), "time": write_time(due)} if due else {"day": "", "time": ""}


def _role_of_second(call: Call, user: User) -> str:
    """An officer confirms as officer, whoever only signs as approver."""
    return "officer" if run_call.allows(user, call) else "approver"


STEPS_OVER = _("The call is decided or cancelled, so no step waits any more.")
_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (CallStep.PUBLISH, Way(run_call, _("The call is published already."))),
    (
        CallStep.CANCEL,
        Way(run_call, _("A call that is decided or already cancelled cannot be cancelled.")),
    ),
    (
        CallWork.CHANGE_CONTENT,
        Way(run_call, _("A published call no longer changes; publish a corrigendum.")),
    ),
    (CallWork.START_APPLICATION, Way(edit_organisation, _not_open)),
    (CallWork.RECORD_PAPER, Way(run_call, _paper_closed)),
    (
        CallWork.AMEND,
        Way(run_call, _("A corrigendum is published before the deadline of a published call.")),
    ),
    (
        CallWork.ASK_QUESTION,
        Way(view_call, _("Questions are taken before the deadline of a published call."), "system"),
    ),
    (
        CallWork.ANSWER_QUESTION,
        Way(run_call, _("A question is answered once the call is published.")),
    ),
    (
        CallWork.CORRECT_ANSWER,
        Way(run_call, _("An answer is corrected once the call is published.")),
    ),
    (
        CallWork.SUBSCRIBE,
        Way(view_call, _("Nobody is told of this call any more."), "system"),
    ),
    (
        CallWork.DECLINE_QUESTION,
        Way(run_call, _("A question is declined once the call is published.")),
    ),
    (CallWork.CONFIRM_STEP, Way(confirm_for_call, STEPS_OVER, _role_of_second)),
    (CallWork.DECLINE_STEP, Way(confirm_for_call, STEPS_OVER, _role_of_second)),
    (CallWork.TAKE_BACK_STEP, Way(run_call, STEPS_OVER)),
    (ApplicationStep.SUBMIT, Way(submit_own_application, _not_open, "applicant")),
    (ApplicationStep.REPLACE, Way(submit_own_application, _not_open, "applicant")),
    (ApplicationStep.WITHDRAW, Way(submit_own_application, _nothing_sent, "applicant")),
    (ApplicationWork.SAVE_ANSWERS, Way(edit_own_application, _not_open)),
    (ApplicationWork.ADD_FILE, Way(edit_own_application, _not_open)),
    (ApplicationWork.REMOVE_FILE, Way(edit_own_application, _not_open)),
    (
        ApplicationWork.DECIDE_COMPLETENESS,
        Way(
            check_application,
            _("Completeness is decided after the opening and before the scoring."),
        ),
    ),
    (
        ApplicationWork.REQUEST_SUPPLEMENT,
        Way(check_application, _("A supplement is asked for while completeness is checked.")),
    ),
    (
        ApplicationWork.ACCEPT_REQUEST,
        Way(submit_own_application, _request_closed, "applicant"),
    ),
    (
        ApplicationWork.ANSWER_REQUEST,
        Way(submit_own_application, _request_closed, "applicant"),
    ),
    (
        ApplicationWork.TAKE_BACK_REQUEST,
        Way(check_application, _request_closed),
    ),
    (ApplicationWork.TELL_FINDINGS, Way(check_application, _facts_closed)),
    (ApplicationWork.ANSWER_FINDINGS, Way(submit_own_application, _request_closed, "applicant")),
    (ApplicationWork.RECORD_ANSWER, Way(check_application, _request_closed)),
    (ApplicationWork.RECORD_STATEMENTS, Way(check_application, _request_closed)),
    (ApplicationWork.RECORD_LATE_ANSWER, Way(check_application, _request_closed)),
    (ApplicationWork.WEIGH_ANSWER, Way(check_application, _facts_closed)),
    (
        ApplicationWork.TRANSCRIBE,
        Way(
            check_application,
            _("What stands on paper is typed while completeness is checked, before the verdict."),
        ),
    ),
    (
        ApplicationWork.HAND_OVER_PAPER,
        Way(check_application, _("An application on paper is handed over after the opening.")),
    ),
    (ApplicationWork.RECOGNISE_FACT, Way(check_application, _facts_closed)),
    (
        ApplicationWork.TRANSLATE_REASON,
        Way(check_application, _("What is missing is added before the amounts are proposed.")),
    ),
    (
        ApplicationWork.CORRECT_FACT,
        Way(check_application, _("Facts are corrected after the decision.")),
    ),
)


def register_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
    register_guard(Guard.TAKES_APPLICATIONS, _takes_applications)
    register_guard(Guard.FILED_ONLINE, _filed_online)
    register_guard(Guard.TAKES_QUESTIONS, _takes_questions)
    register_guard(Guard.DEADLINE_AHEAD, _deadline_ahead)
    register_guard(Guard.OPENING_HOUR, _opening_hour)
    register_guard(Guard.NOTHING_ASKED, _nothing_asked)
    register_guard(Guard.ASKED_IN_TIME, _asked_in_time)
    register_guard(Guard.NOBODY_HEARD, _nobody_heard)
