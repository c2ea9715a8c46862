"""The outbox of a call: what went out stays readable, and nothing else."""

import pytest
from django.urls import reverse

from awards.actions.propose_allocation import propose_allocation
from grants.actions.questions.ask_question import ask_question
from grants.actions.questions.decline_question import decline_question
from jobs.models import Letter, SentLetter
from tests.awards.proposals import PROPOSED, an_allocation
from tests.letters import delivered
from tests.opened import a_call_in_checking
from tests.personas import person
from tests.scoring.committee import a_scoring_call
from tests.stage import FILING, a_published_call, at

pytestmark = pytest.mark.django_db


def test_letter_stays_as_it_went_out(client):
    allocation, _applications = an_allocation()
    person("Emil")
    with at(PROPOSED):
        proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    mails = {one.to[0]: one for one in delivered() if "odobr" in one.subject}
    mail = mails[person("Emil").email]
    kept = SentLetter.objects.get(kind="proposal-waits")
    assert (kept.subject, kept.text) == (mail.subject, mail.body)
    assert kept.call_id == proposal.call_id
    assert not Letter.objects.filter(kind="proposal-waits").exists()

    client.force_login(person("Ada"))
    page = client.get(reverse("grants:letters", args=[proposal.call.code])).content.decode()
    address = reverse("grants:letter", args=[proposal.call.code, kept.pk])
    assert address in page
    assert person("Emil").email in page
    one = client.get(address).content.decode()
    assert "čaka na vašo odobritev" in one


def test_letter_of_another_call_is_not_found(client):
    call, other = a_published_call(), a_published_call(code="drugi-2027")
    person("Ada")
    with at(FILING):
        ask_question(call=call, text="Ali šteje članarina?", language="sl")
    delivered()
    client.force_login(person("Ada"))
    kept = SentLetter.objects.filter(call_id=call.pk).first()
    assert kept is not None
    assert client.get(reverse("grants:letter", args=[other.code, kept.pk])).status_code == 404


def test_link_that_lets_somebody_in_is_not_kept():
    call, _applications = a_scoring_call()
    delivered()
    seats = SentLetter.objects.filter(call_id=call.pk, kind="taken-seat")
    assert seats.exists()
    assert {one.text for one in seats} == {""}


def test_what_tells_of_sealed_applications_is_not_kept():
    call = a_call_in_checking()
    Letter.objects.exclude(kind="receipt").delete()
    assert delivered()
    assert not SentLetter.objects.filter(call_id=call.pk).exists()


def test_answer_to_an_address_without_an_account_is_not_kept():
    call = a_published_call()
    person("Ada")
    with at(FILING):
        question = ask_question(
            call=call, text="Ali šteje članarina?", language="sl", address="jaz@example.org"
        )
        decline_question(question=question, reason="To ni vprašanje.", actor=person("Ada"))
    assert [one.to for one in delivered()] == [["jaz@example.org"]]
    assert not SentLetter.objects.exists()


def test_reminder_waits_in_the_outbox_until_its_day(client):
    call, _applications = a_scoring_call()
    client.force_login(person("Ada"))
    page = client.get(reverse("grants:letters", args=[call.code])).content.decode()
    assert "Čakajo na pošiljanje" in page
    assert "O tem razpisu še ni bilo poslano nobeno sporočilo." in page
