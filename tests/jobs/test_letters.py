"""Letters: noted with the act, sent by the worker, again until they are, and never lost."""

from datetime import UTC, datetime, timedelta
from smtplib import (
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from jobs import letters
from jobs.actions import send_letters as module
from jobs.actions.promise_letters import promise_letters
from jobs.actions.send_letters import send_letters
from jobs.letters import register_letter
from jobs.models import Letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SL, IT = ("bruno@example.org", "sl"), ("edo@example.org", "it")


def _note(letter):
    return EmailMessage(f"{letter.about} {letter.language}", "", None, [letter.address])


@pytest.fixture(autouse=True)
def _two_kinds(monkeypatch, time_machine):
    monkeypatch.setattr(letters, "_kinds", {})
    register_letter("note", _note)
    register_letter("moot", lambda _one: None)
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def later(time_machine):
    def move(**time):
        time_machine.move_to(timezone.now() + timedelta(**time), tick=False)

    return move


@pytest.fixture
def refuse(monkeypatch):
    """The mail server answers so to letters to these addresses, to all where none is named."""

    def answer(fault, *addresses):
        def send_messages(self, messages):
            for one in messages:
                if not addresses or one.to[0] in addresses:
                    raise fault
            return real(self, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)

    real = EmailBackend.send_messages
    yield answer
    monkeypatch.setattr(EmailBackend, "send_messages", real)


def promise(*readers, about=1, kind="note"):
    promise_letters(kind=kind, about=about, readers=readers or (SL, IT))


def sent():
    return [(one.to[0], one.subject) for one in mail.outbox]


def test_letter_is_sent_once_and_then_gone():
    promise()
    assert sent() == []
    assert send_letters() == 2
    assert send_letters() == 0
    assert sent() == [("bruno@example.org", "1 sl"), ("edo@example.org", "1 it")]
    assert not Letter.objects.exists()


def test_letter_is_named_after_the_site_and_not_after_the_machine(settings):
    settings.BASE_URL = "https://razpisi.bonaca.example:8443"
    promise()
    send_letters()
    assert mail.outbox[0].message()["Message-ID"].endswith("@razpisi.bonaca.example>")


def test_letter_promised_twice_is_one_letter():
    promise()
    promise(SL)
    promise(SL, about=2)
    assert Letter.objects.count() == 3


def test_letter_of_an_act_that_did_not_happen_is_not_sent():
    with transaction.atomic():
        promise()
        transaction.set_rollback(True)
    assert send_letters() == 0


def test_letter_that_has_nothing_to_say_any_more_is_dropped():
    promise(kind="moot")
    assert send_letters() == 0
    assert not Letter.objects.exists()


def test_letters_wait_together_while_the_mail_server_is_away(refuse, later):
    promise()
    promise(about=2)
    tried = []
    register_letter("note", lambda one: tried.append(one) or _note(one))
    refuse(SMTPServerDisconnected())
    assert [send_letters(), send_letters()] == [0, 0]
    assert len(tried) == 1
    later(seconds=29)
    assert send_letters() == 0
    later(seconds=1)
    assert send_letters() == 0
    refuse(OSError(), "nobody")
    later(seconds=30)
    assert send_letters() == 4
    assert len(sent()) == 4


@pytest.mark.parametrize("fault", [SMTPServerDisconnected(), TimeoutError(), OSError()])
def test_letter_at_which_the_server_breaks_off_holds_nobody_up(refuse, later, fault):
    promise(IT, SL)
    promise(SL, about=2)
    refuse(fault, "edo@example.org")
    assert send_letters() == 0  # as if the server were away
    later(seconds=30)
    assert send_letters() == 2
    stuck = Letter.objects.get()
    assert (stuck.address, stuck.fault) == ("edo@example.org", type(fault).__name__)
    assert stuck.due_at > timezone.now() + timedelta(seconds=30)
    later(days=6)
    promise(SL, about=3)
    assert send_letters() == 1
    assert Letter.objects.get().given_up_at == timezone.now()


def test_letter_alone_in_its_round_at_which_the_server_breaks_off_is_given_up_too(refuse, later):
    promise(SL)
    refuse(SMTPServerDisconnected(), "bruno@example.org")
    assert send_letters() == 0
    assert Letter.objects.get().due_at == timezone.now() + timedelta(seconds=30)
    later(days=6)
    assert send_letters() == 0
    assert Letter.objects.get().given_up_at == timezone.now()


def test_server_that_goes_away_between_letters_is_asked_once_more_and_no_longer(refuse):
    promise(SL)
    for about in range(6):
        promise(IT, about=about)
    tried = []
    register_letter("note", lambda one: tried.append(one) or _note(one))
    refuse(TimeoutError(), "edo@example.org")
    assert [send_letters(), send_letters()] == [1, 0]
    assert len(tried) == 3


@pytest.mark.parametrize(
    "fault", [SMTPRecipientsRefused({"edo@example.org": (550, b"")}), SMTPDataError(552, b"full")]
)
def test_letter_that_is_refused_for_itself_holds_nobody_up(refuse, later, fault):
    promise(IT, SL)
    refuse(fault, "edo@example.org")
    assert send_letters() == 1
    assert sent() == [("bruno@example.org", "1 sl")]
    later(seconds=59)
    assert send_letters() == 0
    refuse(fault, "nobody")
    later(seconds=1)
    assert send_letters() == 1
    assert sent()[1:] == [("edo@example.org", "1 it")]


def test_letter_that_stays_refused_is_given_up_after_five_days_and_is_seen(refuse, later):
    promise(IT)
    refuse(SMTPRecipientsRefused({"edo@example.org": (550, b"")}))
    tries = 0
    while Letter.objects.get().given_up_at is None:
        send_letters()
        tries += 1
        assert Letter.objects.get().tries == tries
        later(hours=6)
    assert timedelta(days=5) < timezone.now() - NOW < timedelta(days=6)
    assert tries == 22
    refuse(OSError(), "nobody")
    assert send_letters() == 0
    assert Letter.objects.get().fault == "SMTPRecipientsRefused"


BROKEN = {
    "address": UnicodeEncodeError("ascii", "ž", 0, 1, "ordinal not in range"),
    "header": BadHeaderError("newlines"),
    "template": KeyError("url"),
    "row": Letter.DoesNotExist(),
    "no-smtputf8": SMTPNotSupportedError("SMTPUTF8"),
    "recursion": RecursionError(),
}


@pytest.mark.parametrize("fault", BROKEN.values(), ids=BROKEN)
def test_letter_that_raises_never_stops_the_others(later, fault):
    def write(letter):
        if letter.address == "edo@example.org":
            raise fault
        return _note(letter)

    register_letter("note", write)
    promise(IT, SL)
    promise(IT, SL, about=2)
    assert send_letters() == 2
    assert {to for to, _subject in sent()} == {"bruno@example.org"}
    assert [one.fault for one in Letter.objects.all()] == [type(fault).__name__] * 2
    register_letter("note", _note)
    later(minutes=1)
    assert send_letters() == 2
    assert not Letter.objects.exists()


def test_letter_of_an_address_that_cannot_be_encoded_stops_no_other():
    """As a row from before such addresses were refused."""
    promise(IT, SL)
    Letter.objects.filter(address=IT[0]).update(address="a\nb@example.org")
    assert send_letters() == 1
    assert sent() == [("bruno@example.org", "1 sl")]


def test_letter_that_was_given_up_is_promised_anew_when_it_is_asked_for_again():
    promise(SL)
    Letter.objects.update(given_up_at=NOW, fault="KeyError")
    assert send_letters() == 0
    promise(SL)
    assert send_letters() == 1


def a_stuck_letter(**more):
    promise(IT)
    Letter.objects.update(fault="SMTPDataError", tries=3, given_up_at=NOW, **more)
    return Letter.objects.get()


def as_(client, role, **scope):
    user = User.objects.create_user("ada@example.org", name="Ada")
    RoleGrant.objects.create(user=user, role=role, **scope)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "scope", "letter", "seen"),
    [
        (Role.OFFICER, {}, {"call_id": 7, "funder_id": 1}, True),
        (Role.OFFICER, {"funder_id": 1}, {"call_id": 7, "funder_id": 1}, True),
        (Role.OFFICER, {"funder_id": 2}, {"call_id": 7, "funder_id": 1}, False),
        (Role.OFFICER, {}, {}, False),
        (Role.ADMINISTRATOR, {}, {}, True),
        (Role.ADMINISTRATOR, {}, {"call_id": 7, "funder_id": 1}, False),
    ],
)
def test_stuck_letter_is_seen_by_whom_it_concerns_and_tried_again(
    client, role, scope, letter, seen
):
    stuck = a_stuck_letter(**letter)
    page = as_(client, role, **scope).get("/sl/jobs/letters/")
    assert ("edo@example.org" in page.content.decode()) is seen
    answer = client.post(f"/sl/jobs/letters/{stuck.pk}/send-again/")
    assert answer.status_code == (302 if seen else 404)
    assert send_letters() == (1 if seen else 0)


