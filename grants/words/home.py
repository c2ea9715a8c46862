"""States, the next task and the dates of somebody's applications, in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from grants.core import application_stages, call_stages
from grants.formats import local_day, text_in, write_day, write_day_short, write_time
from grants.models import Application
from grants.selectors.own_applications import is_writable, working_copy
from grants.words.requests import REQUEST_WORDS, RequestWords
from grants.words.states import applicants_state_of


def own_rows(applications: Sequence[Application], now: datetime) -> list[dict[str, Any]]:
    return [_row(one, now) for one in applications]


def _row(application: Application, now: datetime) -> dict[str, Any]:
    shape, words = _state_of(application, now)
    return {
        "number": application.number,
        "url": reverse("grants:apply_tasks", args=[application.number]),
        "call": application.call,
        "lot": application.lot,
        "organisation": application.organisation,
        "shape": shape,
        "words": words,
        "when": _when(application, now),
    }


def _state_of(application: Application, now: datetime) -> tuple[str, Any]:
    state, call = application.state, application.call
    if asked_until(application):
        return "act", _asked_words(application).title
    if call.state in call_stages.CANCELLED and state not in application_stages.WITHDRAWN:
        return "none", _("The call is cancelled")
    if state in application_stages.DRAFTED and not is_writable(application, now):
        return "none", _("Not sent in time")
    if state in application_stages.DISMISSED and call.state in call_stages.CHECK_NOT_TOLD:
        return "wait", _("Checked, the decision follows")
    return applicants_state_of(state)


def _when(application: Application, now: datetime) -> str:
    call, asked = application.call, asked_until(application)
    if asked:
        return _("until %(day)s at %(time)s") % _day_and_time(asked)
    if call.deadline_at and _is_open_draft(application, now):
        return _("until %(day)s at %(time)s") % _day_and_time(call.deadline_at)
    if application.submitted_at:
        return _("sent %(day)s at %(time)s") % _day_and_time(application.submitted_at)
    return ""


def _is_open_draft(application: Application, now: datetime) -> bool:
    return application.state in application_stages.DRAFTED and is_writable(application, now)


def _day_and_time(moment: datetime) -> dict[str, str]:
    return {"day": write_day_short(moment), "time": write_time(moment)}


def next_task(
    applications: Sequence[Application], user: User, now: datetime
) -> dict[str, Any] | None:
    """What is asked first, then the draft whose deadline is nearest, with what it lacks; None where
    nothing waits.
    """
    asked = [one for one in applications if asked_until(one)]
    if asked:
        return _asked_task(min(asked, key=lambda one: (asked_until(one), one.pk)))
    drafts = [one for one in applications if _is_open_draft(one, now)]
    if not drafts:
        return None
    draft = min(drafts, key=lambda one: (one.call.deadline_at, one.pk))
    copy = working_copy(draft, user, now)
    days = (local_day(_deadline(draft)) - local_day(now)).days
    left = ngettext("%(count)s day is left.", "%(count)s days are left.", days) % {"count": days}
    words = _("%(done)s of %(total)s parts are filled in.") % {
        "done": copy.parts_done,
        "total": copy.parts_total,
    }
    if copy.lacking.is_complete:
        words = _("Everything is filled in.")
        return {
            "heading": _("Look through and send application %(number)s") % {"number": draft.number},
            "words": f"{words} {left}",
            "url": reverse("grants:apply_check", args=[draft.number]),
            "button": _("Check and send"),
        }
    return {
        "heading": _("Fill in application %(number)s: %(call)s")
        % {"number": draft.number, "call": text_in(draft.call.title)},
        "words": f"{words} {left}",
        "url": reverse("grants:apply_tasks", args=[draft.number]),
        "button": _("Open the application"),
    }


def asked_until(application: Application) -> datetime | None:
    """Of a row of `own_applications`: until when something may be answered, if it may."""
    found: datetime | None = getattr(application, "asked_until", None)
    return found


def _asked_words(application: Application) -> RequestWords:
    """Of a row with `asked_until`."""
    return REQUEST_WORDS[getattr(application, "asked_kind", "")]


def _asked_task(application: Application) -> dict[str, Any]:
    until = asked_until(application) or application.created_at
    words = _asked_words(application)
    return {
        "heading": str(words.task) % {"number": application.number},
        "words": str(words.waits) % _day_and_time(until),
        "url": reverse(words.own_page, args=[application.number]),
        "button": words.button,
    }


def deadlines(applications: Sequence[Application], now: datetime) -> list[dict[str, Any]]:
    """Dates to come of the calls of these applications, the earliest first."""
    calls = {
        one.call_id: one.call for one in applications if one.call.state not in call_stages.CANCELLED
    }
    found: list[tuple[datetime, str]] = []
    for call in calls.values():
        title = text_in(call.short_title)
        found += [
            (at, words % {"call": title})
            for at, words in (
                (call.deadline_at, _("Deadline for sending: %(call)s")),
                (call.opening_at, _("Opening of the applications: %(call)s")),
                (call.results_by, _("Decisions by this day: %(call)s")),
            )
            if at is not None and at >= now
        ]
    return [
        {
            "when": f"{write_day(at, genitive=True)}, {write_time(at)}",
            "datetime": at.isoformat(),
            "words": words,
            "state": "",
        }
        for at, words in sorted(found)
    ]


def _deadline(application: Application) -> datetime:
    deadline = application.call.deadline_at
    return deadline if deadline is not None else application.created_at
