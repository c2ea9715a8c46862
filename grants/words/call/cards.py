"""Calls in the lists of the first page, for callrow.html, rows.html and the calendar."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.slots import filled
from grants.core import call_stages
from grants.formats import write_day, write_money, write_time
from grants.models import Call
from grants.selectors.calls.public_calls import CallsByStage, money_of
from grants.selectors.calls.short_titles import short_titles
from grants.words.states import public_call_state_of


def call_url(call: Call) -> str:
    return reverse("grants:call", args=[call.code])


def results_url(call: Call) -> str:
    """The results of the call once they are published, otherwise its page."""
    if call.results_published_at is None:
        return call_url(call)
    return str(filled("results", call.code)) or call_url(call)


def open_cards(calls: Iterable[Call]) -> list[dict[str, Any]]:
    return [
        {
            "url": call_url(call),
            "title": getattr(call, "card_title", call.code),
            "who": getattr(call, "card_text", None) or getattr(call, "first_condition", None),
            "deadline": call.deadline_at,
            "kinds": kinds_of(call),
            "money": money_of(call),
        }
        for call in calls
    ]


def kinds_of(call: Call) -> list[str]:
    """operational before project, each once."""
    lots = getattr(call, "leaf_lots", [])
    return sorted({lot.kind for lot in lots})


def progress_rows(calls: Iterable[Call], now: datetime) -> list[dict[str, Any]]:
    """What stands right: the stage, or the money of a decided call."""
    return [
        {
            "url": results_url(call),
            "title": getattr(call, "card_title", call.code),
            "num": _stage_words(call, now),
            "note": _note(call, now),
        }
        for call in calls
    ]


def _stage_words(call: Call, now: datetime) -> str:
    if call.results_published_at is not None:
        return write_money(money_of(call))
    if call.state in call_stages.SEALED and call.opens_at and call.opens_at > now:
        return _("Announced")
    return str(public_call_state_of(call.state))


def _note(call: Call, now: datetime) -> str:
    if call.results_published_at is not None:
        day = {"day": write_day(call.results_published_at, genitive=True)}
        return _("Results published on %(day)s: points, reasons and amounts.") % day
    if call.opens_at is not None and call.opens_at > now:
        when = {"day": write_day(call.opens_at, genitive=True), "time": write_time(call.opens_at)}
        return _("Applications from %(day)s at %(time)s.") % when
    if call.deadline_at is not None:
        day = {"day": write_day(call.deadline_at, genitive=True)}
        return _("The deadline was on %(day)s.") % day
    return ""


def calendar_rows(calls: CallsByStage, now: datetime) -> list[dict[str, Any]]:
    """When each call takes applications; decided calls are not shown."""
    shown = [*calls.open, *calls.announced, *calls.evaluated]
    titles = short_titles(call.code for call in shown)
    return [
        {
            "title": titles[call.code],
            "opens": timezone.localdate(call.opens_at),
            "deadline": timezone.localdate(call.deadline_at),
            "state": _calendar_state(call, now),
        }
        for call in shown
        if call.opens_at is not None and call.deadline_at is not None
    ]


def _calendar_state(call: Call, now: datetime) -> str:
    if call.opens_at is None or call.deadline_at is None or call.opens_at > now:
        return "coming"
    if call.deadline_at < now or call.state not in call_stages.SEALED:
        return "closed"
    return "near" if (call.deadline_at - now).days < 7 else "open"
