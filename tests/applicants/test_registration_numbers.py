"""A registration number is free to be entered until somebody proves it."""

import json
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant
from applicants.actions.add_organisation import add_organisation
from applicants.actions.edit_organisation import edit_organisation
from applicants.actions.prove_organisation import prove_organisation
from applicants.models import Membership, Organisation
from applicants.selectors import unproved_organisations
from audit.models import LedgerEntry, LedgerPayload
from audit.proof.fsck import Difference
from audit.proof.recorded_check import recorded_differences
from tests.letters import delivered
from tests.organisations import an_ownerless_organisation
from tests.personas import person
from tests.stage import PREPARED

pytestmark = pytest.mark.django_db
NUMBER = "5015545000"
DATA = {
    "name": "Pihalni orkester Burja",
    "legal_form": "society",
    "registration_number": NUMBER,
    "tax_number": "50223054",
    "iban": "SI56191000000123438",
    "street": "Riva 1",
    "postcode": "6999",
    "place": "Bonaca",
    "email": "orkester@example.org",
}
SEEN = {"evidence": "Izpisek iz registra, 12. 11. 2026", "reason": "Zastopnica je v registru."}


def claimed(name, who):
    return add_organisation(data={**DATA, "name": name}, actor=person(who))


@pytest.fixture
def two():
    return claimed("Prva", "Bruno"), claimed("Druga", "Dario")


@pytest.fixture
def gina():
    RoleGrant.objects.create(user=person("Gina"), role=Role.ADMINISTRATOR)
    return person("Gina")


def test_number_that_nobody_has_proved_is_free_for_a_second(two):
    assert [one.is_proved for one in two] == [False, False]
    assert [one.claims for one in unproved_organisations()] == [2, 2]


def test_claimants_are_told_of_each_other_without_names(two):
    letters = {letter.to[0]: letter for letter in delivered()}
    assert set(letters) == {"bruno@example.org", "dario@example.org"}
    for own, other, address in (("Prva", "Druga", "bruno"), ("Druga", "Prva", "dario")):
        text = letters[f"{address}@example.org"].body
        assert own in text
        assert NUMBER in text
        for name in (other, "Bruno", "Dario", "@"):
            assert name not in text


def test_first_claimant_hears_nothing_while_alone():
    claimed("Prva", "Bruno")
    assert delivered() == []


def test_number_entered_again_and_again_writes_one_letter_a_day(time_machine):
    time_machine.move_to(PREPARED, tick=False)
    first = claimed("Prva", "Bruno")
    told = []
    for number in range(3):
        second = claimed(f"Druga {number}", "Dario")
        for entered in ("9331310000", NUMBER):
            data = {**DATA, "registration_number": entered}
            edit_organisation(organisation=second, data=data, actor=person("Dario"))
        told += [letter.to[0] for letter in delivered()]
        delivered().clear()
    assert told.count("bruno@example.org") == 1
    time_machine.move_to(
        datetime.fromisoformat(PREPARED) + timedelta(days=1, minutes=1), tick=False
    )
    claimed("Tretja", "Celia")
    assert "bruno@example.org" in [letter.to[0] for letter in delivered()]
    assert not first.is_proved


def test_office_decides_with_evidence_and_both_hear_the_reason(two, gina):
    delivered().clear()
    before = LedgerEntry.objects.count()
    prove_organisation(organisation=two[1], actor=gina, **SEEN)
    first, second = Organisation.objects.order_by("pk")
    assert (first.is_proved, second.is_proved) == (False, True)
    assert (second.proved_by, second.evidence) == (gina, SEEN["evidence"])
    letters = {letter.to[0]: letter.body for letter in delivered()}
    assert "pripada organizaciji Druga" in letters["dario@example.org"]
    assert "pripada drugi organizaciji" in letters["bruno@example.org"]
    for text in letters.values():
        assert SEEN["reason"] in text
        assert SEEN["evidence"] not in text
    assert "Druga" not in letters["bruno@example.org"]
    entry = LedgerEntry.objects.get(seq=before + 1)
    public = json.loads(entry.canonical)
    assert (public["type"], public["pub"]) == ("organisation.proved", {})
    payload = json.loads(LedgerPayload.objects.get(entry_id=entry.seq).text)
    assert payload["evidence"] == SEEN["evidence"]
    assert payload["claimants"] == [first.pk, second.pk]


def test_later_evidence_gives_the_number_to_the_other(two, gina):
    prove_organisation(organisation=two[0], actor=gina, **SEEN)
    prove_organisation(organisation=two[1], actor=gina, **SEEN)
    assert [one.is_proved for one in Organisation.objects.order_by("pk")] == [False, True]


def test_loser_keeps_what_it_has_and_goes_on_changing_it(two, gina):
    prove_organisation(organisation=two[1], actor=gina, **SEEN)
    changed = edit_organisation(
        organisation=two[0], data={**DATA, "name": "Prva, nova"}, actor=person("Bruno")
    )
    assert changed.name == "Prva, nova"


