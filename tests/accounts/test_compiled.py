import pytest

from accounts.compiled import IsThere, Values
from accounts.models import Role, RoleGrant, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return User.objects.create_user("ada@bonaca.example", name="Ada")


@pytest.fixture
def bruno():
    return User.objects.create_user("bruno@bonaca.example", name="Bruno")


def test_is_there_asks_for_the_numbers_of_each_asking(ada, bruno):
    is_granted = IsThere(
        lambda person, grant: RoleGrant.objects.filter(user=person, pk=grant, role=Role.AUDITOR)
    )
    grant = RoleGrant.objects.create(user=ada, role=Role.AUDITOR)
    assert not is_granted(bruno.pk, grant.pk)
    assert is_granted(ada.pk, grant.pk)
    assert not is_granted(ada.pk, grant.pk + 1)
    grant.delete()
    assert not is_granted(ada.pk, grant.pk or 0)


def test_is_there_writes_its_statement_once(ada, bruno):
    written = []

    def grants_of(person):
        written.append(person)
        return RoleGrant.objects.filter(user=person)

    is_granted = IsThere(grants_of)
    RoleGrant.objects.create(user=bruno, role=Role.OFFICER)
    assert [is_granted(ada.pk), is_granted(bruno.pk)] == [False, True]
    assert len(written) == 1


def test_is_there_refuses_a_question_without_its_number(ada):
    with pytest.raises(ValueError, match="each value"):
        IsThere(lambda _person: RoleGrant.objects.all())(ada.pk)


def test_values_are_those_of_each_asking(ada, bruno):
    calls_of = Values(
        lambda person: (
            RoleGrant.objects.filter(user=person).order_by("call_id").values_list("call_id")
        )
    )
    for call in (8, 7):
        RoleGrant.objects.create(user=ada, role=Role.OFFICER, call_id=call)
    assert [calls_of(ada.pk), calls_of(bruno.pk)] == [[(7,), (8,)], []]
