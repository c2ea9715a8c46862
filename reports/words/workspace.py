"""Steps, deadlines, alerts and rows of a workspace, as the components take them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from grants.core import call_stages
from grants.core.workflow import CallPhase, phase_of
from grants.formats import local_day, write_day_short, write_time
from grants.models import Application, Call
from grants.words.states import state_of
from reports.selectors.workspace import Workspace
from scoring.words.opening import unreadable_in_words

_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("draft", gettext_lazy("Draft"), ""),
    ("published", gettext_lazy("Publication"), "grants:call"),
    ("filing", gettext_lazy("Applications"), ""),
    ("opened", gettext_lazy("Opening"), "scoring:opening"),
    ("checking", gettext_lazy("Completeness check"), "grants:desk_applications"),
    ("scoring", gettext_lazy("Scoring"), "scoring:sheets"),
    ("ranking", gettext_lazy("Allocation and proposal"), "scoring:ranking"),
    ("proposed", gettext_lazy("Signature"), ""),
    ("approved", gettext_lazy("Decisions"), "reports:batch"),
    ("decided", gettext_lazy("Remedies and finality"), ""),
)
# They speak of all applications at once.
_OF_ALL = ("scoring:sheets", "scoring:ranking", "reports:batch")
_CODES = [code for code, _label, _page in _STEPS]


def current_step(work: Workspace, now: datetime) -> str:
    """The code of the step on which the call stands."""
    call = work.call
    state = call.state
    if state in call_stages.SEALED and call.opens_at and call.deadline_at:
        phase = phase_of(call.opens_at, call.deadline_at, now)
        return "opened" if phase is CallPhase.CLOSED else "filing"
    if state in call_stages.IN_SCORING:
        return "ranking" if work.facts.is_revealed else "scoring"
    return state


def steps(work: Workspace, now: datetime) -> list[dict[str, Any]]:
    if work.call.state in call_stages.CANCELLED:
        return _steps_until_cancelled(work)
    here = current_step(work, now)
    place = _CODES.index(here) if here in _CODES else len(_CODES)
    found = []
    for index, (code, label, page) in enumerate(_STEPS):
        state = "done" if index < place else "now" if index == place else ""
        is_shut = work.is_kept_out and page in _OF_ALL
        url = reverse(page, args=[work.call.code]) if page and state and not is_shut else ""
        if code == "proposed" and state and work.facts.proposal is not None:
            url = reverse("awards:approval", args=[work.call.code, work.facts.proposal.number])
        when = _when_of(code, work, done=state == "done")
        found.append({"label": label, "when": when, "state": state, "url": url})
    return found


def _steps_until_cancelled(work: Workspace) -> list[dict[str, Any]]:
    """What had happened, and then the end."""
    reached = [(code, label) for code, label, _page in _STEPS if code in work.moments]
    done = [
        {"label": label, "when": _day(work.moments[code]), "state": "done"}
        for code, label in reached
    ]
    first = {"label": _STEPS[0][1], "when": _day(work.call.created_at), "state": "done"}
    ends = [work.moments[one] for one in call_stages.CANCELLED if one in work.moments]
    cancelled = {
        "label": pgettext("call", "Cancelled"),
        "when": _day(max(ends, default=None)),
        "state": "now",
    }
    return [first, *done, cancelled]


def _when_of(code: str, work: Workspace, *, done: bool) -> str:
    call = work.call
    if code == "draft":
        return _day(call.created_at)
    if code == "filing":
        return _until(call.deadline_at)
    if code == "ranking":
        return _day(work.facts.ranking.created_at) if done and work.facts.ranking else ""
    if code == "decided":
        return _remedy_days(call)
    if code in work.moments:
        return _day(work.moments[code])
    planned = {"opened": call.opening_at, "approved": call.results_by}
    return _until(call.results_by) if code == "approved" else _day(planned.get(code))


def _remedy_days(call: Call) -> str:
    days = call.file.remedy.days
    if not days:
        return ""
    return ngettext("%(count)d day from service", "%(count)d days from service", days) % {
        "count": days
    }


def _day(moment: datetime | None) -> str:
    return write_day_short(moment, year=False) if moment else ""


def _until(moment: datetime | None) -> str:
    return _("until %(day)s") % {"day": _day(moment)} if moment else ""


def workspace_deadlines(work: Workspace, now: datetime) -> list[dict[str, Any]]:
    """Dates to come, the nearest first, with what is left of them."""
    call = work.call
    if call.state in call_stages.ENDED:
        return []
    dates = [
        (call.opens_at, _("Applications open")),
        (call.deadline_at, _("Deadline for applications")),
        (call.opening_at, _("Opening session")),
        (call.results_by, _("Results by this day")),
    ]
    return [_deadline(at, words, now) for at, words in dates if at is not None and at >= now]


def _deadline(at: datetime, words: str, now: datetime) -> dict[str, Any]:
    days = (local_day(at) - local_day(now)).days
    left = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days == 0:
        left = _("today at %(time)s") % {"time": write_time(at)}
    return {"day": at, "words": words, "left": left, "near": days <= 1}


def alerts(work: Workspace, now: datetime) -> list[dict[str, Any]]:
    """What needs a look; nothing here is only a colour."""
    found = [
        _alert(
            _("Conflict of interest"),
            _("%(name)s has something in common with the applicants of %(numbers)s.")
            % {"name": one.member.user.name, "numbers": _listed(one.numbers)},
        )
        for one in work.matches
    ]
    found += [
        _alert(
            _("Applies and sits in the committee"),
            _(
                "%(name)s belongs to an organisation that has applied here. The applications of "
                "its lot are closed to this person, and no sheet of theirs counts there."
            )
            % {"name": one.user.name},
        )
        for one in work.applied
    ]
    found += _alerts_of_state(work, now)
    found += unreadable_in_words(work.unreadable)
    if work.questions.due_at is not None:
        found.append(_alert_of_questions(work, work.questions.due_at))
    if work.objections:
        words = ngettext(
            "%(count)d objection to a member waits for a decision.",
            "%(count)d objections to members wait for a decision.",
            work.objections,
        )
        link = {"url": reverse("scoring:objections", args=[work.call.code]), "link": _("Show")}
        found.append(
            _alert(_("Objections and exclusions"), words % {"count": work.objections}) | link
        )
    if work.failed_job is not None:
        words = _("A long work did not come to its end; nothing of it is lost.")
        link = {"url": work.failed_job.get_absolute_url(), "link": _("Show")}
        found.append(_alert(_("Stopped"), words) | link)
    if work.stuck_letters:
        words = ngettext(
            "%(count)d letter of this call was not delivered.",
            "%(count)d letters of this call were not delivered.",
            work.stuck_letters,
        )
        link = {"url": reverse("jobs:letters"), "link": _("Show")}
        found.append(_alert(_("Letters"), words % {"count": work.stuck_letters}) | link)
    return found


def _alert_of_questions(work: Workspace, due_at: datetime) -> dict[str, Any]:
    words = ngettext(
        "%(count)d question about the call waits for an answer, due by %(day)s.",
        "%(count)d questions about the call wait for an answer, the first due by %(day)s.",
        work.questions.count,
    ) % {"count": work.questions.count, "day": _day(due_at)}
    link = {"url": reverse("grants:questions", args=[work.call.code]), "link": _("Answer")}
    return _alert(_("Questions"), words, shape="wait") | link


def _alerts_of_state(work: Workspace, now: datetime) -> list[dict[str, Any]]:
    found = []
    short = work.facts.sheets.short_numbers
    if short:
        words = _("Too few members without a conflict for %(numbers)s.")
        found.append(_alert(_("Too few assessors"), words % {"numbers": _listed(short)}))
    if work.returned_reason:
        found.append(_alert(_("Proposal returned"), work.returned_reason))
    results_by = work.call.results_by
    if results_by is not None and results_by < now and not _is_decided(work.call):
        words = _("The results were due on %(day)s.") % {"day": _day(results_by)}
        found.append(_alert(_("Late"), words, shape="wait"))
    return found


def _is_decided(call: Call) -> bool:
    return call.state in call_stages.DECIDED | call_stages.ENDED


def _alert(title: str, words: str, *, shape: str = "act") -> dict[str, Any]:
    return {"shape": shape, "title": title, "words": words}


def _listed(numbers: Sequence[str], most: int = 5) -> str:
    more = " …" if len(numbers) > most else ""
    return ", ".join(numbers[:most]) + more


def rows(applications: Sequence[Application]) -> list[dict[str, Any]]:
    return [_row(one) for one in applications]


def _row(application: Application) -> dict[str, Any]:
    shape, words = state_of(application.state)
    return {
        "application": application,
        "applicant": (application.applicant or {}).get("name", ""),
        "shape": shape,
        "words": words,
        "url": reverse("grants:desk_application", args=[application.number]),
    }
