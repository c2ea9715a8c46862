"""The ledger as machines fetch it: no language, no sign-in, nothing that is not public."""

import re
from collections.abc import Iterator

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from audit import selectors
from audit.actions.make_receipt import make_receipt
from audit.core import canonical
from audit.models import LedgerEntry

_NUMBER = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponseBase:
    """The newest signed root, as C2SP text."""
    latest = selectors.latest_checkpoint()
    if latest is None:
        raise Http404("The ledger has no entries yet.")
    return _public(HttpResponse(latest.note, content_type="text/plain; charset=utf-8"), "no-cache")


@require_safe
def entries(request: HttpRequest) -> HttpResponseBase:
    """All entries, one a line, in order; `?from=` begins later."""
    first = request.GET.get("from", "1")
    if not _NUMBER.fullmatch(first):
        return HttpResponseBadRequest("from: the number of an entry, from 1", "text/plain")
    return _public(
        StreamingHttpResponse(_lines(int(first)), content_type="application/x-ndjson"), "no-cache"
    )


@require_safe
def receipt(request: HttpRequest, seq: int) -> HttpResponseBase:
    """The receipt of an entry without payload: entry, inclusion proof, checkpoint, key."""
    entry = get_object_or_404(LedgerEntry, seq=seq)
    return _json(make_receipt(entry=entry).without_payload().as_object(), _FOR_EVER)


@require_safe
def inclusion(request: HttpRequest, seq: int) -> HttpResponseBase:
    """That entry `seq` is among the first `?size=` entries (all, where it is not given)."""
    newest = selectors.log_size()
    size = request.GET.get("size", str(newest))
    if not _NUMBER.fullmatch(size) or not 0 < seq <= int(size) <= newest:
        raise Http404("No such tree.")
    return _proof(selectors.stored_inclusion_proof(seq, int(size)), index=seq - 1, size=int(size))


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponseBase:
    """That the ledger of `new` entries begins with the one of `old`."""
    if not 0 < old <= new <= selectors.log_size():
        raise Http404("No such trees.")
    return _proof(selectors.stored_consistency_proof(old, new), old=old, new=new)


def _lines(first: int) -> Iterator[bytes]:
    for entry in selectors.canonical_entries(first):
        yield entry.encode() + b"\n"


def _proof(proof: list[bytes], **of: int) -> HttpResponseBase:
    return _json({**of, "proof": [part.hex() for part in proof]}, "no-cache")


def _json(value: object, keep: str) -> HttpResponseBase:
    return _public(HttpResponse(canonical.dumps(value), content_type="application/json"), keep)


def _public(response: HttpResponseBase, keep: str) -> HttpResponseBase:
    response["Cache-Control"] = keep
    response["Access-Control-Allow-Origin"] = "*"
    return response