def test_proved_number_is_refused_to_a_newcomer(client, gina):
    prove_organisation(organisation=claimed("Prva", "Bruno"), actor=gina, **SEEN)
    with pytest.raises(ValidationError):
        claimed("Druga", "Dario")
    client.force_login(person("Dario"))
    answer = client.post("/sl/organisations/add/", {**DATA, "registration_number": "5015545"})
    assert answer.status_code == 422
    assert "registration_number" in answer.context["form"].errors
    assert Organisation.objects.count() == 1


def test_changed_number_is_not_proved_any_more(gina):
    own = claimed("Prva", "Bruno")
    prove_organisation(organisation=own, actor=gina, **SEEN)
    same = edit_organisation(organisation=own, data=DATA, actor=person("Bruno"))
    assert same.is_proved
    data = {**DATA, "registration_number": "9331310000"}
    changed = edit_organisation(organisation=own, data=data, actor=person("Bruno"))
    assert (changed.is_proved, changed.evidence) == (False, "")


def test_changed_number_is_what_the_ledger_says(gina):
    own = claimed("Prva", "Bruno")
    prove_organisation(organisation=own, actor=gina, **SEEN)
    data = {**DATA, "registration_number": "9331310000"}
    edit_organisation(organisation=own, data=data, actor=person("Bruno"))
    assert _differing() == []
    last = json.loads(LedgerEntry.objects.last().canonical)
    assert (last["type"], last["pub"]) == ("organisation.unproved", {})


def test_proved_number_that_was_changed_behind_the_program_is_found(gina):
    own = claimed("Prva", "Bruno")
    prove_organisation(organisation=own, actor=gina, **SEEN)
    Organisation.objects.filter(pk=own.pk).update(registration_number="9331310000")
    assert _differing() == [f"proved {own.pk}"]


def _differing():
    found = (one.place for one in recorded_differences() if isinstance(one, Difference))
    return [place for place in found if place.startswith("proved ")]


def test_database_keeps_one_proved_organisation_for_a_number(two):
    Organisation.objects.filter(pk=two[0].pk).update(proved_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=two[1].pk).update(proved_at=timezone.now())


@pytest.mark.parametrize("who", ["Bruno", "Celia", "Emil", "Fani"])
def test_whoever_is_not_the_office_decides_nothing(client, two, who):
    with pytest.raises(PermissionDenied):
        prove_organisation(organisation=two[0], actor=person(who), **SEEN)
    client.force_login(person(who))
    assert client.get("/sl/desk/organisations/").status_code == 403
    assert client.post(f"/sl/desk/organisations/{two[0].pk}/", SEEN).status_code == 403


def test_member_of_a_claimant_decides_nothing_even_as_administrator(client, two, gina):
    Membership.objects.create(user=gina, organisation=two[1], role="viewer")
    with pytest.raises(PermissionDenied):
        prove_organisation(organisation=two[0], actor=gina, **SEEN)
    client.force_login(gina)
    page = f"/sl/desk/organisations/{two[0].pk}/"
    assert "odloči kdo drug" in client.get(page).content.decode()
    assert client.post(page, SEEN).status_code == 403


def test_whoever_has_left_a_claimant_decides_nothing(two, gina):
    Membership.objects.create(user=gina, organisation=two[1], role="viewer", ended_at=PREPARED)
    with pytest.raises(PermissionDenied):
        prove_organisation(organisation=two[0], actor=gina, **SEEN)


@pytest.mark.parametrize("language", ["sl", "it", "en"])
def test_pages_show_the_claims_and_take_the_decision(client, two, gina, language):
    client.force_login(gina)
    listed = client.get(f"/{language}/desk/organisations/").content.decode()
    assert "Prva" in listed
    assert "Druga" in listed
    page = f"/{language}/desk/organisations/{two[0].pk}/"
    assert "Druga" in client.get(page).content.decode()
    empty = client.post(page, {"evidence": "", "reason": ""})
    assert empty.status_code == 422
    assert set(empty.context["form"].errors) == {"evidence", "reason"}
    assert client.post(page, SEEN).status_code == 302
    assert Organisation.objects.get(pk=two[0].pk).is_proved


def test_number_proved_by_the_program_names_nobody(client, two, gina):
    proved = {"proved_at": timezone.now(), "evidence": "Poslovni register"}
    Organisation.objects.filter(pk=two[0].pk).update(**proved)
    client.force_login(gina)
    for one in two:
        page = client.get(f"/sl/desk/organisations/{one.pk}/").content.decode()
        assert "(–): Poslovni register" in page


def test_own_page_says_how_it_stands(client, two, gina):
    client.force_login(person("Bruno"))
    page = f"/sl/organisations/{two[0].pk}/"
    assert "Isto številko je vpisala še druga organizacija" in client.get(page).content.decode()
    prove_organisation(organisation=two[0], actor=gina, **SEEN)
    assert "uprava jo je potrdila" in client.get(page).content.decode()


def test_organisation_of_the_tests_is_unproved():
    assert not an_ownerless_organisation("Zbor").is_proved
