"""One spelling for the address of an account, however it was typed."""

import pytest

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_account_is_made_and_found_in_one_spelling():
    user = User.objects.create_user("Bru\u00adno@Klub.Example ", name="Bruno")
    assert user.email == "bruno@klub.example"
    assert User.objects.with_address("BRUNO\u2060@klub.example") == user
    assert User.objects.get_by_natural_key("bruno@klub.example\ufeff") == user
    User.objects.update(is_active=False)
    assert User.objects.with_address("bruno@klub.example") is None
