"""Nothing is computed or decided on a row that was changed behind the program."""

import pytest
from django.db import connection, transaction

from accounts.refusal import Refused
from audit.proof import fsck
from awards.actions.approve_proposal import approve_proposal
from awards.actions.propose_allocation import propose_allocation
from grants.actions.calls.cancel_call import cancel_call
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.models import RankingRun, ScoreSheet
from tests.awards.proposals import COMPUTED, PROPOSED, SIGNED
from tests.meetings import adopt
from tests.personas import person
from tests.proof.stage import scored_call
from tests.proof.tampering import tamper
from tests.stage import at

pytestmark = pytest.mark.django_db

# JSON is a type of its own on PostgreSQL, and text on SQLite.
AS_JSON = (
    "replace(%s::text, '%s', '%s')::jsonb"
    if connection.vendor == "postgresql"
    else "replace(%s, '%s', '%s')"
)
FIRST = "(SELECT id FROM grants_application WHERE number = 'M27-A-001')"
CHANGES = {
    "ocenjevalni list M27-A-001": (
        "UPDATE scoring_scoresheet SET answers = "
        f"{AS_JSON % ('answers', 'some', 'none')} "
        f"WHERE application_id = {FIRST}"
    ),
    "upoštevano dejstvo M27-A-001": (
        f"UPDATE grants_recognisedfact SET recognised = {AS_JSON % ('recognised', '29', '2')}"
    ),
    "ugotovitev o popolnosti M27-A-003": (
        "UPDATE grants_completenesscheck SET verdict = 'complete' WHERE verdict = 'dismiss'"
    ),
    "izjava o nasprotju interesov M27-A-001": (
        "UPDATE scoring_conflictdeclaration SET in_conflict = NOT in_conflict "
        f"WHERE application_id = {FIRST} AND excluded_by_id IS NULL"
    ),
    "vloga M27-A-001": (
        "UPDATE grants_application SET state = 'dismissed' WHERE number = 'M27-A-001'"
    ),
    "odgovori vloge M27-A-001": (
        "UPDATE grants_application SET requested_cents = 1 WHERE number = 'M27-A-001'"
    ),
    "usklajena ocena M27-B-004": "UPDATE scoring_agreedscore SET value = 'full'",
}
DELETED = {
    "ocenjevalni list M27-A-001": f"DELETE FROM scoring_scoresheet WHERE application_id = {FIRST}",
    "upoštevano dejstvo M27-A-001": "DELETE FROM grants_recognisedfact",
}


@pytest.fixture(scope="module")
def scored(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield scored_call()
        transaction.set_rollback(True)


@pytest.fixture
def call(scored, db):
    with transaction.atomic():
        scored.refresh_from_db()
        yield scored
        transaction.set_rollback(True)


def compute(call):
    with at(COMPUTED):
        return compute_ranking(call=call, actor=person("Ada"))


@pytest.mark.parametrize(
    ("named", "statement"), [*CHANGES.items(), *DELETED.items()], ids=lambda one: one[:28]
)
def test_ranking_refuses_what_differs_from_the_ledger_by_name(call, named, statement):
    tamper(statement)
    with pytest.raises(Refused, match=named):
        compute(call)
    assert not RankingRun.objects.exists()


def test_allocation_refuses_what_differs_from_the_ledger(call):
    ranking = compute(call)
    tamper("UPDATE scoring_rankingrun SET evaluation = replace(evaluation, 'some', 'none')")
    with at(COMPUTED), pytest.raises(Refused, match="vrstni red mala-2027"):
        compute_allocation(ranking=ranking, actor=person("Ada"))


def test_ranking_of_untouched_rows_is_computed(call):
    assert compute(call).number == 1
    assert ScoreSheet.objects.exists()


@pytest.mark.parametrize("is_signed", [False, True], ids=["proposed", "signed"])
def test_cancelled_call_keeps_the_reasons_that_its_proposal_has_fixed(call, is_signed):
    ranking = compute(call)
    with at(COMPUTED):
        allocation = compute_allocation(ranking=ranking, actor=person("Ada"))
    with at(PROPOSED):
        adopt(call)
        proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    why = {"sl": "Ni več denarja v proračunu.", "it": "Non ci sono più fondi."}
    with at(SIGNED):
        if is_signed:
            approve_proposal(proposal=proposal, actor=person("Emil"))
        cancel_call(call=call, reason=why, actor=person("Ada"))
    assert [str(one) for one in fsck.differences()] == []
    another = person("Emil").pk
    tamper(
        f"UPDATE scoring_criterionreason SET written_by_id = {another} "
        f"WHERE application_id = {FIRST}"
    )
    [found] = map(str, fsck.differences())
    assert found.startswith("reason M27-A-001")
