"""A call whose decisions are issued and whose results are published."""

from typing import Any

from awards.actions.issue_decision import issue_decision
from awards.models import Decision
from grants.models import Call
from reports.actions.publish_results import publish_results
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.built_once import built_once
from tests.personas import person
from tests.stage import at

DIGEST = "ab" * 32


@built_once
def a_decided_call(**changes: Any) -> Call:
    call = an_approved_call(**changes)
    with at(ISSUED):
        signed(call)
        for decision in Decision.objects.filter(call=call):
            issue_decision(decision=decision, document_sha256=DIGEST, actor=person("Ada"))
    call.refresh_from_db()
    return call


@built_once
def a_published_result(**changes: Any) -> Call:
    call = a_decided_call(**changes)
    with at(ISSUED):
        publish_results(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call
