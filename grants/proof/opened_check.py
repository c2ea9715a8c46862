"""Whether what is read of opened applications is what was sent, to the byte.

The document of the last submission is made again of the plain rows; its hash stands in the ledger.
What was supplemented since is compared with the answers to requests, and taken back for that.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from accounts.core.offices import office_lines
from audit.core import canonical
from audit.core.canonical import CanonicalError
from audit.proof.fsck import Difference, Finding, Tally
from callfile.numbers.money import cents
from grants.core import application_stages
from grants.core.text_search import kept_folded
from grants.models import Application, Attachment, Channel, PaperAnswer, Submission
from grants.selectors.completeness import files_that_count
from grants.selectors.requests.asked import answered_things, with_answers, without_supplements
from grants.submission_document import SealedFile, document_of, title_in

_AT_ONCE = 200
_KIND = "opened application"
UNREAD = "what it says could not be read at the opening"


def opened_differences(call_code: str = "") -> Iterator[Finding]:
    """Of all calls or of one."""
    rows: QuerySet[Any] = with_answers(_opened(call_code))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        place = f"{_KIND} {row.number}"
        yield Tally(_KIND, 1)
        if not row.sent_sha256:
            continue  # then its row is not what the ledger says, which is said elsewhere
        for name in _unsent(row):
            yield Difference(place, f"the file {name} was not sent with it")
        if row.is_unread:
            yield Difference(place, UNREAD)
        if not _is_what_was_sent(row):
            yield Difference(place, "what is read of it is not what was sent")
        if not _is_what_was_typed(row):
            yield Difference(place, "what is read of it is not what was typed from its scan")
        if not _is_what_was_answered(row):
            yield Difference(place, "what is read of it is not what was supplemented")
        for name, stored, found in _derived(row):
            if stored != found:
                yield Difference(place, f"its {name} is {stored}, by the answers it is {found}")


def _opened(call_code: str) -> QuerySet[Any]:
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-sequence")
    # The scan of an answer on paper came later, and answers a request alone.
    files = Attachment.objects.exclude(sha256="", file="").order_by("added_at", "pk")
    reply = Exists(PaperAnswer.objects.filter(scan=OuterRef("pk")))
    files = files.annotate(is_reply=reply)
    rows = Application.objects.filter(state__in=list(application_stages.OPENED))
    if call_code:
        rows = rows.filter(call__code=call_code)
    return (
        rows.select_related("call", "lot", "transcription")
        .prefetch_related(Prefetch("attachments", queryset=files))
        .annotate(
            sent_sha256=Subquery(newest.values("sha256")[:1]),
            sent_sequence=Subquery(newest.values("sequence")[:1]),
        )
        .order_by("pk")
    )


def _unsent(row: Any) -> Iterator[str]:
    """Files that lie open beside an application, and that its document does not name."""
    known = {one.id for one in _files(row)}
    for thing in answered_things(row):
        known |= {str(one) for one in thing.after} if isinstance(thing.after, list) else set()
    files = [one for one in row.attachments.all() if not one.is_reply]
    return (str(one.pk) for one in files if str(one.pk) not in known)


def _files(row: Any) -> tuple[SealedFile, ...]:
    """Those that count by the answers; none where the answers are no answers."""
    try:
        form = row.call.file.lot(row.lot.code).form
        known = tuple(_file(one) for one in row.attachments.all() if not one.is_reply)
        return files_that_count(form, _sent_answers(row), known)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def _is_what_was_sent(row: Any) -> bool:
    if row.is_unread:
        return not _sent_answers(row)
    applicant = dict(row.applicant or {})
    eligibility = applicant.pop("eligibility", {})
    if row.channel == Channel.PAPER:
        eligibility = {}
    answers = _sent_answers(row)
    document = document_of(
        row,
        sequence=row.sent_sequence,
        nonce=row.nonce,
        language=row.language,
        applicant=applicant,
        eligibility=eligibility,
        answers=answers,
        files=_files(row),
    )
    try:
        return canonical.digest(document) == str(row.sent_sha256)
    except CanonicalError:
        return False


def _sent_answers(row: Any) -> dict[str, Any]:
    """On paper was sent what the scan shows; its answers were typed afterwards."""
    if row.channel == Channel.PAPER:
        return {}
    return without_supplements(row.answers or {}, answered_things(row))


def _is_what_was_typed(row: Any) -> bool:
    """Of a paper application: what stands in it beside the supplements was typed by the officer."""
    if row.channel != Channel.PAPER:
        return True
    typed = getattr(row, "transcription", None)
    answers, eligibility = (typed.answers, typed.eligibility) if typed else ({}, {})
    said = (row.applicant or {}).get("eligibility")
    before = without_supplements(row.answers or {}, answered_things(row))
    return before == answers and said == eligibility


def _is_what_was_answered(row: Any) -> bool:
    """The newest answer to each thing is what is read of it."""
    newest: dict[str, Any] = {}
    for thing in answered_things(row):
        newest.setdefault(thing.field, thing.after)
    return all((row.answers or {}).get(field) == value for field, value in newest.items())


def _file(row: Attachment) -> SealedFile:
    return SealedFile(str(row.pk), row.field, row.name, row.content_type, row.size or 0, row.sha256)


def _derived(row: Any) -> Iterator[tuple[str, object, object]]:
    """What stands in columns of its own, so that lists can be sorted and added up."""
    try:
        form = row.call.file.lot(row.lot.code).form
        facts = form.facts(row.answers or {})
    except (KeyError, TypeError, ValueError, AttributeError):
        yield "lot", row.lot.code, "none of the call"
        return
    yield "requested amount", row.requested_cents, cents(facts.get("requested"))
    yield "eligible cost", row.eligible_cents, cents(facts.get("eligible_cost"))
    yield "title", row.title, title_in(form, row.answers or {})
    yield "title to search", row.title_folded, kept_folded(row.title)
    name = str((row.applicant or {}).get("name") or "")
    yield "name to search", row.applicant_folded, kept_folded(name)
    yield "officers", row.offices, office_lines((row.applicant or {}).get("officers") or [])
