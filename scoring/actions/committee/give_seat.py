"""Give the seat of a member who has left to somebody who sits there already, or who is new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.address_owner import owner_of
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import Done, act
from grants.actions.office.invite_person import Newcomer, open_account_of
from grants.actions.second_person._pending import StepForTwo, require_confirmed
from grants.core import call_stages
from grants.core.workflow import CallWork
from grants.models import Call, PendingStep
from scoring.actions._scoring import committee_of
from scoring.actions.committee._leaving import (
    PaperDecision,
    decision_about,
    require_past,
    seat_about,
)
from scoring.actions.committee.appoint_committee import refuse_bound
from scoring.models import CommitteeMember
from scoring.seat_mail import TAKEN_SEAT
from scoring.selectors.committee.changes import may_step_in
from scoring.waiting_mail import remind_of_sheets


@dataclass(frozen=True, slots=True)
class Taker:
    """Whoever takes the seat; the rest serves the search for conflicts, of somebody new."""

    user: User | Newcomer
    address: str = ""
    other_memberships: str = ""


def give_seat(
    *,
    left: CommitteeMember,
    taker: Taker,
    decision: PaperDecision,
    actor: User,
    confirmed: PendingStep | None = None,
) -> CommitteeMember:
    """The seat of who takes it, with empty sheets. Raises Refused naming what stands in the way,
    also the missing second person whom the funder wants (`confirmed`).
    """
    with act(left.committee.call, CallWork.GIVE_SEAT, actor) as done:
        call = done.call
        require_confirmed(done, confirmed)
        user = open_account_of(taker.user)
        # Held, so that nobody gets a role on this call at the same moment.
        list(User.objects.select_for_update().filter(pk=user.pk))
        done.require()
        committee = committee_of(call)
        seat = CommitteeMember.objects.select_for_update().get(pk=left.pk, committee=committee)
        _require_empty(seat)
        _require_decision(decision, timezone.localdate(done.at))
        refuse_bound(call, user, field="email")
        taken = _seat_of_taker(seat, user, taker)
        taken.in_place_of, taken.role, taken.took_at = seat, seat.role, done.at
        taken.took_decision, taken.took_on = decision.number, decision.day
        taken.took_by = actor
        _enter(done, seat, taken, decision)
        taken.save()
        done.tell(TAKEN_SEAT, taken.pk, [(user.email, user.language)])
        if call.state in call_stages.IN_SCORING:
            remind_of_sheets(done, [taken])
        return taken


def _require_empty(seat: CommitteeMember) -> None:
    """Raises Refused."""
    if seat.left_at is None:
        raise Refused(_("This seat is not empty."), field="who")
    if CommitteeMember.objects.filter(in_place_of=seat).exists():
        raise Refused(_("This seat has been given already."), field="who")


def _require_decision(decision: PaperDecision, today: date) -> None:
    """Raises Refused."""
    if not decision.number:
        raise Refused(_("Enter the number of the decision."), field="decision")
    require_past(decision.day, today, "day")


def about_giving(left: CommitteeMember, taker: Taker, decision: PaperDecision) -> dict[str, Any]:
    """For a second person. Whoever has no account yet gets none before it is confirmed."""
    user = taker.user
    new = isinstance(user, Newcomer)
    return {
        "seat": left.pk,
        "email": user.email,
        "name": user.name,
        "language": user.language if new else "",
        "address": taker.address,
        "other_memberships": taker.other_memberships,
        "decision": decision.number,
        "day": decision.day.isoformat(),
    }


def _taker(about: Mapping[str, Any]) -> Taker:
    known = None if about["language"] else owner_of(about["email"])
    user = known or Newcomer(about["email"], about["name"], about["language"])
    return Taker(user, about["address"], about["other_memberships"])


def _about(call: Call, about: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Refused where the seat could not be given so now."""
    left, taker, decision = seat_about(call, about), _taker(about), decision_about(about)
    _require_empty(left)
    _require_decision(decision, timezone.localdate())
    if isinstance(taker.user, User):
        refuse_bound(call, taker.user, field="email")
        _seat_of_taker(left, taker.user, taker)
    return about_giving(left, taker, decision)


def _take(pending: PendingStep) -> CommitteeMember:
    return give_seat(
        left=seat_about(pending.call, pending.about),
        taker=_taker(pending.about),
        decision=decision_about(pending.about),
        actor=pending.asked_by,
        confirmed=pending,
    )


GIVING_FOR_TWO = StepForTwo(CallWork.GIVE_SEAT, _about, _take)


def _seat_of_taker(seat: CommitteeMember, user: User, taker: Taker) -> CommitteeMember:
    """As it is before it takes the place of the other one. Raises Refused."""
    known = CommitteeMember.objects.select_for_update().filter(
        committee=seat.committee_id, user=user
    )
    mine = known.first()
    if mine is None:
        return CommitteeMember(
            committee=seat.committee,
            user=user,
            address=taker.address,
            other_memberships=taker.other_memberships,
        )
    name = {"name": user.name}
    if mine.left_at is not None:
        words = _("%(name)s has left this committee and does not come back to it.")
        raise Refused(words % name, field="email")
    if not may_step_in(mine, seat):
        words = _("%(name)s sits in the committee already and cannot take this seat.")
        raise Refused(words % name, field="email")
    mine.former_role = mine.role
    return mine


def _enter(
    done: Done, seat: CommitteeMember, taken: CommitteeMember, decision: PaperDecision
) -> None:
    call = done.call
    done.record(
        # Nobody is told that a call is being prepared.
        pub={"change": "taken", "role": seat.role} if call.published_at is not None else {},
        payload={
            "call": call.code,
            "member": pseudonym_in_call(user_id=taken.user_id, call_code=call.code),
            "in_place_of": pseudonym_in_call(user_id=seat.user_id, call_code=call.code),
            "role": seat.role,
            "former_role": taken.former_role,
            "decision": decision.number,
            "day": decision.day.isoformat(),
        },
        rows={"seat": [taken], "seat taken": [taken]},
    )
