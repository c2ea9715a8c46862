"""Publish the results: the call and the evaluation as files that anybody can recompute from."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core import canonical
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.letters.subscribers import NEWS_RESULTS
from grants.models import Call
from grants.selectors.calls.subscribers import readers_of_news
from jobs.registry import Outdated
from reports.actions.prepare_files import PUBLIC_PAPERS, prepare_files
from reports.actions.store_document import store_document
from reports.documents.public_papers import MINUTES, PublicPaper
from reports.models import Document, DocumentKind
from reports.selectors.call_results import signed_run
from scoring.core.run.recompute import recompute
from scoring.models import AllocationRun

JSON = "application/json"


def checked_results(call: Call) -> AllocationRun:
    """The signed run, whose published files give its result: found while nobody waits.

    Raises Refused where they give another one.
    """
    run = signed_run(call)
    if _result_of(_published_texts(run)) != run.result_sha256:
        raise Refused(_("Computed again, the result is another one than was approved."))
    return run


def publish_results(*, call: Call, actor: User, checked: AllocationRun | None = None) -> Call:
    """The call with the time of publication; once more is once. Raises Refused before decisions,
    and where the published files do not give the signed result.

    `checked` was found before; Outdated where another one is signed by now.
    """
    with act(call, CallWork.PUBLISH_RESULTS, actor) as done:
        locked = done.call
        if locked.results_published_at is not None:
            return locked
        done.require()
        run = checked or checked_results(locked)
        if run != signed_run(locked):
            raise Outdated
        texts = _published_texts(run)
        files = [_freeze(locked, kind, text, done.at) for kind, text in texts.items()]
        locked.results_published_at = done.at
        done.record(
            pub={
                **{document.kind: document.sha256 for document in files},
                # What `merila recompute` prints of these two files, and what was signed.
                "result": run.result_sha256,
                **_sums(locked),
            },
            payload={document.kind: document.sha256 for document in files},
            rows={"document": files, "results": [locked]},
        )
        locked.save(update_fields=["results_published_at", "updated_at"])
        done.tell(NEWS_RESULTS, locked.pk, readers_of_news(locked))
        if PublicPaper(locked, MINUTES).is_long:
            prepare_files(kind=PUBLIC_PAPERS, call=locked, actor=actor)
        return locked


def _published_texts(run: AllocationRun) -> dict[DocumentKind, bytes]:
    """Both files to the byte as the signed run read them: recomputing gives the signed result."""
    return {
        DocumentKind.PUBLIC_CALL: run.ranking.version.canonical.encode(),
        DocumentKind.PUBLIC_EVALUATION: run.ranking.evaluation.encode(),
    }


def _result_of(texts: Mapping[DocumentKind, bytes]) -> str:
    return canonical.digest(recompute(*(canonical.loads(text) for text in texts.values())))


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
    amounts = list(call.decisions.in_force().values_list("amount_cents", flat=True))
    return {"decisions": len(amounts), "awarded": sum(amounts)}
