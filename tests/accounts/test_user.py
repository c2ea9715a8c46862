import pytest
from django.db import IntegrityError

from accounts.models import Role, RoleGrant, User

pytestmark = pytest.mark.django_db


def test_user_email_is_unique_in_any_case():
    User.objects.create_user("Ada@bonaca.example", "geslo")
    other = User(email="ADA@bonaca.example")
    with pytest.raises(IntegrityError):
        other.save()


def test_user_found_by_email_in_any_case():
    ada = User.objects.create_user("Ada@bonaca.example", "geslo")
    assert User.objects.get_by_natural_key("aDA@bonaca.example") == ada
    assert ada.email == "ada@bonaca.example"


def test_role_grant_same_scope_is_refused_twice():
    ada = User.objects.create_user("ada@bonaca.example")
    RoleGrant.objects.create(user=ada, role=Role.OFFICER)
    RoleGrant.objects.create(user=ada, role=Role.OFFICER, call_id=7)
    with pytest.raises(IntegrityError):
        RoleGrant.objects.create(user=ada, role=Role.OFFICER)
