"""Objections of applicants to members, and who decides on them."""

from django.db.models import Q, QuerySet

from accounts.models import Role, RoleGrant, User
from grants.exclusion import excluded, excluded_at
from grants.models import Application, Call
from scoring.models import (
    SITS,
    CommitteeMember,
    CommitteeRole,
    ConflictDeclaration,
    MemberObjection,
    ObjectionOutcome,
)
from scoring.permissions import exclude_from_application
from scoring.selectors.committee.role_in_call import role_in_call


def open_objections(call: Call) -> QuerySet[MemberObjection]:
    """About members who sit there: of who has left nothing hangs on the decision any more."""
    rows = MemberObjection.objects.filter(application__call=call, outcome=ObjectionOutcome.OPEN)
    rows = rows.filter(member__left_at=None)
    return rows.order_by("raised_at", "pk")


def shown_objections(call: Call, user: User) -> QuerySet[MemberObjection]:
    """All of the call but those about applications that are closed to the reader."""
    rows = MemberObjection.objects.filter(application__call=call)
    rows = rows.exclude(excluded_at(user, "application"))
    return rows.select_related(
        "application__call__funder", "member__user", "raised_by", "decided_by"
    ).order_by("raised_at", "pk")


def shown_exclusions(call: Call, user: User) -> QuerySet[ConflictDeclaration]:
    """Of members by a decision, as far as the reader may know of the application."""
    rows = ConflictDeclaration.objects.filter(application__call=call, excluded_by__isnull=False)
    rows = rows.exclude(excluded_at(user, "application"))
    return rows.select_related("application", "user", "excluded_by").order_by("declared_at", "pk")


def decides_as_officer(application: Application, member: CommitteeMember) -> bool:
    """Nobody decides on themselves: about the chair, or where the application is closed to the
    chair, the officer decides; otherwise the chair.
    """
    chair = CommitteeMember.objects.filter(
        SITS, committee__call=application.call_id, role=CommitteeRole.CHAIR
    ).first()
    if chair is None or chair.pk == member.pk:
        return True
    return Application.objects.filter(excluded(chair.user), pk=application.pk).exists()


def is_decider(user: User, application: Application, member: CommitteeMember) -> bool:
    """Whether this person is the one who decides, of those who may at all."""
    if not exclude_from_application.allows(user, application):
        return False
    is_officer = role_in_call(application.call, user) == Role.OFFICER
    return is_officer is decides_as_officer(application, member)


def deciders(application: Application, member: CommitteeMember) -> list[User]:
    """Whoever is asked to decide."""
    if decides_as_officer(application, member):
        asked = Q(pk__in=RoleGrant.objects.filter(role=Role.OFFICER).values("user"))
    else:
        chairs = CommitteeMember.objects.filter(
            SITS, committee__call=application.call_id, role=CommitteeRole.CHAIR
        )
        asked = Q(pk__in=chairs.values("user"))
    users = User.objects.filter(asked, is_active=True).order_by("pk")
    return [one for one in users if is_decider(one, application, member)]


def sitting_members(call: Call) -> QuerySet[CommitteeMember]:
    rows = CommitteeMember.objects.filter(SITS, committee__call=call)
    return rows.select_related("user", "committee__call").order_by("pk")
