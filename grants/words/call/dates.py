"""The dates of a call: the four facts on top of its page and the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.core import call_stages
from grants.core.workflow import CallPhase, phase_of
from grants.formats import (
    local_day,
    text_in,
    write_day,
    write_day_short,
    write_money,
    write_percent,
    write_time,
    write_weekday,
)
from grants.models import Call
from grants.words.call.lots import LotBlock

_REMEDIES: dict[str, str | Promise] = {
    "appeal": gettext_lazy(
        "You can appeal against a decision within %(days)s of service."
        " Who decides on the appeal: %(to)s."
    ),
    "objection": gettext_lazy(
        "You can object to a decision within %(days)s of service."
        " Who decides on the objection: %(to)s."
    ),
    "lawsuit": gettext_lazy(
        "You can bring an action against a decision within %(days)s of service."
        " Who decides on it: %(to)s."
    ),
}


@dataclass(frozen=True, slots=True)
class DateInWords:
    """Number first, for components/facts.html."""

    term: str
    big: str
    words: str
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of components/timeline.html."""

    when: str
    datetime: str
    words: str
    state: str = ""


def phase_at(call: Call, now: datetime) -> CallPhase | None:
    """Announced, open or closed; None for a call that was not published or is cancelled."""
    if call.opens_at is None or call.deadline_at is None or call.published_at is None:
        return None
    if call.state in call_stages.CANCELLED:
        return None
    if call.state not in call_stages.SEALED:
        return CallPhase.CLOSED
    return phase_of(call.opens_at, call.deadline_at, now)


def call_facts(call: Call, lots: list[LotBlock], now: datetime) -> list[DateInWords]:
    """Deadline, funds, amount of one grant, own funds or number of applications."""
    money = sum(lot.money for lot in lots)
    # One lot is not counted.
    words = ngettext("in %(count)s lot", "in %(count)s lots", len(lots)) if len(lots) > 1 else ""
    funds = DateInWords(
        _("Funds on offer"), write_money(money), words and words % {"count": len(lots)}
    )
    return [_deadline(call, now), funds, _amount(lots), _own_part(call, lots)]


def _deadline(call: Call, now: datetime) -> DateInWords:
    if call.deadline_at is None:
        return DateInWords(_("Deadline"), "–", "")
    day = local_day(call.deadline_at)
    words = _("%(weekday)s, %(day)s, until %(time)s") % {
        "weekday": write_weekday(day),
        "day": write_day(day),
        "time": write_time(call.deadline_at),
    }
    left = (localtime(call.deadline_at).date() - localtime(now).date()).days
    if now > call.deadline_at:
        return DateInWords(_("Deadline"), _("has passed"), words)
    if call.state in call_stages.CANCELLED:
        return DateInWords(_("Deadline"), _("no longer holds"), words)
    if call.opens_at is not None and now < call.opens_at:
        opens = _("opens on %(day)s") % {"day": write_day(call.opens_at, genitive=True, year=False)}
        return DateInWords(_("Deadline"), opens, words)
    if left == 0:
        return DateInWords(_("Deadline"), _("today"), words, signal=True)
    big = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return DateInWords(_("Deadline"), big, words, signal=left <= 7)


def _amount(lots: list[LotBlock]) -> DateInWords:
    least = [lot.grant.minimum for lot in lots if lot.grant.minimum]
    most = [lot.grant.maximum for lot in lots if lot.grant.maximum is not None]
    if not most:
        words = _("no upper limit but the funds of the lot")
        return DateInWords(_("Amount of one grant"), _("as requested"), words)
    big = _("up to %(amount)s") % {"amount": write_money(max(most))}
    words = _("at least %(amount)s") % {"amount": write_money(min(least))} if least else ""
    return DateInWords(_("Amount of one grant"), big, words)


def _own_part(call: Call, lots: list[LotBlock]) -> DateInWords:
    shares = {lot.grant.max_share_of_eligible_cost for lot in lots}
    if len(shares) == 1 and (most := shares.pop()) is not None:
        big = _("at least %(share)s") % {"share": write_percent((1 - most.part) * 100)}
        return DateInWords(_("Own and other funds"), big, _("of the eligible costs"))
    limits = call.file.applications_per_organisation
    total = None if limits is None else limits.total
    if total is not None:
        words = _("of one organisation in the whole call")
        return DateInWords(_("Applications"), _("at most %(count)s") % {"count": total}, words)
    return DateInWords(_("Applications"), _("any number"), _("of one organisation"))


def timeline(call: Call, now: datetime, cancelled_at: datetime | None = None) -> list[Moment]:
    """Every date of the call, with what happens; the current stretch is marked.

    Of a cancelled call nothing is announced that the cancellation has overtaken.
    """
    steps = list(_steps(call))
    if cancelled_at is not None:
        steps = [step for step in steps if step[0] <= cancelled_at]
        steps.append((cancelled_at, None, _("Cancellation of the call")))
    passed = [start for start, _end, _words in steps if start <= now]
    latest = max(passed, default=None)
    return [
        Moment(_when(start, end), start.isoformat(), words, _state(start, latest, now))
        for start, end, words in steps
    ]


def _steps(call: Call) -> Iterator[tuple[datetime, datetime | None, str]]:
    dates = call.file.dates
    if dates.consultation is not None:
        first, last = dates.consultation
        yield first, last, _("Public discussion of the draft criteria")
    published = call.published_at or dates.published
    if published:
        yield published, None, _("Publication; the criteria are frozen")
    if call.opens_at and call.opens_at != published:
        yield call.opens_at, None, _("Applications can be sent")
    if call.deadline_at:
        yield call.deadline_at, None, _("Deadline for applications")
    if call.opening_at:
        yield call.opening_at, None, _("Opening of the applications; until then they are sealed")
    if call.results_published_at:
        yield call.results_published_at, None, _("Results published")
    elif call.results_by:
        yield call.results_by, None, _("Decisions and results, at the latest")


def _state(start: datetime, latest: datetime | None, now: datetime) -> str:
    if start == latest:
        return "now"
    return "done" if start < now else ""


def _when(start: datetime, end: datetime | None) -> str:
    if end is not None:
        return f"{write_day_short(start, year=False)} – {write_day_short(end)}"
    return f"{write_day(start)}, {write_time(start)}"


def remedy_sentence(call: Call) -> str:
    """To whom and until when against a decision."""
    remedy = call.file.remedy
    if not remedy.kind:
        return ""
    what = {
        "to": text_in(remedy.to),
        "days": ngettext("%(count)s day", "%(count)s days", remedy.days) % {"count": remedy.days},
    }
    return str(_REMEDIES[remedy.kind]) % what
