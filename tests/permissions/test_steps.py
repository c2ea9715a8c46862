"""Whom the tables name as taking a step, the permission of the step lets in, and nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, RoleGrant, User
from applicants.models import MembershipRole
from grants.core.tables import row_of
from grants.core.workflow import ApplicationStep, ApplicationWork, CallStep, CallWork, Part
from grants.models import Application
from grants.selectors.may import way_of
from tests.personas import person
from tests.scoring.committee import NAMES, a_scoring_call, member

STEPS = [
    step
    for step in (*CallStep, *CallWork, *ApplicationStep, *ApplicationWork)
    if row_of(step).parts and row_of(step).parts != (Part.ANYBODY,)
]


@pytest.fixture
def people(db) -> tuple[Application, dict[Part, User]]:
    _call, [application] = a_scoring_call()
    found = {}
    for role in (Role.OFFICER, Role.APPROVER, Role.SIGNATORY, Role.FINANCE, Role.AUDITOR):
        user = person(f"Oseba-{role}")
        RoleGrant.objects.get_or_create(user=user, role=role)
        found[Part(role)] = user
    for name in ("Igor", "Celia", "Ines", "Lea"):
        found[Part(NAMES[name][1])] = member(name)
    for role in (MembershipRole.OWNER, MembershipRole.EDITOR):
        user = person(f"Oseba-{role}")
        application.organisation.memberships.create(user=user, role=role)
        found[Part(role)] = user
    return application, found


@pytest.mark.django_db
def test_a_step_is_taken_by_the_parts_that_the_table_names(people):
    application, users = people
    assert set(users) == set(Part) - {Part.ANYBODY}
    wrong = []
    for step in STEPS:
        who = way_of(step).who
        about = {
            "call": application.call,
            "application": application,
            "organisation": application.organisation,
        }[who.model._meta.model_name]
        may = {part for part, user in users.items() if who.allows(user, about)}
        if may != set(row_of(step).parts):
            wrong.append((type(step).__name__, step.value, sorted(may)))
    assert wrong == []


@pytest.mark.django_db
def test_what_anybody_does_needs_no_account(people):
    application, users = people
    who = way_of(CallWork.ASK_QUESTION).who
    assert row_of(CallWork.ASK_QUESTION).parts == (Part.ANYBODY,)
    assert all(who.allows(one, application.call) for one in (AnonymousUser(), *users.values()))
