"""Organisations: numbers with check digits, leadership, members, invitations, documents."""

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from applicants.forms import OrganisationForm
from applicants.models import Invitation, Membership, MembershipRole, Organisation
from tests.grants.applying import a_pdf, add_member
from tests.letters import delivered
from tests.personas import person
from tests.stage import an_organisation

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "Pihalni orkester Burja",
    "legal_form": "society",
    "registration_number": "9331310",
    "tax_number": "SI50223054",
    "iban": "SI56 1910 0000 0123 438",
    "street": "Riva 1",
    "postcode": "6999",
    "place": "Bonaca",
    "email": "orkester@example.org",
    "registered_on": "14. 3. 2009",
}


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("registration_number", "93-31 310", "9331310000"),
        ("registration_number", "9331310.000", "9331310000"),
        ("tax_number", "si 5022.3054", "50223054"),
        ("tax_number", "SI-50\u00a0223\u2013054", "50223054"),
    ],
)
def test_number_is_read_however_its_digits_are_parted(name, typed, kept):
    form = OrganisationForm({**GOOD, name: typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data[name] == kept


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [("1. 1. 1800", True), ("31. 12. 1799", False), ("1. 1. 2200", False), ("1. 1. 9999", False)],
)
def test_day_that_is_too_far_away_is_refused_with_its_year(day, is_taken):
    form = OrganisationForm({**GOOD, "registered_on": day})
    assert form.is_valid() == is_taken
    said = str(form.errors.get("registered_on", ""))
    assert (f"Leto {day[-4:]} je preveč oddaljeno" in said) != is_taken


def test_add_organisation_keeps_compact_numbers_and_makes_an_owner():
    answer = _signed_in("Bruno").post("/sl/organisations/add/", GOOD)
    organisation = Organisation.objects.get()
    assert answer.headers["Location"] == f"/sl/organisations/{organisation.pk}/leadership/"
    assert organisation.registration_number == "9331310000"
    assert organisation.tax_number == "50223054"
    assert organisation.iban == "SI56191000000123438"
    membership = Membership.objects.get()
    assert (membership.user, membership.role) == (person("Bruno"), MembershipRole.OWNER)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registration_number", "9331320"),
        ("registration_number", "<script>"),
        ("registration_number", ""),
        ("tax_number", "50223055"),
        ("tax_number", "٥٠٢٢٣٠٥٤x"),
        ("iban", "SI56 1910 0000 0123 439"),
        ("iban", "9" * 5000),
        ("registered_on", "31. 2. 2009"),
        ("legal_form", "kingdom"),
        ("name", "\x00"),
        ("email", "nobody"),
    ],
)
def test_add_organisation_says_at_the_field_what_is_wrong(field, value):
    answer = _signed_in("Bruno").post("/sl/organisations/add/", {**GOOD, field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert GOOD["street"] in answer.content.decode()
    assert not Organisation.objects.exists()


def test_organisation_is_not_there_for_strangers_and_not_to_be_changed_by_viewers():
    organisation = an_organisation()
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    base = f"/sl/organisations/{organisation.pk}/"
    assert _signed_in("Vera").get(base).status_code == 200
    for page in ("", "edit/", "leadership/", "documents/add/", "invite/"):
        assert _signed_in("Dario").get(base + page).status_code == 404
        assert Client().get(base + page).status_code == 302
        if page:
            assert _signed_in("Vera").get(base + page).status_code == 403


def test_editor_may_change_the_data_but_not_the_members():
    organisation = an_organisation()
    add_member(organisation, "Vera", MembershipRole.EDITOR)
    base = f"/sl/organisations/{organisation.pk}/"
    answer = _signed_in("Vera").post(base + "edit/", {**GOOD, "street": "Riva 2"})
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.street == "Riva 2"
    assert _signed_in("Vera").get(base + "invite/").status_code == 403


def test_leadership_is_saved_whole():
    organisation = an_organisation()
    rows = {
        "officers-TOTAL_FORMS": "2",
        "officers-INITIAL_FORMS": "0",
        "officers-0-name": "Nika Zorčič",
        "officers-0-function": "predsednica",
        "officers-0-legal_representative": "on",
        "officers-1-name": "",
    }
    url = f"/sl/organisations/{organisation.pk}/leadership/"
    assert _signed_in("Bruno").post(url, rows).status_code == 302
    [officer] = organisation.officers.all()
    assert (officer.name, officer.legal_representative) == ("Nika Zorčič", True)
    wrong = {**rows, "officers-0-function": ""}
    assert _signed_in("Bruno").post(url, wrong).status_code == 422
    assert organisation.officers.count() == 1


def _invite(organisation: Organisation, email: str = "Vera@example.org") -> str:
    answer = _signed_in("Bruno").post(
        f"/sl/organisations/{organisation.pk}/invite/", {"email": email, "role": "editor"}
    )
    assert answer.status_code == 302
    found = re.search(r"/organisations/join/([^/]+)/", str(delivered()[-1].body))
    assert found
    return found.group(1)


def test_invitation_is_a_link_whose_token_is_kept_nowhere():
    organisation = an_organisation()
    token = _invite(organisation)
    invitation = Invitation.objects.get()
    assert token not in str(Invitation.objects.values().get())
    assert (invitation.expires_at - invitation.created_at).days in (13, 14)
    answer = _signed_in("Vera").post(f"/sl/organisations/join/{token}/")
    assert answer.status_code == 302
    membership = organisation.memberships.get(user=person("Vera"))
    assert membership.role == MembershipRole.EDITOR
    again = _signed_in("Vera").post(f"/sl/organisations/join/{token}/")
    assert again.status_code == 200
    assert organisation.memberships.count() == 2


def test_invitation_is_not_for_another_address():
    organisation = an_organisation()
    token = _invite(organisation)
    answer = _signed_in("Dario").post(f"/sl/organisations/join/{token}/")
    assert answer.status_code == 200
    assert answer.context["refused"]
    assert not organisation.memberships.filter(user=person("Dario")).exists()
    assert _signed_in("Dario").get("/sl/organisations/join/guessed/").status_code == 404


def test_invitation_ends_after_fourteen_days_and_when_it_is_cancelled(time_machine):
    organisation = an_organisation()
    time_machine.move_to("2026-10-01T10:00:00+02:00", tick=False)
    token = _invite(organisation)
    time_machine.move_to("2026-10-15T10:00:01+02:00", tick=False)
    answer = _signed_in("Vera").post(f"/sl/organisations/join/{token}/")
    assert answer.context["refused"]
    token = _invite(organisation)
    row = Invitation.objects.get()
    url = f"/sl/organisations/{organisation.pk}/invitations/{row.pk}/cancel/"
    assert _signed_in("Bruno").post(url).status_code == 302
    assert _signed_in("Vera").get(f"/sl/organisations/join/{token}/").status_code == 404


@pytest.mark.parametrize("right", ["", "viewer"])
def test_invitation_ends_with_the_right_of_whoever_sent_it(right):
    organisation = an_organisation()
    add_member(organisation, "Vida", "owner")
    _invite(organisation)
    own = organisation.memberships.get(user=person("Bruno"))
    page = f"/sl/organisations/{organisation.pk}/members/{own.pk}/"
    assert _signed_in("Vida").post(page, {"role": "owner"}).status_code == 302
    assert organisation.invitations.filter(accepted_at=None).count() == 1
    assert _signed_in("Vida").post(page, {"role": right}).status_code == 302
    assert not organisation.invitations.filter(accepted_at=None).exists()


def test_last_owner_stays():
    organisation = an_organisation()
    owner = organisation.memberships.get()
    url = f"/sl/organisations/{organisation.pk}/members/{owner.pk}/"
    for role in ("editor", ""):
        assert _signed_in("Bruno").post(url, {"role": role}).status_code == 422
    add_member(organisation, "Vera", MembershipRole.OWNER)
    assert _signed_in("Bruno").post(url, {"role": ""}).status_code == 302
    assert [one.user.name for one in organisation.memberships.all()] == ["Vera"]


def test_member_of_another_organisation_cannot_be_reached():
    organisation, other = an_organisation(), an_organisation("Drugo", owner="Dario")
    member = other.memberships.get()
    url = f"/sl/organisations/{organisation.pk}/members/{member.pk}/"
    assert _signed_in("Bruno").post(url, {"role": ""}).status_code == 404
    assert User.objects.filter(memberships__organisation=other).count() == 1


def test_document_is_stored_and_given_out_to_members_only():
    organisation = an_organisation()
    content = a_pdf("Statut")
    upload = SimpleUploadedFile("../../Statut društva.pdf", content)
    base = f"/sl/organisations/{organisation.pk}/documents/"
    client = _signed_in("Bruno")
    answer = client.post(
        base + "add/", {"title": "Statut", "file": upload, "valid_until": "1. 9. 2026"}
    )
    assert answer.status_code == 302
    document = organisation.documents.get()
    got = client.get(f"{base}{document.pk}/")
    assert got.content == content
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert unquote(got.headers["Content-Disposition"]).endswith("Statut društva.pdf")
    assert _signed_in("Dario").get(f"{base}{document.pk}/").status_code == 404
    assert client.post(f"{base}{document.pk}/remove/").status_code == 302
    assert not organisation.documents.exists()


def test_document_that_is_no_document_is_refused_at_the_file():
    organisation = an_organisation()
    upload = SimpleUploadedFile("statut.pdf", b"MZ\x00")
    answer = _signed_in("Bruno").post(
        f"/sl/organisations/{organisation.pk}/documents/add/", {"title": "Statut", "file": upload}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_invitations_are_counted():
    """Nobody floods an address, nor many addresses, with our letters."""
    organisation = an_organisation()
    url = f"/sl/organisations/{organisation.pk}/invite/"
    for _time in range(3):
        _invite(organisation)
    answer = _signed_in("Bruno").post(url, {"email": "vera@example.org", "role": "viewer"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"email"}
    codes = [
        _signed_in("Bruno").post(url, {"email": f"{n}@example.org", "role": "viewer"}).status_code
        for n in range(18)
    ]
    assert codes == [302] * 16 + [422] * 2


def test_refused_invitation_leaves_the_open_one():
    organisation = an_organisation()
    for _time in range(3):
        _invite(organisation)
    kept = Invitation.objects.get()
    url = f"/sl/organisations/{organisation.pk}/invite/"
    _signed_in("Bruno").post(url, {"email": "vera@example.org", "role": "viewer"})
    assert Invitation.objects.get() == kept
