"""A stage that is built once is the same stage again, and is built where it must be."""

from pathlib import Path

import pytest
from django.conf import settings

from audit.models import LedgerEntry
from audit.proof.fsck import Difference
from audit.proof.ledger_check import ledger_differences
from awards.actions.approve_proposal import approve_proposal
from awards.models import ProposalState
from grants.models import Call
from scoring.models import AllocationRun
from tests.awards.proposals import SIGNED, a_proposal
from tests.built_once import built_once
from tests.opened import a_call_in_checking
from tests.personas import person
from tests.stage import a_published_call, at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("turn", [1, 2])
def test_the_same_stage_stands_again(turn):
    proposal, applications = a_proposal()
    assert proposal.number == 1
    assert len(applications) == 2
    assert proposal.call == applications[0].call
    assert proposal.allocation == AllocationRun.objects.get()


@pytest.mark.parametrize("turn", [1, 2])
def test_acts_go_on_from_a_stage(turn):
    proposal, _applications = a_proposal()
    entries = LedgerEntry.objects.count()
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.APPROVED
    assert LedgerEntry.objects.count() == entries + 1
    assert [one for one in ledger_differences() if isinstance(one, Difference)] == []


@pytest.mark.parametrize("turn", [1, 2])
def test_further_rows_have_numbers_of_their_own(turn):
    first = a_published_call()
    second = a_published_call(code="druga-2027")
    assert list(Call.objects.order_by("pk")) == [first, second]


@pytest.mark.parametrize("turn", [1, 2])
def test_a_lost_key_is_there_again(turn):
    call = a_call_in_checking(applications=1)
    key = Path(settings.KEYS_ROOT) / "calls" / f"{call.uuid}.key"
    assert key.read_text()
    key.unlink()


def test_it_is_built_wherever_something_stands():
    built = []

    @built_once
    def a_person(name: str):
        built.append(name)
        return person(name)

    assert a_person("Dario") == a_person("Dario")
    assert built == ["Dario", "Dario"]


def test_what_is_no_row_is_not_given_again():
    with pytest.raises(TypeError, match="not a row"):
        built_once(lambda: "a word")()
