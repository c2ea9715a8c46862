"""What administrators set up: roles, of which some exclude each other, and the funder."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from grants.actions.office.change_funder import change_funder
from grants.actions.office.grant_role import grant_role
from grants.actions.office.revoke_role import revoke_role
from grants.models import Signatory
from tests.audit.entries import last_entries
from tests.personas import bonaca, person
from tests.stage import a_draft_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def gina():
    """The administrator."""
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def give(client, gina, **data):
    client.force_login(gina)
    return client.post(reverse("grants:people"), {"language": "sl", **data})


def test_role_is_given_for_one_call(client, gina):
    call = a_draft_call()
    person("Dario")
    assert give(client, gina, email="DARIO@example.org", role="auditor", call=call.pk).url
    grant = RoleGrant.objects.get(user=person("Dario"))
    assert (grant.role, grant.call_id, grant.granted_by) == ("auditor", call.pk, gina)


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("name", {"email": "nihce@example.org", "role": "officer"}),
        ("email", {"email": "ni naslov", "role": "officer"}),
        ("role", {"email": "dario@example.org", "role": "mayor"}),
        ("call", {"email": "dario@example.org", "role": "officer", "call": "999"}),
    ],
)
def test_impossible_role_is_said_at_its_field(client, gina, field, data):
    person("Dario")
    answer = give(client, gina, **data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_nobody_runs_and_signs_the_same_call(client, gina):
    call = a_draft_call()
    for role in (Role.OFFICER, Role.APPROVER):
        other = {Role.OFFICER: "Emil", Role.APPROVER: "Ada"}[role]
        with pytest.raises(Refused):
            grant_role(user=person(other), role=role, call_id=call.pk, actor=gina)
    answer = give(client, gina, email="ada@example.org", role="approver")
    assert answer.status_code == 422
    assert "role" in answer.context["form"].errors


def test_role_is_taken_back(client, gina):
    grant = RoleGrant.objects.get(user=person("Ada"))
    client.force_login(gina)
    client.post(reverse("grants:revoke_role", args=[grant.pk]))
    assert not RoleGrant.objects.filter(user=person("Ada")).exists()


def test_last_administrator_remains(gina):
    with pytest.raises(Refused):
        revoke_role(grant=RoleGrant.objects.get(user=gina), actor=gina)


def funder_data(**changes):
    given = {
        "languages": ["sl", "it"],
        "email": "razpisi@bonaca.example",
        "phone": "+386 5 000 00 00",
    }
    for column in ("name", "department", "address", "issuer"):
        given |= {f"{column}_sl": f"{column} č", f"{column}_it": f"{column} è"}
    return {**given, **changes}


def new_funder_data(**changes):
    who = {"signatory": "Nada Kos", "signatory_email": "nada.kos@example.org"}
    return funder_data(**who, signatory_title_sl="župan", signatory_title_it="sindaco", **changes)


def test_funder_is_changed_in_its_languages(client, gina):
    bonaca()
    client.force_login(gina)
    assert client.post(reverse("grants:funder"), funder_data()).status_code == 302
    assert bonaca().name.data == {"sl": "name č", "it": "name è"}


def test_text_missing_in_an_official_language_is_refused(client, gina):
    bonaca()
    client.force_login(gina)
    answer = client.post(reverse("grants:funder"), funder_data(issuer_it=""))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"issuer_it"}


def test_texts_of_official_languages_are_not_marked_as_not_required(client, gina):
    bonaca()
    client.force_login(gina)
    fields = client.get(reverse("grants:funder")).context["form"].fields
    assert {name: fields[name].required for name in ("name_sl", "issuer_it", "name_en")} == {
        "name_sl": True, "issuer_it": True, "name_en": False
    }  # fmt: skip
    sent = client.post(reverse("grants:funder"), funder_data(languages=["en"], name_sl=""))
    assert sent.context["form"].errors.keys() >= {"name_en", "issuer_en"}
    assert "name_sl" not in sent.context["form"].errors


def test_name_within_a_sentence_is_proposed_and_can_be_entered(client, gina):
    bonaca()
    client.force_login(gina)
    form = client.get(reverse("grants:funder")).context["form"]
    hints = {name: str(form.fields[name].help_text) for name in ("name_of_sl", "name_in_it")}
    assert hints["name_of_sl"].endswith("Občine Bonaca")
    assert hints["name_in_it"].endswith("nel Comune di Bonaccia")
    assert not form.fields["name_of_sl"].required

    own = funder_data(name_of_sl="Sklada", name_in_sl="v Skladu")
    assert client.post(reverse("grants:funder"), own).status_code == 302
    assert (bonaca().name_of.data, bonaca().name_in.data) == ({"sl": "Sklada"}, {"sl": "v Skladu"})
    (entry,) = last_entries(1)
    assert {"name_in", "name_of"} <= set(entry.pub["changed"])


def test_name_that_stays_empty_is_no_change(client, gina):
    bonaca()
    client.force_login(gina)
    assert client.post(reverse("grants:funder"), funder_data()).status_code == 302
    (entry,) = last_entries(1)
    assert {"name_in", "name_of"}.isdisjoint(entry.pub["changed"])


def test_second_funder_is_entered_once(client, gina):
    client.force_login(gina)
    made = client.post(reverse("grants:funder_new"), new_funder_data(code="Drugi-breg"))
    assert made.url.endswith("?funder=drugi-breg")
    founded, appointed = last_entries(3)[0], last_entries(1)[0]
    assert (founded.type, founded.pub) == ("funder.founded", {"funder": "drugi-breg"})
    assert (appointed.type, appointed.pub) == ("signatory.appointed", {"funder": "drugi-breg"})
    assert Signatory.objects.get().title.data == {"sl": "župan", "it": "sindaco"}
    again = client.post(reverse("grants:funder_new"), new_funder_data(code="drugi-breg"))
    assert again.context["form"].errors.keys() == {"code"}
    assert "name č" in again.content.decode()


def test_administrator_of_one_funder_enters_no_other(client):
    keeper = person("Keti")
    RoleGrant.objects.create(user=keeper, role=Role.ADMINISTRATOR, funder_id=bonaca().pk)
    client.force_login(keeper)
    assert client.get(reverse("grants:funder")).status_code == 200
    assert client.post(reverse("grants:funder_new"), funder_data(code="x")).status_code == 403


@pytest.mark.parametrize("who", ["Ada", "Emil", "Fani", "Bruno"])
def test_administration_is_for_administrators(client, who):
    client.force_login(person(who))
    grant = RoleGrant.objects.create(user=person("Oton"), role=Role.AUDITOR)
    assert client.get(reverse("grants:people")).status_code == 403
    assert client.get(reverse("grants:funder")).status_code == 403
    assert client.post(reverse("grants:revoke_role", args=[grant.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        change_funder(
            funder=bonaca(), texts={}, plain={}, lists={"languages": ["sl"]}, actor=person(who)
        )
