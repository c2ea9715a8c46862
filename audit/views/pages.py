"""The ledger as people read it."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit import selectors
from audit.core.checkpoint import parse_note
from audit.core.entry import parse_entry
from audit.models import Checkpoint, LedgerEntry
from audit.words import role_in_words, type_in_words

PER_PAGE = 50


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """All entries, the newest first, or those of one call."""
    calls = selectors.calls_in_ledger()
    chosen = request.GET.get("call", "")
    if chosen and chosen not in calls:
        raise Http404("No such call.")
    page = Paginator(selectors.entries_of(chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "verify",
        "page": page,
        "rows": [_row(entry) for entry in page],
        "state": _state(selectors.latest_checkpoint()),
        "filters": [_call_filter(calls, chosen)],
    }
    return render(request, "audit/ledger.html", context)


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: what it says, the bytes it consists of, the proof that it is there."""
    found = get_object_or_404(LedgerEntry, seq=seq)
    context = {
        "section": "verify",
        "row": _row(found),
        "state": _state(Checkpoint.objects.get(size=seq)),
        "newest": selectors.log_size(),
        "is_erased": not hasattr(found, "payload"),
    }
    return render(request, "audit/entry.html", context)


def _row(row: LedgerEntry) -> dict[str, Any]:
    entry = parse_entry(row.canonical.encode())
    return {
        "seq": row.seq,
        "t": row.t,
        "act": type_in_words(row.type),
        "type": row.type,
        "call": row.call_code,
        "role": role_in_words(entry.actor.role),
        "pseudonym": entry.actor.pseudonym,
        "commitment": entry.c,
        "public": json.dumps(entry.pub, ensure_ascii=False, indent=2) if entry.pub else "",
        "canonical": row.canonical,
        "leaf": row.leaf_hash,
    }


def _state(checkpoint: Checkpoint | None) -> dict[str, Any] | None:
    """The signed state: its size, time, root, and whose signature it is."""
    if checkpoint is None:
        return None
    note = parse_note(checkpoint.note)
    return {
        "size": checkpoint.size,
        "t": checkpoint.issued_at,
        "root": note.checkpoint.root.hex(),
        "origin": note.checkpoint.origin,
        "key_id": note.signatures[0].key_id.hex(),
        "key": checkpoint.key,
        "note": checkpoint.note,
    }


def _call_filter(calls: list[str], chosen: str) -> dict[str, Any]:
    options = [{"value": "", "words": _("All calls"), "selected": not chosen}]
    options += [{"value": code, "words": code, "selected": code == chosen} for code in calls]
    return {"name": "call", "label": _("Call"), "options": options}
