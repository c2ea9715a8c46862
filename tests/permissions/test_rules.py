"""Every rule of who may, as it is put together and kept (accounts/permissions.py)."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils.module_loading import module_has_submodule

from accounts.models import Role, RoleGrant, User
from accounts.permissions import Known, Permission
from grants.permissions import run_call
from tests.personas import bonaca, person
from tests.stage import PUBLISHED, a_draft_call, at

KEEP_ACCOUNT = "grants.permissions.keep_account"
LATER = "2031-01-01T08:00:00+01:00"


def rules() -> dict[str, Permission]:
    ours = [
        one for one in apps.get_app_configs() if module_has_submodule(one.module, "permissions")
    ]
    modules = [import_module(f"{one.name}.permissions") for one in ours if "." not in one.name]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Permission)
    }


def rows_of_rule(rule: Permission, known: Known) -> QuerySet:
    return rule.model._default_manager.filter(rule.condition(known.person()))


def statement(rows: QuerySet) -> str:
    try:
        return str(rows.query)
    except EmptyResultSet:
        return "nobody"


@pytest.fixture
def everything(db) -> User:
    """Every role of one funder: for all that there is, no rule about a seat would be left."""
    user = person("Ada")
    RoleGrant.objects.filter(user=user).delete()
    for role in Role:
        RoleGrant.objects.create(user=user, role=role, funder_id=bonaca().pk)
    user.__dict__.pop("scopes", None)
    return user


def test_a_rule_depends_on_the_person_alone(everything, django_assert_num_queries):
    """What is kept may be used at any time: it asked nothing, and reads the clock when it asks."""
    known = Known.of(everything)
    with django_assert_num_queries(0):
        with at(PUBLISHED):
            kept = {name: rows_of_rule(rule, known) for name, rule in rules().items()}
        with at(LATER):
            now = {name: statement(rows) for name, rows in kept.items()}
            anew = {name: statement(rows_of_rule(one, known)) for name, one in rules().items()}
    assert now == anew
    assert len(now) > 20
    # An account is of the whole installation, and no role of one funder reaches it.
    assert [name for name, said in now.items() if said == "nobody"] == [KEEP_ACCOUNT]


def test_accounts_are_kept_by_whoever_administers_everything(everything):
    RoleGrant.objects.create(user=everything, role=Role.ADMINISTRATOR)
    assert statement(rows_of_rule(rules()[KEEP_ACCOUNT], Known.of(everything))) != "nobody"


def test_rows_are_read_each_time(everything):
    rows = run_call.queryset(everything)
    assert not rows.exists()
    call = a_draft_call()
    assert run_call.allows(everything, call)
    assert list(run_call.queryset(everything)) == [call]
    assert not rows.exclude(pk=call.pk).exists()


def test_a_role_counts_as_soon_as_it_is_given_and_no_longer_than_it_is_held(db):
    call = a_draft_call()
    dario = person("Dario")
    assert not run_call.allows(dario, call)
    grant = RoleGrant.objects.create(user=dario, role=Role.OFFICER, funder_id=bonaca().pk)
    assert run_call.allows(User.objects.get(pk=dario.pk), call)
    grant.delete()
    assert not run_call.allows(User.objects.get(pk=dario.pk), call)
