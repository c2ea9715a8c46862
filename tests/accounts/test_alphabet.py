"""Lists of names stand in the reader's alphabet, whatever the database thinks of č."""

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from applicants.models import Organisation
from grants.forms.starting import StartForm
from tests.grants.applying import add_member
from tests.personas import bonaca, person
from tests.stage import a_published_call, an_organisation

pytestmark = pytest.mark.django_db

NAMES = ("Čebelarsko društvo", "Ćuk", "Društvo Sonce", "Športni klub", "Zveza", "Žarek")


def _places(page: str, names=NAMES) -> list[int]:
    return [page.index(name) for name in names]


@pytest.fixture
def organisations():
    bonaca()
    found = [an_organisation(name) for name in reversed(NAMES)]
    for one in found:
        if not one.memberships.filter(user=person("Bruno")).exists():
            add_member(one, "Bruno", "owner")
    return found


def test_own_organisations_stand_in_the_alphabet(client, organisations):
    client.force_login(person("Bruno"))
    page = client.get("/sl/applications/").content.decode()
    assert _places(page) == sorted(_places(page))


def test_choice_of_the_organisation_stands_in_the_alphabet(organisations):
    form = StartForm(call=a_published_call(), organisations=Organisation.objects.all())
    said = [words for _value, words in form.fields["organisation"].choices]
    assert [name for name in said if name in NAMES] == list(NAMES)


def test_people_with_roles_stand_in_the_alphabet(client):
    gina = person("Gina")
    RoleGrant.objects.create(user=gina, role=Role.ADMINISTRATOR)
    for name, alias in zip(("Žan", "Zora", "Ćiril", "Cene"), ("A", "B", "C", "D"), strict=True):
        user = person(f"Oseba{alias}")
        user.name = f"{name} Vidmar"
        user.save()
        RoleGrant.objects.create(user=user, role=Role.AUDITOR)
    client.force_login(gina)
    page = client.get(reverse("grants:people")).content.decode()
    places = _places(page, ("Cene Vidmar", "Ćiril Vidmar", "Zora Vidmar", "Žan Vidmar"))
    assert places == sorted(places)
