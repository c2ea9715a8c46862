"""E-mail addresses, wherever one is written: one spelling, or words at the field, and no letter."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import RequestFactory

from accounts.core.mail_address import is_same_mailbox
from accounts.models import Role, RoleGrant, User
from applicants.models import Invitation, Organisation
from grants.models import CallQuestion, Funder
from tests.bad_input.corpus.addresses import ADDRESSES, KEPT, NONE, UNSEEN, WRITTEN
from tests.bad_input.door import Door
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import language_of, refused, sound
from tests.bad_input.world import NOW
from tests.letters import delivered
from tests.personas import PASSWORD, bonaca, person
from tests.stage import at

pytestmark = pytest.mark.django_db


def _funder(_world):
    names = {"name": "Občina Bonaca", "department": "uprava", "address": "Riva 4"}
    texts = {**names, "issuer": "Direktorica"}
    both = {f"{name}_{one}": text for name, text in texts.items() for one in ("sl", "it")}
    return {**both, "languages": ["sl", "it"], "phone": "+386 5 000"}


OWN = "account/email/"
PLACES = {
    "invite": (DOORS["invite"], lambda: Invitation.objects.latest("pk").email),
    "question": (DOORS["question-address"], lambda: CallQuestion.objects.latest("pk").address),
    "signup": (DOORS["signup-email"], lambda: User.objects.latest("pk").email),
    "organisation": (DOORS["new-email"], lambda: Organisation.objects.latest("pk").email),
    "own": (
        Door("own", "Dario", lambda _w: OWN, "email", lambda _w: {"action_add": ""}),
        lambda: EmailAddress.objects.latest("pk").email,
    ),
    "funder": (
        Door("funder", "Ada", lambda _w: "desk/funder/", "email", _funder),
        lambda: Funder.objects.get(pk=bonaca().pk).email,
    ),
}
# Of an account that is there, or confirmed first.
NOT_KEPT = {
    "role": Door(
        "role",
        "Ada",
        lambda _w: "desk/people/",
        "email",
        lambda _w: {"role": "finance", "language": "sl"},
    ),
    "seat": DOORS["appointment"]._replace(name="form-0-email"),
    "news": Door(
        "news",
        "",
        lambda world: f"calls/{world.calls['plain'].code}/news/",
        "address",
        lambda _w: {},
    ),
}


@pytest.fixture(autouse=True)
def _administrator():
    RoleGrant.objects.get_or_create(user=person("Ada"), role=Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _just_signed_in(world):
    """Addresses of an account change within five minutes after the password."""
    request = RequestFactory().get("/")
    request.session = world.client("Dario").session
    with at(NOW):
        record_authentication(request, person("Dario"), "password", reauthenticated=True)
        request.session.save()


@pytest.mark.parametrize("case", [*UNSEEN, *WRITTEN], ids=lambda case: case.id)
@pytest.mark.parametrize("place", PLACES)
def test_address_is_kept_in_its_one_spelling(world, place, case):
    door, stored = PLACES[place]
    answer = door.post(world, case.typed)
    page = sound(answer)
    assert answer.status_code == 302, (page.faults, page.summary)
    assert stored() == case.kept
    for letter in delivered():
        assert letter.message()["To"].isascii()


@pytest.mark.parametrize("case", NONE, ids=lambda case: case.id)
@pytest.mark.parametrize("place", [*PLACES, *NOT_KEPT])
def test_address_that_no_letter_reaches_is_refused_where_it_is_typed(world, place, case):
    door = NOT_KEPT.get(place) or PLACES[place][0]
    language = language_of(len(case.id))
    answer = door.post(world, case.typed, language)
    if place == "own":
        # The addresses of the account are radio buttons of the same name.
        assert answer.status_code == 422
        assert sound(answer, language).fault("email")
        assert answer.context["form"]["email"].value() == case.typed
    else:
        refused(answer, door.name, case.typed, language=language)
    assert delivered() == []


@pytest.mark.parametrize("case", [*UNSEEN[:24], *WRITTEN[:14]], ids=lambda case: case.id)
def test_person_is_found_and_signs_in_however_the_address_is_written(world, case):
    user = person("Dario")
    EmailAddress.objects.filter(user=user).update(email=case.kept)
    User.objects.filter(pk=user.pk).update(email=case.kept)
    with at(NOW):
        answer = world.client().post(
            "/sl/account/login/", {"login": case.typed, "password": PASSWORD}
        )
        assert answer.status_code == 302
        world.client().post("/sl/account/password/reset/", {"email": case.typed})
    assert [letter.to for letter in delivered()] == [[case.kept]]
    assert NOT_KEPT["role"].post(world, case.typed).status_code == 302
    assert RoleGrant.objects.filter(user=user, role=Role.FINANCE).exists()


@pytest.mark.parametrize("case", [*UNSEEN, *WRITTEN], ids=lambda case: case.id)
def test_mailbox_has_one_account(world, case):
    User.objects.create_user(case.kept, PASSWORD, name="Prva")
    before = User.objects.count()
    answer = DOORS["signup-email"].post(world, case.typed)
    assert answer.status_code == 302
    assert User.objects.count() == before


@pytest.mark.parametrize("case", UNSEEN, ids=lambda case: case.id)
def test_invitation_is_accepted_by_the_mailbox_it_went_to(case):
    assert is_same_mailbox(case.typed, KEPT)


@pytest.mark.parametrize("case", NONE, ids=lambda case: case.id)
def test_sign_in_and_reset_tell_nothing_of_an_address_that_is_none(world, case):
    client = world.client()
    with at(NOW):
        signed = client.post("/it/account/login/", {"login": case.typed, "password": PASSWORD})
        reset = client.post("/it/account/password/reset/", {"email": case.typed})
    for answer in (signed, reset):
        sound(answer)
        assert answer.status_code == 422
    assert delivered() == []


def test_account_from_before_signs_in_with_the_address_it_has(world):
    """Also one that could not be written in the one spelling, because another account has it."""
    for email in ("dario\u200bx@example.org", "žiga@example.org"):
        old = User(email=email, name="Od prej")
        old.set_password(PASSWORD)
        old.save()
        EmailAddress.objects.create(user=old, email=email, verified=True, primary=True)
        with at(NOW):
            client = world.client()
            client.post("/sl/account/login/", {"login": email.upper(), "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(old.pk)


@pytest.mark.parametrize("case", [one for one in ADDRESSES if one.kept], ids=lambda case: case.id)
def test_kept_address_makes_one_letter(case):
    message = EmailMessage("Zadeva", "Besedilo", "merila@example.org", [case.kept]).message()
    assert len(message.get_all("To")) == 1
    assert message["To"].isascii()
