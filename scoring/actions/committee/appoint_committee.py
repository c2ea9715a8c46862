"""Appoint the committee of a call."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, RoleGrant, User
from accounts.refusal import Refused
from applicants.permissions import belonged_to
from audit.keys.pseudonyms import pseudonym_in_call
from callfile.strict.fault import CoreFault
from grants.actions._act import act
from grants.actions.office.invite_person import Newcomer, open_account_of
from grants.core import application_stages
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions.committee._leaving import require_past
from scoring.core.points.questions import Judging
from scoring.models import Committee, CommitteeMember, CommitteeRole
from scoring.seat_mail import TAKEN_SEAT
from scoring.selectors.runs.lot_rules import lot_rules


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of the committee; address and memberships serve the search for conflicts."""

    user: User | Newcomer
    role: CommitteeRole
    address: str = ""
    other_memberships: str = ""


def appoint_committee(
    *,
    call: Call,
    appointment: str,
    seats: Sequence[Seat],
    actor: User,
    decided_on: date | None = None,
) -> Committee:
    """The committee with its members, each of whom is told by a letter; whoever has no account gets
    one without a password. Raises Refused with the sentence that says what is wrong.
    """
    with act(call, CallWork.APPOINT_COMMITTEE, actor) as done:
        locked = done.call
        users = [open_account_of(seat.user) for seat in seats]
        # Held, so that nobody gets a role on this call at the same moment.
        keys = [user.pk for user in users]
        list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        done.require()
        roles = {user: seat.role for user, seat in zip(users, seats, strict=True)}
        _guard(locked, users, [seat.role for seat in seats])
        if decided_on is not None:
            require_past(decided_on, timezone.localdate(done.at), "decided_on")
        committee = Committee(
            call=locked, appointment=appointment, decided_on=decided_on, appointed_at=done.at
        )
        members = [
            CommitteeMember(
                committee=committee,
                user=user,
                role=seat.role,
                address=seat.address,
                other_memberships=seat.other_memberships,
            )
            for user, seat in zip(users, seats, strict=True)
        ]
        committee.entry = done.record(
            # Nobody is told that a call is being prepared, nor who will score it.
            pub={"roles": sorted(role.value for role in roles.values())}
            if locked.published_at is not None
            else {},
            payload={
                "call": locked.code,
                "appointment": appointment,
                "decided_on": decided_on.isoformat() if decided_on else None,
                "members": [
                    {
                        "pseudonym": pseudonym_in_call(user_id=user.pk, call_code=locked.code),
                        "role": role.value,
                    }
                    for user, role in roles.items()
                ],
            },
            rows={"committee": [committee], "seat": members},
        )
        committee.save()
        for member in members:
            member.committee = committee
            member.save()
            done.tell(TAKEN_SEAT, member.pk, [(member.user.email, member.user.language)])
        return committee


def _guard(call: Call, users: Sequence[User], roles: Sequence[CommitteeRole]) -> None:
    if len({user.pk for user in users}) != len(users):
        raise Refused(_("One person has one seat in the committee."), field="seats")
    if roles.count(CommitteeRole.CHAIR) != 1:
        raise Refused(_("A committee has one chair."), field="seats")
    if roles.count(CommitteeRole.MEMBER) + 1 < _fewest_sheets(call):
        raise Refused(
            _("The call asks for at least %(count)d sheets an application; appoint as many.")
            % {"count": _fewest_sheets(call)},
            field="seats",
        )
    for user in users:
        refuse_bound(call, user)


def _fewest_sheets(call: Call) -> int:
    """The most sheets that one application is to have, of the lots that leave any to assessors.

    The chair scores too. A draft may hold what cannot be read yet; it asks for nothing.
    """
    counts = [1]
    for row in call.lots.filter(is_leaf=True):
        with suppress(CoreFault):
            lot = lot_rules(call, row.code)
            counts.append(1 if lot.judging is Judging.NONE else lot.most_sheets)
    return max(counts)


def refuse_bound(call: Call, user: User, *, field: str = "seats") -> None:
    """Nobody judges in whose call they have another role, or in which they apply. Raises Refused.

    A draft counts: it may still be sent. So does whoever has left since it was begun.
    """
    grants = RoleGrant.objects.filter(user=user).filter(Q(call_id=None) | Q(call_id=call.pk))
    held = grants.filter(Q(funder_id=None) | Q(funder_id=call.funder_id)).order_by("pk").first()
    if held is not None or user.is_superuser:
        role = held.get_role_display() if held else Role.ADMINISTRATOR.label
        raise Refused(
            _("%(name)s has another role on this call (%(role)s) and cannot sit in its committee.")
            % {"name": user.name, "role": role},
            field=field,
        )
    own = call.applications.filter(
        belonged_to(user, organisation="organisation_id", since="created_at")
    )
    if own.exclude(state__in=application_stages.WITHDRAWN).exists():
        raise Refused(
            _(
                "%(name)s belongs to an organisation that applies to this call and cannot sit in "
                "its committee."
            )
            % {"name": user.name},
            field=field,
        )
