"""No decision is prepared or issued on a row that was changed behind the program."""

import pytest
from django.db import DatabaseError, transaction

from accounts.refusal import Refused
from audit.proof import fsck
from awards.actions.issue_decision import issue_decision
from awards.actions.prepare_decisions import prepare_decisions
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.personas import person
from tests.proof.tampering import tamper
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scoring_rankingrun SET evaluation = '{}'",
        "UPDATE scoring_allocationrun SET result = '{}'",
        "UPDATE awards_proposal SET reason = 'x'",
        'UPDATE grants_completenesscheck SET article = \'{"sl":"x"}\'',
    ],
)
def test_decisions_are_not_prepared_on_what_differs(statement):
    call = an_approved_call()
    tamper(statement)
    with at(ISSUED), pytest.raises(Refused):
        prepare_decisions(call=call, actor=person("Ada"))


def test_decision_with_another_amount_is_not_issued():
    call = an_approved_call()
    with at(ISSUED):
        signed(call)
        tamper("UPDATE awards_decision SET amount_cents = 1 WHERE amount_cents > 1")
        decision = call.decisions.filter(amount_cents=1).first()
        with pytest.raises(Refused, match=decision.number):
            issue_decision(decision=decision, document_sha256="ab" * 32, actor=person("Ada"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE awards_decision SET content = '{}'",
        "UPDATE awards_decision SET number = '610-25/2026-99' WHERE number = '610-25/2026-1'",
        "UPDATE awards_decision SET prepared_entry_id = NULL",
    ],
)
def test_prepared_decision_that_was_changed_is_named_and_not_issued(statement):
    call = an_approved_call()
    with at(ISSUED):
        signed(call)
        tamper(statement)
        decision = call.decisions.order_by("pk").first()
        assert any(
            str(one).startswith(f"prepared decision {decision.number}: ")
            for one in fsck.differences()
        )
        with pytest.raises(Refused, match=f"pripravljena odločba {decision.number}"):
            issue_decision(decision=decision, document_sha256="ab" * 32, actor=person("Ada"))


def test_prepared_decision_is_not_changed_by_the_program():
    call = an_approved_call()
    with at(ISSUED):
        prepare_decisions(call=call, actor=person("Ada"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        call.decisions.update(content={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        call.decisions.all().delete()
