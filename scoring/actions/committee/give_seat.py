"""Give the seat of a member who has left to somebody who sits there already, or who is new."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import Done, act
from grants.actions.office.invite_person import Newcomer, open_account_of
from grants.core.workflow import CallWork
from scoring.actions._scoring import committee_of
from scoring.actions.committee._leaving import PaperDecision, require_past
from scoring.actions.committee.appoint_committee import refuse_bound
from scoring.models import CommitteeMember
from scoring.seat_mail import TAKEN_SEAT
from scoring.selectors.committee.changes import may_step_in


@dataclass(frozen=True, slots=True)
class Taker:
    """Whoever takes the seat; the rest serves the search for conflicts, of somebody new."""

    user: User | Newcomer
    address: str = ""
    other_memberships: str = ""


def give_seat(
    *, left: CommitteeMember, taker: Taker, decision: PaperDecision, actor: User
) -> CommitteeMember:
    """The seat of who takes it, with empty sheets. Raises Refused naming what stands in the way."""
    with act(left.committee.call, CallWork.GIVE_SEAT, actor) as done:
        call = done.call
        user = open_account_of(taker.user)
        # Held, so that nobody gets a role on this call at the same moment.
        list(User.objects.select_for_update().filter(pk=user.pk))
        done.require()
        committee = committee_of(call)
        seat = CommitteeMember.objects.select_for_update().get(pk=left.pk, committee=committee)
        if seat.left_at is None:
            raise Refused(_("This seat is not empty."), field="who")
        if CommitteeMember.objects.filter(in_place_of=seat).exists():
            raise Refused(_("This seat has been given already."), field="who")
        if not decision.number:
            raise Refused(_("Enter the number of the decision."), field="decision")
        require_past(decision.day, timezone.localdate(done.at), "day")
        refuse_bound(call, user, field="email")
        taken = _seat_of_taker(seat, user, taker)
        taken.in_place_of, taken.role, taken.took_at = seat, seat.role, done.at
        taken.took_decision, taken.took_on = decision.number, decision.day
        taken.took_by = actor
        _enter(done, seat, taken, decision)
        taken.save()
        done.tell(TAKEN_SEAT, taken.pk, [(user.email, user.language)])
        return taken


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
