"""What a report on the outcome is made of: two files, and what is only known beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.stored_files import read_stored
from audit.core.canonical import loads
from awards.models import Decision, DecisionKind
from callfile.as_written import Written
from callfile.call import Call as CallFile
from callfile.call import call_of
from grants.models import Call
from reports.models import Document, DocumentKind

Json = Mapping[str, Any]


@dataclass(frozen=True)
class PublicOutcome:
    """Everything is computed from `call` and `evaluation`, so that an example of the library and a
    real call give the same document.

    `letterhead` gives name, department and address in a language; `applicants` are public names by
    number; `note` stands below the title.
    """

    call: Written
    evaluation: Json
    at: datetime
    letterhead: Callable[[str], Json]
    applicants: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)
    # Lot by number of those that were dismissed before the evaluation, which is without them.
    dismissed: Mapping[str, str] = field(default_factory=dict)
    arms: str = ""
    drawings: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def file(self) -> CallFile:
        return call_of(self.call)


def published_files(call: Call) -> dict[str, Document]:
    """The call and the evaluation as they went public, by kind; empty before that."""
    kinds = [DocumentKind.PUBLIC_CALL, DocumentKind.PUBLIC_EVALUATION]
    found = Document.objects.filter(call=call, decision=None, kind__in=kinds)
    return {one.kind: one for one in found} if call.results_published_at else {}


def content_of(document: Document) -> Json:
    found = loads(read_stored(document.file, document.sha256))
    return found if isinstance(found, dict) else {}


def scored_in(call: Call) -> dict[str, str]:
    """Names as submitted of those who were scored, as on the results page; never of dismissed."""
    rows = Decision.objects.first_ones().filter(call=call).exclude(kind=DecisionKind.DISMISSED)
    pairs = rows.values_list("application__number", "application__applicant")
    return {number: str((applicant or {}).get("name", "")) for number, applicant in pairs}


def dismissed_by_lot(call: Call) -> dict[str, str]:
    """Number → lot of the applications whose decision is a dismissal, as on the results page."""
    dismissed = Decision.objects.first_ones().filter(call=call, kind=DecisionKind.DISMISSED)
    pairs = dismissed.filter(issued_at__isnull=False).order_by("application__number")
    return dict(pairs.values_list("application__number", "application__lot__code"))
