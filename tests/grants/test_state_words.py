"""No state of an application is called something else because nobody thought of it."""

import pytest

from grants.core.workflow import ApplicationState as State
from grants.core.workflow import CallState
from grants.models import Call
from grants.words.home import own_rows
from grants.words.states import APPLICATION_WORDS, CALL_WORDS
from tests.opened import CHECKING, a_call_in_checking
from tests.stage import at


def test_every_state_has_words_of_its_own_for_applicants():
    assert set(APPLICATION_WORDS) == set(State)
    assert set(CALL_WORDS) == set(CallState)
    later = set(State) - {State.COMPLETE, State.SCORED, State.PROPOSED}
    assert len({str(APPLICATION_WORDS[state].applicant.words) for state in later}) == len(later)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("checking", "Pregledana, odločba še sledi"),
        ("approved", "Pregledana, odločba še sledi"),
        ("decided", "Zavržena"),
    ],
)
def test_dismissal_is_told_by_the_decision_and_not_before_it(client, state, words):
    call = a_call_in_checking()
    call.applications.update(state=State.DISMISSED)
    Call.objects.update(state=state)
    row = call.applications.select_related("call").first()
    with at(CHECKING) as now:
        [shown] = own_rows([row], now)
    client.get("/sl/")
    assert str(shown["words"]) == words
