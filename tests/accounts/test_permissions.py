import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import permissions
from accounts.models import Role, RoleGrant, User
from accounts.permissions import has_role, is_staff_member, register_staff_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return User.objects.create_user("ada@bonaca.example", name="Ada")


def test_has_role_scope_limits_to_its_call(ada):
    RoleGrant.objects.create(user=ada, role=Role.OFFICER, call_id=7)
    assert has_role(ada, Role.OFFICER, call_id=7)
    assert not has_role(ada, Role.OFFICER, call_id=8)
    assert not has_role(ada, Role.APPROVER, call_id=7)
    assert has_role(ada, Role.OFFICER, Role.AUDITOR)


def test_has_role_without_scope_covers_everything(ada):
    RoleGrant.objects.create(user=ada, role=Role.AUDITOR)
    assert has_role(ada, Role.AUDITOR, funder_id=3, call_id=8)


def test_has_role_nobody_when_anonymous_or_inactive(ada):
    RoleGrant.objects.create(user=ada, role=Role.OFFICER)
    ada.is_active = False
    assert not has_role(ada, Role.OFFICER)
    assert not has_role(AnonymousUser(), Role.OFFICER)


def test_is_staff_member_asks_higher_floors_too(ada, monkeypatch):
    monkeypatch.setattr(permissions, "_staff_checks", [])
    assert not is_staff_member(ada)
    register_staff_check(lambda user: user.name == "Ada")
    assert is_staff_member(ada)
