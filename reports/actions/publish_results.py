"""Publish the results: the call and the evaluation as files that anybody can recompute from."""

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from awards.models import ProposalState
from grants.actions._transition import lock_call
from grants.core.workflow import CallState
from grants.models import Call
from grants.permissions import run_call
from reports.actions.store_document import store_document
from reports.models import Document, DocumentKind
from scoring.core.recompute import recompute
from scoring.selectors.evaluation import public_copy

JSON = "application/json"


@transaction.atomic
def publish_results(*, call: Call, actor: User) -> Call:
    """The call with the time of publication; once more is once. Raises Refused before decisions."""
    locked = lock_call(call)
    run_call.require(actor, locked)
    if locked.results_published_at is not None:
        return locked
    if locked.state != CallState.DECIDED:
        raise Refused(_("The results are published after the last decision is issued."))
    texts = _published_texts(locked)
    result = recompute(*(canonical.loads(text) for text in texts.values()))
    at = lock_log()
    files = [_freeze(locked, kind, text, at) for kind, text in texts.items()]
    append_entry(
        type=EntryType.RESULTS_PUBLISHED,
        call_code=locked.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={
            **{document.kind: document.sha256 for document in files},
            # What `merila recompute` prints of these two files.
            "result": canonical.digest(result),
            **_sums(locked),
        },
        payload={document.kind: document.sha256 for document in files},
        at=at,
    )
    locked.results_published_at = at
    locked.save(update_fields=["results_published_at", "updated_at"])
    return locked


def _published_texts(call: Call) -> dict[DocumentKind, bytes]:
    """Both files as the signed run read them, so that recomputing gives the signed amounts."""
    ranking = call.proposals.get(state=ProposalState.APPROVED).allocation.ranking
    evaluation = public_copy(json.loads(ranking.evaluation), json.loads(ranking.version.canonical))
    return {
        DocumentKind.PUBLIC_CALL: ranking.version.canonical.encode(),
        DocumentKind.PUBLIC_EVALUATION: canonical.dumps(evaluation),
    }


def _freeze(call: Call, kind: DocumentKind, text: bytes, at: datetime) -> Document:
    word = kind.value.removeprefix("public_")
    return store_document(
        call=call,
        kind=kind,
        name=f"{call.code}.{word}.json",
        content_type=JSON,
        data=text,
        at=at,
    )


def _sums(call: Call) -> dict[str, int]:
    amounts = list(call.decisions.values_list("amount_cents", flat=True))
    return {"decisions": len(amounts), "awarded": sum(amounts)}
