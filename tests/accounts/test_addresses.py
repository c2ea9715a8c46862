"""Addresses of accounts that are older than the rule about their spelling."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps

from accounts.models import User

pytestmark = pytest.mark.django_db
migration = import_module("accounts.migrations.0002_addresses_in_one_spelling")


def an_old_account(email):
    user = User.objects.create(email=email, name="Od prej")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def test_migration_writes_old_addresses_in_one_spelling():
    seen, unseen = an_old_account("ada@example.org"), an_old_account("bru\u200bno@example.org")
    same = an_old_account("ada\ufeff@example.org")
    migration.write_in_one_spelling(apps, None)
    now = dict(User.objects.values_list("pk", "email"))
    assert now == {
        seen.pk: "ada@example.org",
        unseen.pk: "bruno@example.org",
        same.pk: "ada\ufeff@example.org",
    }
    assert dict(EmailAddress.objects.values_list("user", "email")) == now


def test_account_is_made_and_found_in_one_spelling():
    user = User.objects.create_user("Bru\u00adno@Klub.Example ", name="Bruno")
    assert user.email == "bruno@klub.example"
    assert User.objects.with_address("BRUNO\u2060@klub.example") == user
    assert User.objects.get_by_natural_key("bruno@klub.example\ufeff") == user
    User.objects.update(is_active=False)
    assert User.objects.with_address("bruno@klub.example") is None
