"""Who takes the steps of a committee, and what must be there for them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.core import application_stages, call_stages
from grants.core.hearing import HearingStanding
from grants.core.workflow import ApplicationWork, CallStep, CallWork, Guard
from grants.models import Application, Call, StateChange
from grants.permissions import check_application, run_call, submit_own_application
from grants.selectors.may import Fault, Subject, Way, register_guard, register_way
from grants.selectors.requests.hearing import unheard
from grants.selectors.steps import SESSION_RUNS, STEPS_OVER
from scoring.models import Committee, OpeningSession, ReopenedPart
from scoring.permissions import (
    compute_ranking,
    confirm_opening,
    decide_on_objection,
    declare_conflicts,
    exclude_from_application,
    excuse_member,
    lead_application,
    lead_committee,
    reopen_application,
    score_application,
)
from scoring.selectors.committee.objections import open_objections
from scoring.selectors.committee.role_in_call import office_or_seat, role_in_call
from scoring.selectors.committee.seats import undeclared_members
from scoring.selectors.drawn import too_few_to_draw
from scoring.selectors.meetings.steps import register_meeting_steps
from scoring.selectors.reopening import is_open_again
from scoring.selectors.runs.returned import is_returned, return_of
from scoring.selectors.sheets import open_numbers, sheet_progress

MOST_NAMED = 10


def _committee(call: Call, at: datetime | None) -> Fault:
    return (
        None if Committee.objects.filter(call=call).exists() else _("Appoint the committee first.")
    )


def _no_committee(call: Call, at: datetime | None) -> Fault:
    is_there = Committee.objects.filter(call=call).exists()
    return _("This call already has a committee.") if is_there else None


def _no_session(call: Call, at: datetime | None) -> Fault:
    is_running = OpeningSession.objects.filter(call=call, closed_at=None).exists()
    return SESSION_RUNS if is_running else None


def _scores_hidden(subject: Subject, at: datetime | None) -> Fault:
    call = subject.call if isinstance(subject, Application) else subject
    is_revealed = Committee.objects.filter(call=call, revealed_at__isnull=False).exists()
    return _CHANGES if is_revealed else None


def _nothing_objected(call: Call, at: datetime | None) -> Fault:
    waiting = open_objections(call).filter(application__state__in=application_stages.JUDGED)
    numbers = list(dict.fromkeys(waiting.values_list("application__number", flat=True)))
    if not numbers:
        return None
    words = gettext("Decide first on the objections to members: %(numbers)s.")
    return words % {"numbers": _named(numbers)}


def _all_checked(call: Call, at: datetime | None) -> Fault:
    undecided = call.applications.filter(state__in=application_stages.TO_CHECK).order_by("number")
    numbers = list(undecided.values_list("number", flat=True))
    if not numbers:
        return None
    words = gettext("Decide first whether these applications are complete: %(numbers)s.")
    return words % {"numbers": ", ".join(numbers)}


_UNHEARD = {
    HearingStanding.TO_TELL: _(
        "Recognised facts differ from the declared ones, and these applicants were not told:"
        " %(numbers)s. They have the right to be heard before the decision."
    ),
    HearingStanding.RUNNING: _(
        "These applicants may still answer what was found in their applications: %(numbers)s."
    ),
    HearingStanding.TO_WEIGH: _(
        "Weigh first what these applicants have answered about the facts: %(numbers)s."
    ),
}


def _all_heard(call: Call, at: datetime | None) -> Fault:
    judged = application_stages.TO_SCORE | application_stages.SCORED
    rows = call.applications.filter(state__in=judged)
    found = {} if at is None else unheard(rows, at)
    for standing, words in _UNHEARD.items():
        numbers = [row.number for row, one in found.items() if one is standing]
        if numbers:
            return str(words) % {"numbers": _named(numbers)}
    return None


def _all_declared(call: Call, at: datetime | None) -> Fault:
    names = [seat.user.name for seat in undeclared_members(call)]
    if not names:
        return None
    words = gettext(
        "The scoring begins when everybody who scores has declared conflicts of interest. These "
        "have not: %(names)s. Whoever does not come can be excused from the committee."
    )
    return words % {"names": ", ".join(names)}


def _scores_revealed(subject: Subject, at: datetime | None) -> Fault:
    call = subject.call if isinstance(subject, Application) else subject
    is_revealed = Committee.objects.filter(call=call, revealed_at__isnull=False).exists()
    return None if is_revealed else _("The ranking is computed after the scores are revealed.")


def _reopenable(application: Application, at: datetime | None) -> Fault:
    """Until the scores are revealed nobody has seen what the others gave."""
    if application.state in application_stages.TO_SCORE:
        return None
    returned = return_of(application.call)
    if returned is None:
        return _("After the scores are revealed only what the approver returns is opened again.")
    return None if is_returned(application, returned) else _NOT_NAMED


def _case_open(application: Application, at: datetime | None) -> Fault:
    returned = return_of(application.call)
    return None if returned is None else _closed(application, returned, ReopenedPart.MEETING)


def _facts_open(application: Application, at: datetime | None) -> Fault:
    if application.call.state in call_stages.IN_CHECK:
        return None
    returned = return_of(application.call)
    if returned is None:
        return _FACTS
    return _closed(application, returned, ReopenedPart.FACTS)


def _closed(application: Application, returned: StateChange, part: ReopenedPart) -> Fault:
    if is_open_again(application, returned, part):
        return None
    return _NOT_OPEN if is_returned(application, returned) else _NOT_NAMED


def _sheets_locked(call: Call, at: datetime | None) -> Fault:
    progress = sheet_progress(call)
    if progress.short_numbers:
        words = gettext("Too few members without a conflict score these applications: %(numbers)s.")
        return words % {"numbers": _named(progress.short_numbers)}
    if progress.waiting:
        words = gettext("Sheets of these applications are not locked yet: %(numbers)s.")
        return words % {"numbers": _named(open_numbers(call))}
    return None


def _named(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:MOST_NAMED])
    more = len(numbers) - MOST_NAMED
    words = {"numbers": shown, "more": more}
    return shown if more <= 0 else gettext("%(numbers)s and %(more)d more") % words


CONFLICTS_CLOSED = _("Conflicts are declared from the opening until the decisions are final.")
_CHANGES = _("The committee is changed until the scores are revealed, not afterwards.")
_FACTS = _("Facts are recognised before the scoring; later only those that a return opens again.")
_NOT_NAMED = _("The return does not name this application, so all of it stays as it is.")
_NOT_OPEN = _("The chair opens this application again first, with a reason.")
_AGREES = _("The committee agrees after the scores are revealed.")
_OBJECTING = _("An applicant objects to a member from the opening until the scores are revealed.")
_EXCLUDING = _(
    "A member is excluded from an application from the opening until the scores are revealed."
)
_SHEETS = _("Sheets are filled in while the call is being scored.")
_MEETING = {Guard.SCORES_REVEALED: _AGREES}
_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (
        CallWork.APPOINT_COMMITTEE,
        Way(run_call, _("A committee is appointed before the scoring begins.")),
    ),
    (CallWork.RELEASE_MEMBER, Way(run_call, _CHANGES)),
    (CallWork.EXCUSE_MEMBER, Way(excuse_member, _CHANGES, role_in_call)),
    (CallWork.GIVE_SEAT, Way(run_call, _CHANGES)),
    # Whoever may begin one of the steps for two: the chair excuses.
    (CallWork.ASK_SECOND_PERSON, Way(excuse_member, STEPS_OVER, role_in_call)),
    (
        CallWork.START_SESSION,
        Way(
            confirm_opening,
            _("Only a published call can be opened."),
            role_in_call,
            {Guard.COMMITTEE: _("The committee opens the applications. Appoint it first.")},
        ),
    ),
    (
        CallStep.OPEN_SEAL,
        Way(
            confirm_opening,
            _("The applications cannot be opened yet."),
            role_in_call,
            {Guard.OPENING_HOUR: _("The applications cannot be opened yet.")},
        ),
    ),
    (
        CallWork.OPEN_LOST_FILES,
        Way(confirm_opening, _("The applications are not open yet."), role_in_call),
    ),
    (
        CallStep.START_CHECKING,
        Way(confirm_opening, _("The applications are not open yet."), role_in_call),
    ),
    (
        CallWork.DECLARE_CONFLICTS,
        Way(declare_conflicts, CONFLICTS_CLOSED),
    ),
    (
        CallStep.START_SCORING,
        Way(run_call, _("The scoring begins when completeness has been decided.")),
    ),
    (
        CallWork.REVEAL_SCORES,
        Way(lead_committee, _("The scores are revealed at the end of the scoring."), role_in_call),
    ),
    (
        CallWork.COMPUTE_RANKING,
        Way(
            compute_ranking,
            _("The ranking is computed while the call is being scored."),
            role_in_call,
        ),
    ),
    (
        CallWork.COMPUTE_ALLOCATION,
        Way(
            compute_ranking,
            _("The amounts are computed before the proposal is made."),
            role_in_call,
        ),
    ),
    (
        CallWork.COMPUTE_REPLAY,
        Way(run_call, _("Points and amounts are computed again after the decisions.")),
    ),
    (
        ApplicationWork.OBJECT_TO_MEMBER,
        Way(submit_own_application, _OBJECTING, "applicant", {Guard.SCORES_HIDDEN: _OBJECTING}),
    ),
    (
        ApplicationWork.RECORD_OBJECTION,
        Way(check_application, _OBJECTING, unless={Guard.SCORES_HIDDEN: _OBJECTING}),
    ),
    (
        ApplicationWork.DECIDE_OBJECTION,
        Way(
            decide_on_objection,
            _("Objections to members are decided until the scores are revealed."),
            office_or_seat,
        ),
    ),
    (
        ApplicationWork.EXCLUDE_MEMBER,
        Way(exclude_from_application, _EXCLUDING, role_in_call, {Guard.SCORES_HIDDEN: _EXCLUDING}),
    ),
    (ApplicationWork.SAVE_SHEET, Way(score_application, _SHEETS, role_in_call)),
    (ApplicationWork.LOCK_SHEET, Way(score_application, _SHEETS, role_in_call)),
    (ApplicationWork.REOPEN_CASE, Way(reopen_application, _SHEETS, role_in_call)),
    (ApplicationWork.AGREE_SCORE, Way(lead_application, _AGREES, role_in_call, _MEETING)),
    (ApplicationWork.WRITE_REASON, Way(lead_application, _AGREES, role_in_call, _MEETING)),
)


def register_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
    register_guard(Guard.COMMITTEE, _committee)
    register_guard(Guard.NO_SESSION, _no_session)
    register_guard(Guard.NO_COMMITTEE, _no_committee)
    register_guard(Guard.ALL_CHECKED, _all_checked)
    register_guard(Guard.ALL_HEARD, _all_heard)
    register_guard(Guard.ALL_DECLARED, _all_declared)
    register_guard(Guard.ENOUGH_TO_DRAW, too_few_to_draw)
    register_guard(Guard.SCORES_REVEALED, _scores_revealed)
    register_guard(Guard.SCORES_HIDDEN, _scores_hidden)
    register_guard(Guard.NOTHING_OBJECTED, _nothing_objected)
    register_guard(Guard.SHEETS_LOCKED, _sheets_locked)
    register_meeting_steps()
    register_guard(Guard.REOPENABLE, _reopenable)
    register_guard(Guard.CASE_OPEN, _case_open)
    register_guard(Guard.FACTS_OPEN, _facts_open)
