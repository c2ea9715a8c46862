"""Whoever leaves an address is told of a call, without an account; then the address is deleted."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.subscribers.forget_subscribers import forget_subscribers
from grants.actions.subscribers.subscribe import subscribe
from grants.letters.subscribers import NEWS_ANSWER
from grants.models import Call, Subscription
from jobs.models import Letter, SentLetter
from reports.actions.publish_results import publish_results
from tests.approved import ISSUED
from tests.grants.test_corrigenda import amend
from tests.grants.test_questions import answered, ask
from tests.letters import delivered
from tests.personas import person
from tests.reports.published import a_decided_call
from tests.stage import FILING, a_published_call, at

pytestmark = pytest.mark.django_db
READER = "jana@example.org"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def page(client, call, route="subscribe", *args, **data):
    with at(FILING):
        address = reverse(f"grants:{route}", args=[call.code, *args])
        return client.post(address, data) if data else client.get(address)


def links(letter):
    """The paths of its links, the first first."""
    return re.findall(r"https?://[^/\s]+(/\S+)", letter.body)


def a_subscriber(client, call, address=READER):
    page(client, call, address=address)
    [letter] = [one for one in delivered() if one.to == [address]]
    mail.outbox.clear()
    with at(FILING):
        client.post(links(letter)[0])
    return Subscription.objects.get(address=address)


def test_address_holds_once_the_link_of_its_letter_is_confirmed(client):
    call = a_published_call()
    entries = LedgerEntry.objects.count()
    text = page(client, call, address=READER).content.decode()
    assert "Pismo je na poti" in text
    [letter] = delivered()
    assert letter.to == [READER]
    address = links(letter)[0]
    with at(FILING):
        # A program that looks at all links confirms nothing.
        client.get(address)
        assert Subscription.objects.get().confirmed_at is None
        client.post(address)
        assert "naslov je potrjen" in client.get(address).content.decode()
    assert Subscription.objects.get().confirmed_at is not None
    assert LedgerEntry.objects.count() == entries
    assert not SentLetter.objects.exists()


def test_answer_is_the_same_whether_or_not_the_address_is_known(client):
    call = a_published_call()
    first = page(client, call, address=READER).content
    a_subscriber(client, call)
    mail.outbox.clear()
    known = page(client, call, address=READER).content
    other = page(client, call, address="drug@example.org").content
    marks = re.compile(rb"(nonce|csrfmiddlewaretoken)[^>]*")
    assert len({marks.sub(b"", one) for one in (first, known, other)}) == 1
    assert [one.to for one in delivered()] == [["drug@example.org"]]


def test_nobodys_mailbox_is_filled(client):
    call = a_published_call()
    for _number in range(8):
        page(client, call, address=READER)
        delivered()
    assert len(mail.outbox) == 3


def test_one_network_address_leaves_only_so_many():
    call = a_published_call()
    with at(FILING):
        for number in range(20):
            subscribe(call=call, address=f"{number}@example.org", language="sl", reader="192.0.2.1")
        with pytest.raises(Refused):
            subscribe(call=call, address="x@example.org", language="sl", reader="192.0.2.1")


def test_address_that_is_there_takes_no_place_and_is_refused_like_any_other(client, monkeypatch):
    monkeypatch.setattr("grants.actions.subscribers.subscribe.MOST_ABOUT_ONE", 3)
    call = a_published_call()
    a_subscriber(client, call)
    with at(FILING):
        for address in (
            READER,
            READER,
            READER,
            "drug@example.org",
            "drug@example.org",
            "tretji@a.si",
        ):
            subscribe(call=call, address=address, language="sl")
        for address in (READER, "nov@example.org"):
            with pytest.raises(Refused):
                subscribe(call=call, address=address, language="sl")


@pytest.mark.parametrize(
    "wrong", ["", "nekdo", "a@b", "x\r\nBcc: y@example.org", "\x00@example.org"]
)
def test_what_is_no_address_is_said_at_its_field(client, wrong):
    call = a_published_call()
    answer = page(client, call, address=wrong, website="")
    assert answer.status_code == 422
    assert not Subscription.objects.exists()
    assert page(client, call, address=READER, website="http://x").status_code == 422


def test_answer_correction_and_corrigendum_are_told_in_the_language_of_the_reader(client):
    call = a_published_call()
    with translation.override("it"):
        a_subscriber(client, call)
    mail.outbox.clear()
    question = ask(call)
    answered(question)
    [letter] = [one for one in delivered() if one.to == [READER]]
    assert letter.subject.startswith("Una risposta")
    assert "/it/" in links(letter)[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["List-Unsubscribe"][1:-1].endswith(links(letter)[-1])
    mail.outbox.clear()
    amend(call)
    [letter] = [one for one in delivered() if one.to == [READER]]
    assert "3\xa0novembre" in letter.body
    assert not SentLetter.objects.filter(address=READER).exists()


def test_one_press_of_a_mail_program_deletes_the_address(client):
    call = a_published_call()
    a_subscriber(client, call)
    answered(ask(call))
    [letter] = [one for one in delivered() if one.to == [READER]]
    stranger = Client(enforce_csrf_checks=True)
    amend(call)
    with at(FILING):
        answer = stranger.post(links(letter)[-1], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    # What was promised meanwhile is not sent, and holds no address.
    assert not Letter.objects.filter(address=READER).exists()
    with at(FILING):
        assert "ne hranimo" in stranger.get(links(letter)[-1]).content.decode()


def test_link_of_another_call_and_a_forged_one_reach_nobody(client):
    call = a_published_call()
    subscription = a_subscriber(client, call)
    for mark in (f"{subscription.pk}.x", str(subscription.pk), "1.", "x" * 300, "%00"):
        page(client, call, "unsubscribe", mark, press="1")
    assert Subscription.objects.count() == 1


def test_unconfirmed_address_is_deleted_after_three_days(client):
    call = a_published_call()
    page(client, call, address=READER)
    delivered()
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=2))
    forget_subscribers()
    assert Subscription.objects.count() == 1
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=4))
    assert forget_subscribers() == 1


def test_addresses_of_a_cancelled_call_are_deleted_after_the_last_letter(client):
    call = a_published_call()
    a_subscriber(client, call)
    reason = {"sl": "Sredstva so ukinjena.", "it": "I fondi sono soppressi."}
    with at(FILING):
        cancel_call(call=call, reason=reason, actor=person("Ada"))
    forget_subscribers()
    assert Subscription.objects.exists()
    [letter] = [one for one in delivered() if one.to == [READER]]
    assert "preklican" in letter.subject
    forget_subscribers()
    assert not Subscription.objects.exists()
    with at(FILING), pytest.raises(Refused):
        subscribe(call=Call.objects.get(), address=READER, language="sl")


def test_results_are_the_last_letter():
    call = a_decided_call()
    moment = call.published_at
    Subscription.objects.create(
        call=call, address=READER, language="sl", asked_at=moment, confirmed_at=moment
    )
    with at(ISSUED):
        publish_results(call=call, actor=person("Ada"))
    [letter] = [one for one in delivered() if one.to == [READER]]
    assert letter.subject.startswith("Izid razpisa")
    forget_subscribers()
    assert not Subscription.objects.exists()


def test_letter_that_was_given_up_keeps_no_address(client):
    call = a_published_call()
    a_subscriber(client, call)
    answered(ask(call))
    Letter.objects.filter(kind=NEWS_ANSWER).update(given_up_at=timezone.now())
    forget_subscribers()
    assert not Letter.objects.filter(address=READER).exists()
