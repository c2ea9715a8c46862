"""Objections of applicants to members, and who decides on them."""

from django.db.models import Q, QuerySet

from accounts.models import Role, RoleGrant, User
from grants.core.workflow import Part
from grants.exclusion import excluded, excluded_at
from grants.models import Application, Call
from grants.permissions import view_opened_application, view_own_application
from scoring.models import (
    SITS,
    CommitteeMember,
    CommitteeRole,
    ConflictDeclaration,
    MemberObjection,
    MemberRuling,
    ObjectionOutcome,
)
from scoring.permissions import (
    SCORING_ROLES,
    decide_on_objection,
    exclude_from_application,
    view_all_objections,
)
from scoring.selectors.committee.recusals import recused_from
from scoring.selectors.committee.role_in_call import parts_in_call


def open_objections(call: Call) -> QuerySet[MemberObjection]:
    """About members who sit there: of who has left nothing hangs on the decision any more."""
    rows = MemberObjection.objects.filter(application__call=call, outcome=ObjectionOutcome.OPEN)
    rows = rows.filter(member__left_at=None)
    return rows.order_by("raised_at", "pk")


def shown_objections(call: Call, user: User) -> QuerySet[MemberObjection]:
    """All of the call but those about the reader, decided too, and about applications that are
    closed to the reader; to the approver those alone which nobody else decides.
    """
    rows = MemberObjection.objects.filter(application__call=call).exclude(member__user=user)
    rows = rows.exclude(excluded_at(user, "application"))
    rows = rows.select_related(
        *("application__call__funder", "member__user", "raised_by", "decided_by", "ruling")
    ).order_by("raised_at", "pk")
    if view_all_objections.allows(user, call):
        return rows
    own = [
        one.pk
        for one in rows
        if one.decided_by_id == user.pk
        or (not one.outcome and is_decider(user, one.application, one.member))
    ]
    return rows.filter(pk__in=own)


def waiting_objections(call: Call, user: User) -> QuerySet[MemberObjection]:
    """The open ones that the reader may know of."""
    return open_objections(call).filter(pk__in=shown_objections(call, user).values("pk"))


def shown_exclusions(call: Call, user: User) -> QuerySet[ConflictDeclaration]:
    """Of other members by a decision, as far as the reader may know of the application."""
    rows = ConflictDeclaration.objects.filter(application__call=call, excluded_by__isnull=False)
    rows = rows.exclude(user=user).exclude(excluded_at(user, "application"))
    return rows.select_related("application", "user", "excluded_by").order_by("declared_at", "pk")


def shown_rulings(user: User) -> QuerySet[MemberRuling]:
    """The written decisions that the person may have: whoever reads the opened application, and
    the chair, those that are not about themselves; an applicant those on its own objections.
    """
    read = view_opened_application.queryset(user).order_by().values("pk")
    calls = view_all_objections.queryset(user).order_by().values("pk")
    leads = Q(application__call__in=calls) & ~excluded_at(user, "application")
    at_work = (Q(application__in=read) | leads) & ~Q(member__user=user)
    own = view_own_application.queryset(user).order_by().values("pk")
    theirs = Q(objection__isnull=False, application__in=own)
    rows = MemberRuling.objects.filter(at_work | theirs)
    return rows.select_related("application__call__funder").order_by("application", "number")


def unread_rulings(application: Application, user: User) -> list[int]:
    """Numbers of those that the person may not have, though the application lies open to them."""
    rows = MemberRuling.objects.filter(application=application)
    rows = rows.exclude(pk__in=shown_rulings(user).values("pk"))
    return list(rows.order_by("number").values_list("number", flat=True))


def ruling_on(row: ConflictDeclaration) -> MemberRuling | None:
    """On an exclusion; None where it is the person's own word."""
    rows = MemberRuling.objects.filter(application=row.application_id, entry=row.entry_id)
    return rows.first()


def deciding_part(application: Application, member: CommitteeMember) -> Part:
    """Nobody decides on themselves: about the chair, or where the application is closed to the
    chair, the officer decides, and where it is closed to every officer, the approver.
    """
    chair = CommitteeMember.objects.filter(
        SITS, committee__call=application.call_id, role=CommitteeRole.CHAIR
    ).first()
    if chair is not None and chair.pk != member.pk and not _is_closed(application, chair.user):
        return Part.CHAIR
    officers = _granted(application.call, Role.OFFICER)
    can = any(exclude_from_application.allows(one, application) for one in officers)
    return Part.OFFICER if can else Part.APPROVER


def _is_closed(application: Application, user: User) -> bool:
    return Application.objects.filter(excluded(user), pk=application.pk).exists()


def _granted(call: Call, role: Role) -> list[User]:
    """People in use who have the role for the call."""
    rows = RoleGrant.objects.filter(Q(funder_id=None) | Q(funder_id=call.funder_id), role=role)
    rows = rows.filter(Q(call_id=None) | Q(call_id=call.pk))
    return list(User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("pk"))


def is_decider(user: User, application: Application, member: CommitteeMember) -> bool:
    """Whether this person is the one who decides, of those who may at all."""
    if not decide_on_objection.allows(user, application):
        return False
    return deciding_part(application, member) in parts_in_call(application.call, user)


def deciders(application: Application, member: CommitteeMember) -> list[User]:
    """Whoever is asked to decide."""
    part = deciding_part(application, member)
    if part == Part.CHAIR:
        chairs = CommitteeMember.objects.filter(
            SITS, committee__call=application.call_id, role=CommitteeRole.CHAIR
        )
        asked = list(User.objects.filter(pk__in=chairs.values("user"), is_active=True))
    else:
        asked = _granted(application.call, Role(part.value))
    return [one for one in asked if is_decider(one, application, member)]


def sitting_members(call: Call) -> QuerySet[CommitteeMember]:
    rows = CommitteeMember.objects.filter(SITS, committee__call=call)
    return rows.select_related("user", "committee__call").order_by("pk")


def may_judge(application: Application, member: CommitteeMember) -> bool:
    """Sits there in a role that scores, and neither steps out nor belongs to an applicant. An
    objection that waits is no matter of this.
    """
    is_scorer = member.left_at is None and member.role in SCORING_ROLES
    return is_scorer and member.pk not in recused_from(application)


def challengeable(application: Application) -> list[CommitteeMember]:
    """Whom an objection may name: of whoever does not judge there is nothing to decide."""
    out = recused_from(application)
    rows = sitting_members(application.call).filter(role__in=SCORING_ROLES)
    return [one for one in rows if one.pk not in out]
