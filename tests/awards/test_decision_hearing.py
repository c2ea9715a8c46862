"""A decision says that the applicant was heard about a fact, what it said and what followed."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from awards.words.decision_points import recognised
from tests.grants.hearings import FEWER, recognise, say, tell, tell_and_accept, weigh
from tests.grants.requests import IN_TIME
from tests.opened import a_call_in_checking

pytestmark = pytest.mark.django_db
SAYS = "Članov je 34, <b>seznam</b> je star."


@pytest.fixture
def application(db):
    call = a_call_in_checking(1)
    row = call.applications.get()
    row.call = call
    recognise(row, members="5")
    return row


def reasons(application, language="sl"):
    findings = SimpleNamespace(lot=application.call.file.lot)
    application.refresh_from_db()
    with override(language):
        return recognised(findings, application)["text"]


def test_answer_stands_in_the_applicants_words_before_the_weighing(application):
    weigh(say(tell_and_accept(application), SAYS))
    words = reasons(application)
    assert FEWER["sl"] in words
    assert f"seznanjen 5. novembra 2026 in je izjavil: »{SAYS}«" in words.replace("\xa0", " ")
    assert words.index(SAYS) < words.index("ostane pri petih")
    italian = reasons(application, "it")
    assert "ha osservato" in italian
    assert "restano cinque" in italian
    assert "ostane pri petih" not in italian


@pytest.mark.parametrize(
    ("agrees", "text", "words"),
    [(True, "", "in se strinja."), (True, "Drži.", "se strinja in izjavlja: »Drži.«")],
)
def test_agreement_is_said(application, agrees, text, words):
    say(tell_and_accept(application), text, agrees=agrees)
    assert words in reasons(application)


def test_silence_is_said_with_the_day_until_which_there_was_time(application):
    tell_and_accept(application)
    assert "do 13. novembra 2026, pa se ni" in reasons(application).replace("\xa0", " ")


def test_hearing_about_another_value_is_not_said_of_this_one(application):
    """As after the decision, when a fact is corrected in its own procedure."""
    weigh(say(tell_and_accept(application), SAYS))
    recognise(application, IN_TIME, members="4")
    assert SAYS not in reasons(application)
    tell(application, IN_TIME)
    assert SAYS not in reasons(application)


def test_value_that_followed_from_the_answer_is_the_one_that_was_heard(application):
    request = say(tell_and_accept(application), SAYS)
    recognise(application, IN_TIME, members="20")
    weigh(request, {"sl": "Pri 15 osebah je plačilo izkazano.", "it": "Per 15 il saldo è provato."})
    assert "Per 15 il saldo è provato." in reasons(application, "it")