def test_page_of_letters_is_for_the_office(client):
    client.force_login(User.objects.create_user("bruno@example.org", name="Bruno"))
    assert client.get("/sl/jobs/letters/").status_code == 404


def test_letter_of_a_killed_worker_is_sent_after_its_lease(monkeypatch, later):
    """What a killed worker looks like from within: nothing after it runs."""
    promise(SL)

    class Killed(BaseException):
        pass

    def die(_letter):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_letter", die)
        with pytest.raises(Killed):
            send_letters()
    later(minutes=9)
    assert send_letters() == 0
    later(minutes=1)
    assert send_letters() == 1


def test_letter_that_another_worker_has_taken_is_left_to_it(monkeypatch):
    promise(SL)
    mine = Letter.objects.get()
    assert send_letters() == 1
    promise(SL)
    Letter.objects.update(due_at=NOW + timedelta(minutes=10))
    assert module._claim(mine, NOW) is False


def test_send_letters_takes_so_many_at_once():
    for about in range(5):
        promise(SL, about=about)
    assert [send_letters(most=3), send_letters(most=3)] == [3, 2]


def test_page_says_when_a_letter_is_tried_again(client):
    Letter.objects.filter(pk=a_stuck_letter().pk).update(given_up_at=None, tries=1)
    page = as_(client, Role.ADMINISTRATOR).get("/sl/jobs/letters/")
    words = page.content.decode().replace("\u00a0", " ")
    assert "Znova bo poslano 22. novembra 2026 ob " in words
