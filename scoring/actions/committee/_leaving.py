"""A seat ends: when, why, by which decision, on whose word; the row stays as it is from then on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import Done
from grants.actions.second_person._pending import StepForTwo, require_confirmed
from grants.core.workflow import CallWork
from grants.models import Call, PendingStep
from scoring.actions._scoring import committee_of, reason_text
from scoring.models import CommitteeMember, LeftWhy
from scoring.seat_mail import LEFT_SEAT
from scoring.waiting_mail import telling_who_steps_in


@dataclass(frozen=True, slots=True)
class PaperDecision:
    """Number and day of what was decided on paper."""

    number: str
    day: date


def require_past(day: date, now_on: date, field: str) -> None:
    """Raises Refused for a day that has not come yet."""
    if day > now_on:
        raise Refused(_("This day has not come yet."), field=field)


def about_leaving(
    member: CommitteeMember, why: LeftWhy, decision: PaperDecision, reason: str
) -> dict[str, Any]:
    """For a second person. Raises Refused where the seat could not end so now."""
    words = _require_leaving(member, why, decision, reason, timezone.localdate())
    return {
        "seat": member.pk,
        "why": why.value,
        "decision": decision.number,
        "day": decision.day.isoformat(),
        "reason": words,
    }


def seat_about(call: Call, about: Mapping[str, Any]) -> CommitteeMember:
    """Raises Refused for a seat that is none of the call."""
    rows = CommitteeMember.objects.select_related("user", "committee__call")
    seat = rows.filter(pk=about["seat"], committee__call=call).first()
    if seat is None:
        raise Refused(_("This call has no committee yet."))
    return seat


def decision_about(about: Mapping[str, Any]) -> PaperDecision:
    return PaperDecision(about["decision"], date.fromisoformat(about["day"]))


def leaving_for_two(
    step: CallWork, take: Callable[[PendingStep, CommitteeMember, LeftWhy], CommitteeMember]
) -> StepForTwo:
    """`take` ends the seat so, once it is confirmed."""

    def about(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
        why = LeftWhy(said["why"])
        return about_leaving(seat_about(call, said), why, decision_about(said), said["reason"])

    def taken(pending: PendingStep) -> CommitteeMember:
        said = pending.about
        return take(pending, seat_about(pending.call, said), LeftWhy(said["why"]))

    return StepForTwo(step, about, taken)


def _require_leaving(
    left: CommitteeMember, why: LeftWhy, decision: PaperDecision, reason: str, today: date
) -> str:
    """The reason, cleaned. Raises Refused."""
    if left.left_at is not None:
        raise Refused(_("%(name)s has left the committee already.") % {"name": left.user.name})
    words = reason_text(reason)
    if not words:
        raise Refused(_("Write why the member leaves."), field="reason")
    if why != LeftWhy.EXCUSED and not decision.number:
        raise Refused(_("Enter the number of the decision."), field="decision")
    require_past(decision.day, today, "day")
    return words


def end_seat(
    done: Done,
    member: CommitteeMember,
    why: LeftWhy,
    decision: PaperDecision,
    reason: str,
    confirmed: PendingStep | None,
) -> CommitteeMember:
    """Within the act. Its sheets stay on record and count no longer. Raises Refused, also where the
    second person is missing whom the funder wants (`confirmed`).
    """
    done.require()
    require_confirmed(done, confirmed)
    call, committee = done.call, committee_of(done.call)
    seat = CommitteeMember.objects.select_for_update(of=("self",)).select_related("user")
    left = seat.get(pk=member.pk, committee=committee)
    words = _require_leaving(left, why, decision, reason, timezone.localdate(done.at))
    left.left_at, left.left_why, left.left_reason = done.at, why, words
    left.left_decision, left.left_on, left.left_by = decision.number, decision.day, done.actor
    left.left_entry = done.record(
        # Nobody is told that a call is being prepared.
        pub={"change": "left", "role": left.role} if call.published_at is not None else {},
        payload={
            "call": call.code,
            "member": pseudonym_in_call(user_id=left.user_id, call_code=call.code),
            "role": left.role,
            "why": why.value,
            "decision": decision.number,
            "day": decision.day.isoformat(),
            "reason": words,
            "locked_sheets": left.score_sheets.filter(locked_at__isnull=False).count(),
        },
        rows={"seat left": [left]},
    )
    with telling_who_steps_in(done):
        left.save()
    done.tell(LEFT_SEAT, left.pk, [(left.user.email, left.user.language)])
    return left
