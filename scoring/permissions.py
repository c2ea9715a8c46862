"""Who may declare, score, meet and compute.

A seat in a committee gives no right to somebody who has another role on the same call (DESIGN
section 1). Whoever is kept out of an application is kept out here too: grants/exclusion.py.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.core.offices import office_searches
from accounts.models import Role
from accounts.permissions import Permission, granted_for_call
from applicants.permissions import shares_number
from grants.core import application_stages
from grants.core.tables import LEADERS, SCORERS
from grants.exclusion import excluded, excluded_from_call, with_an_applicant
from grants.models import Application, Call
from grants.permissions import STAFF_ROLES
from scoring.models import (
    SITS,
    CommitteeMeeting,
    CommitteeMember,
    CommitteeRole,
    ConflictDeclaration,
    MemberObjection,
    ObjectionOutcome,
)

SCORING_ROLES = tuple(CommitteeRole(part) for part in SCORERS)
LEADING_ROLES = tuple(CommitteeRole(part) for part in LEADERS)


def seated(user: Any, *roles: CommitteeRole, call: str = "pk", funder: str = "funder_id") -> Q:
    """Rows whose call has a committee in which the user sits in one of `roles`, or in any.

    Whoever has left it reads nothing of it from that moment on.
    """
    seats = CommitteeMember.objects.filter(SITS, user=user, committee__call_id=OuterRef(call))
    seats = seats.filter(role__in=roles) if roles else seats
    return Q(Exists(seats)) & ~granted_for_call(user, *Role, call=call, funder=funder)


def _seated_for_application(user: Any, *roles: CommitteeRole) -> Q:
    return seated(user, *roles, call="call_id", funder="call__funder_id")


def _leads_meeting(user: Any, *, call: str = "pk", funder: str = "funder_id") -> Q:
    """Rows whose call has a committee that the user leads, or a meeting under way over which the
    user presides: a meeting goes on where chair and secretary have gone, or never came.
    """
    presided = CommitteeMeeting.objects.running_under(user).filter(call_id=OuterRef(call))
    return seated(user, *LEADING_ROLES, call=call, funder=funder) | (
        seated(user, call=call, funder=funder) & Q(Exists(presided))
    )


def declared_conflict(user: Any) -> Q:
    """Applications on which the user has declared a conflict, in whichever role, or from which the
    user was excluded by a decision.
    """
    # They are few, so they are found once for a whole list.
    rows = ConflictDeclaration.objects.filter(user=user, in_conflict=True)
    return Q(pk__in=rows.order_by().values("application_id"))


def objected_to(user: Any) -> Q:
    """Applications whose applicant objects to the user, until that is decided (ZUP, article 37)."""
    rows = MemberObjection.objects.filter(member__user=user, outcome=ObjectionOutcome.OPEN)
    return Q(pk__in=rows.order_by().values("application_id"))


def in_question(user: Any) -> Q:
    """Applications whose applicant names somebody of the user's name among its officers, in the
    application or since, or has the registration number of another organisation of the user.

    Until the user has said that there is no conflict: the name or the number alone says nothing,
    and a click is enough, so that naming somebody, or claiming a number, keeps nobody out.
    """
    sent = Q(pk__in=[])
    since = shares_number(user, organisation="organisation", since="created_at")
    for line in office_searches(getattr(user, "name", "")):
        sent |= Q(offices__contains=line)
        since |= Q(organisation__offices__contains=line)
    # Before the opening nobody reads, and nobody is asked.
    return ~_declared(user) & (sent | (_opened() & since))


def _declared(user: Any) -> Q:
    """The user has said of this application that there is no conflict: before that, no reading."""
    declarations = ConflictDeclaration.objects.filter(
        application_id=OuterRef("pk"), user=user, in_conflict=False
    )
    return Q(Exists(declarations))


def _chair_steps_out() -> Q:
    declared = ConflictDeclaration.objects.filter(application_id=OuterRef("pk"), in_conflict=True)
    chairs = CommitteeMember.objects.filter(SITS, role=CommitteeRole.CHAIR, user=OuterRef("user"))
    of_call = chairs.filter(committee__call=OuterRef("application__call"))
    return Q(Exists(declared.filter(Exists(of_call))))


def _opened() -> Q:
    return Q(state__in=application_stages.OPENED)


sit_in_committee = Permission(Call, seated)
# Whoever works on the call, in whichever role: staff and the secretary read without a statement,
# and are kept out by one.
declare_conflicts = Permission(
    Call, lambda user: granted_for_call(user, *STAFF_ROLES) | seated(user)
)
# Who sits in it, who has left it and why: the staff, and whoever leads it.
view_committee = Permission(
    Call, lambda user: granted_for_call(user, *STAFF_ROLES) | seated(user, *LEADING_ROLES)
)
# Objections name people and say why: whoever decides on them, and who audits the call.
view_all_objections = Permission(
    Call,
    lambda user: (
        granted_for_call(user, Role.OFFICER, Role.AUDITOR) | seated(user, CommitteeRole.CHAIR)
    ),
)
# The approver those alone on which nobody else can decide (`shown_objections`).
view_objections = Permission(
    Call,
    lambda user: (
        granted_for_call(user, Role.OFFICER, Role.AUDITOR, Role.APPROVER)
        | seated(user, CommitteeRole.CHAIR)
    ),
)
exclude_in_call = Permission(
    Call,
    lambda user: granted_for_call(user, Role.OFFICER) | seated(user, CommitteeRole.CHAIR),
)
# A member who does not come; every other change of the committee is the officer's.
excuse_member = Permission(
    Call,
    lambda user: (
        (granted_for_call(user, Role.OFFICER) & ~excluded_from_call(user))
        | (seated(user, CommitteeRole.CHAIR) & ~with_an_applicant(user))
    ),
)
# To reveal the scores judges nothing, so a conflict with one application does not hinder.
lead_committee = Permission(
    Call, lambda user: seated(user, *LEADING_ROLES) & ~with_an_applicant(user)
)
# What is done in a meeting that is under way: votes, agreed values, its end.
lead_meeting = Permission(Call, lambda user: _leads_meeting(user) & ~with_an_applicant(user))
# Who comes and goes: whoever is there notes it, or the officer where nobody is left to.
keep_attendance = Permission(
    Call,
    lambda user: (
        (granted_for_call(user, Role.OFFICER) & ~excluded_from_call(user))
        | (seated(user) & ~with_an_applicant(user))
    ),
)
# The desk of the scoring: the committee, and the staff that may read the whole call.
enter_scoring = Permission(
    Call,
    lambda user: seated(user) | (granted_for_call(user, *STAFF_ROLES) & ~excluded_from_call(user)),
)
# The session of opening: whoever works on the call, in whichever role.
view_opening = Permission(Call, lambda user: granted_for_call(user, *STAFF_ROLES) | seated(user))
# Its minutes hold every application, as a document to be signed.
view_minutes = Permission(
    Call,
    lambda user: (granted_for_call(user, *STAFF_ROLES) | seated(user)) & ~excluded_from_call(user),
)
# Two different persons of these confirm the opening.
confirm_opening = Permission(
    Call,
    lambda user: (
        (granted_for_call(user, Role.OFFICER) | seated(user, *LEADING_ROLES))
        & ~excluded_from_call(user)
    ),
)
compute_ranking = Permission(
    Call,
    lambda user: (
        (granted_for_call(user, Role.OFFICER) | seated(user, CommitteeRole.SECRETARY))
        & ~excluded_from_call(user)
    ),
)
# All names and points at once: the staff, and the secretary, who never scores.
view_ranking = Permission(
    Call,
    lambda user: (
        (granted_for_call(user, *STAFF_ROLES) | seated(user, CommitteeRole.SECRETARY))
        & ~excluded_from_call(user)
    ),
)

score_application = Permission(
    Application,
    lambda user: (
        _opened()
        & _seated_for_application(user, *SCORING_ROLES)
        & _declared(user)
        & ~excluded(user)
    ),
)
# The secretary keeps the file and never scores, so reads without a declaration.
read_application_in_committee = Permission(
    Application,
    lambda user: (
        _opened()
        & ~excluded(user)
        & (
            _seated_for_application(user, CommitteeRole.SECRETARY)
            | (_seated_for_application(user, *SCORING_ROLES) & _declared(user))
        )
    ),
)
# Where the chair steps out, whoever keeps the file does it.
reopen_application = Permission(
    Application,
    lambda user: (
        _opened()
        & ~excluded(user)
        & (
            _seated_for_application(user, CommitteeRole.CHAIR)
            | (_seated_for_application(user, CommitteeRole.SECRETARY) & _chair_steps_out())
        )
    ),
)
# Who leads the committee, or its meeting, writes for it.
lead_application = Permission(
    Application,
    lambda user: (
        _opened() & _leads_meeting(user, call="call_id", funder="call__funder_id") & ~excluded(user)
    ),
)

# The chair excludes a member from one application; about the chair decides the officer, which the
# act asks (`decides_as_officer`).
exclude_from_application = Permission(
    Application,
    lambda user: (
        _opened()
        & ~excluded(user)
        & (
            _seated_for_application(user, CommitteeRole.CHAIR)
            | granted_for_call(user, Role.OFFICER, call="call_id", funder="call__funder_id")
        )
    ),
)
# Where no officer can either, whoever stands above the office (ZUP, article 38).
decide_on_objection = Permission(
    Application,
    lambda user: (
        _opened()
        & ~excluded(user)
        & (
            _seated_for_application(user, CommitteeRole.CHAIR)
            | granted_for_call(
                user, Role.OFFICER, Role.APPROVER, call="call_id", funder="call__funder_id"
            )
        )
    ),
)
