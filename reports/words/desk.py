"""Calls on a start page: grouped by where they stand, each with its next act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Role
from awards.models import Proposal
from grants.core import call_stages
from grants.core.workflow import CallPhase, phase_of
from grants.models import Call, Funder
from grants.selectors.people import Unfilled
from grants.words.states import call_state_of
from reports.selectors.desk import CallRow, SeatRow
from reports.selectors.next_act import Act
from reports.words.acts import heading_of
from scoring.models import CommitteeRole

# Somebody else is at work, or only time passes: nothing for the officer to do.
WAITING = frozenset(
    {
        *(Act.WAIT_FOR_OPENING, Act.WAIT_FOR_DEADLINE, Act.DECLARE),
        *(Act.LOCK, Act.REVEAL, Act.AGREE, Act.REASONS, Act.ADOPT, Act.VOTE_AGAIN),
        *(Act.END_MEETING, Act.SIGN_MINUTES, Act.SIGN, Act.SIGN_DECISIONS),
        *(Act.WAIT_FOR_REMEDIES, Act.NOTHING, Act.CANCELLED, Act.STEP_OUT),
    }
)


def call_groups(rows: Sequence[CallRow], now: datetime) -> list[dict[str, Any]]:
    """In the order of the procedure, so that a call moves down the page as it goes on."""
    groups: list[tuple[str, Any, list[CallRow]]] = [
        (
            "prepared",
            _("In preparation"),
            [row for row in rows if row.call.state in call_stages.DRAFTED],
        ),
        ("filing", _("Taking applications"), [row for row in rows if _is_filing(row.call, now)]),
    ]
    placed = {row.call.pk for _code, _title, found in groups for row in found}
    at_work = [
        row
        for row in rows
        if row.call.pk not in placed and row.call.state not in call_stages.DECIDED
    ]
    groups.append(("work", _("In procedure"), at_work))
    decided = [row for row in rows if row.call.state in call_stages.DECIDED]
    groups.append(("decided", pgettext("calls", "Decided"), decided))
    return [
        {"code": code, "title": title, "rows": call_rows(found)}
        for code, title, found in groups
        if found
    ]


def _is_filing(call: Call, now: datetime) -> bool:
    if call.state not in call_stages.SEALED or call.opens_at is None or call.deadline_at is None:
        return False
    return phase_of(call.opens_at, call.deadline_at, now) is not CallPhase.CLOSED


def call_rows(rows: Sequence[CallRow]) -> list[dict[str, Any]]:
    return [_call_row(row) for row in rows]


def _call_row(row: CallRow) -> dict[str, Any]:
    shape, words = call_state_of(row.call.state)
    return {
        "call": row.call,
        "shape": shape,
        "state": words,
        "next": heading_of(row.next),
        "acts": row.next.act not in WAITING,
        "applications": "" if row.next.act is Act.STEP_OUT else row.facts.total,
        "url": reverse("reports:workspace", args=[row.call.code]),
    }


def seat_rows(rows: Sequence[SeatRow]) -> list[dict[str, Any]]:
    return [_seat_row(row) for row in rows]


def _seat_row(row: SeatRow) -> dict[str, Any]:
    words, page = _waiting(row)
    return {
        "call": row.call,
        "role": row.member.get_role_display(),
        "words": words,
        "acts": bool(row.to_declare or row.to_lock or row.to_sign)
        or (row.is_again and _leads(row)),
        "url": reverse(page, args=[row.call.code]) if page else "",
        "home": _first_page(row.call),
    }


def _leads(row: SeatRow) -> bool:
    return row.member.role in (CommitteeRole.CHAIR, CommitteeRole.SECRETARY)


def _first_page(call: Call) -> str:
    """Where a member of the committee comes back to the call, whether something waits or not."""
    if call.state in call_stages.DRAFTED:
        return ""
    is_early = call.state in call_stages.SEALED | call_stages.CANCELLED
    return reverse("scoring:opening" if is_early else "scoring:sheets", args=[call.code])


def _waiting(row: SeatRow) -> tuple[str, str]:
    """What waits for this member, and where; the page is empty before the scoring."""
    state = row.call.state
    if row.to_declare:
        words = ngettext(
            "Declare on %(count)d application", "Declare on %(count)d applications", row.to_declare
        )
        return words % {"count": row.to_declare}, "scoring:conflicts"
    if state not in call_stages.IN_SCORING:
        if _leads(row) and state in call_stages.SEALED | call_stages.IN_SESSION:
            return _("The opening takes two persons"), "scoring:opening"
        return _("Nothing waits for you now"), ""
    if row.to_lock:
        words = ngettext("Score %(count)d application", "Score %(count)d applications", row.to_lock)
        return words % {"count": row.to_lock}, "scoring:sheets"
    if row.to_sign:
        return _("Sign off the minutes of the meeting"), "scoring:meeting"
    if row.is_again:
        return _("The committee meets and votes again"), "scoring:meeting"
    if row.is_revealed:
        return _("Meeting: agreements and reasons"), "scoring:meeting"
    if row.member.role == CommitteeRole.SECRETARY:
        return _("The members score; the scores are not revealed yet"), "scoring:sheets"
    return _("No sheet waits for you; the scores are not revealed yet"), "scoring:sheets"


def sign_rows(
    proposals: Sequence[Proposal], decided: Sequence[Proposal] = ()
) -> list[dict[str, Any]]:
    """Proposals to approve, then the approved ones whose decisions are to be signed."""
    return [
        {
            "call": one.call,
            "number": one.number,
            "at": one.closed_at or one.proposed_at,
            "is_approved": one.closed_at is not None,
            "url": reverse("awards:approval", args=[one.call.code, one.number]),
        }
        for one in (*decided, *proposals)
    ]


def set_up_next(missing: Unfilled) -> dict[str, str]:
    """What an administrator does before a call can be run: heading, words, button, url."""
    if missing.role is None:
        return {
            "heading": _("No funder yet"),
            "words": _(
                "Enter who publishes the calls: names, address, who signs. Then invite the call"
                " officer."
            ),
            "button": _("Enter the funder"),
            "url": reverse("grants:funder_new"),
        }
    if missing.role == Role.OFFICER:
        heading = _("Nobody runs calls yet")
        words = _(
            "Invite the call officer by their e-mail address; they need no account before. The"
            " officer prepares and publishes the calls and enters the committees."
        )
    elif missing.role == Role.APPROVER:
        heading = _("Nobody approves proposals yet")
        words = _(
            "Invite the approver by their e-mail address; they need no account before. Without an"
            " approver a call can be published, but not decided."
        )
    else:
        heading = _("Nobody signs decisions now")
        words = _(
            "Appoint who signs the decisions, with function and term. Without a signatory no"
            " decision is issued."
        )
    return {
        "heading": f"{missing.funder.name}: {heading}" if missing.funder else heading,
        "words": words,
        **_place_to_invite(missing.role, missing.funder),
    }


def _place_to_invite(role: Role, funder: Funder | None) -> dict[str, str]:
    if role == Role.SIGNATORY:
        query = f"?funder={funder.code}" if funder else ""
        return {"button": _("Appoint"), "url": f"{reverse('grants:signatories')}{query}"}
    return {"button": _("Invite"), "url": f"{reverse('grants:people')}?role={role.value}"}
