"""An association takes its paper application into an account of its own."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.refusal import Refused
from applicants.actions.edit_organisation import edit_organisation
from applicants.actions.members.accept_invitation import accept_invitation
from applicants.models import Invitation, Organisation
from applicants.selectors import data_of, known_sender
from audit.models import LedgerEntry
from grants.actions.applying.hand_over_paper import hand_over_paper
from grants.selectors.own_applications import own_applications
from jobs.models import Letter
from tests.grants.test_transcribe_paper import differences, in_checking
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
ADDRESS = "dora@example.org"


def handed_over(row, email=ADDRESS, evidence="Naslov je na obrazcu.", by="Ada"):
    with at(CHECKING):
        return hand_over_paper(application=row, email=email, evidence=evidence, actor=person(by))


def test_whoever_accepts_finds_the_application_among_the_own_ones(client):
    row = in_checking()
    invitation = handed_over(row)
    assert Letter.objects.filter(kind="invitation", address=ADDRESS).exists()
    entry = LedgerEntry.objects.get(type="paper.handed_over")
    assert ADDRESS not in entry.canonical
    dora = person("Dora")
    assert not own_applications(dora).exists()
    with at(CHECKING):
        accept_invitation(invitation=invitation, actor=dora)
    assert [one.number for one in own_applications(dora)] == [row.number]
    client.force_login(dora)
    with at(CHECKING):
        for path in ("", "receipt/", "bundle.zip"):
            answer = client.get(f"/sl/applications/{row.number}/{path}", follow=True)
            assert answer.status_code == 200, path
    assert differences() == []


def test_new_invitation_takes_the_place_of_an_open_one():
    row = in_checking()
    handed_over(row)
    handed_over(row, "tajnik@example.org")
    assert [one.email for one in Invitation.objects.all()] == ["tajnik@example.org"]


def test_once_somebody_acts_for_it_the_office_invites_nobody():
    row = in_checking()
    with at(CHECKING):
        accept_invitation(invitation=handed_over(row), actor=person("Dora"))
    with pytest.raises(Refused):
        handed_over(row, "drug@example.org")
    assert LedgerEntry.objects.filter(type="paper.handed_over").count() == 1


@pytest.mark.parametrize(
    ("given", "field"), [({"email": "ada@example.org"}, "email"), ({"evidence": " "}, "evidence")]
)
def test_own_address_and_nothing_seen_are_refused(given, field):
    row = in_checking()
    with pytest.raises(Refused) as refused:
        handed_over(row, **given)
    assert refused.value.field == field
    assert not Invitation.objects.exists()


def test_what_was_sent_online_is_not_handed_over():
    row = in_checking()
    online = row.call.applications.exclude(pk=row.pk).get()
    with pytest.raises(Refused):
        handed_over(online)


@pytest.mark.parametrize("name", ["Celia", "Emil", "Fani", "Bruno"])
def test_only_the_officer_hands_over(name):
    row = in_checking()
    with pytest.raises(PermissionDenied):
        handed_over(row, by=name)


def test_page_says_that_nobody_acts_and_sends_the_invitation(client):
    row = in_checking()
    client.force_login(person("Ada"))
    address = f"/sl/desk/applications/{row.number}/paper/hand-over/"
    with at(CHECKING):
        assert address in client.get(f"/sl/desk/applications/{row.number}/check/").content.decode()
        assert client.post(address, {"email": "x"}).status_code == 422
        answer = client.post(address, {"email": ADDRESS, "evidence": "Obrazec."})
    assert answer.status_code == 302
    assert Invitation.objects.get().email == ADDRESS


def test_who_enters_another_number_gets_no_paper_of_its_association():
    row = in_checking()
    dora = person("Dora")
    with at(CHECKING):
        accept_invitation(invitation=handed_over(row), actor=dora)
    organisation = Organisation.objects.get(pk=row.organisation_id)
    data = {
        **data_of(organisation),
        "registration_number": "9331310000",
        "tax_number": "50223054",
        "iban": "SI56191000000123438",
    }
    with at(CHECKING):
        edit_organisation(organisation=organisation, data=data, actor=dora)
    assert known_sender("9331310000") is None
