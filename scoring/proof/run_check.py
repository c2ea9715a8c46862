"""Whether the rows of runs are those of their results, whose hashes the ledger holds.

So too the minutes of an opening and the seed of the draw, which follow from other rows.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from audit.core import canonical
from audit.core.canonical import CanonicalError
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.proof.fsck import Difference, Finding, Tally
from grants.core import application_stages
from grants.models import Application, Call, Submission
from grants.selectors.requests.asked import requested_as_sent
from scoring.core.run.run_rows import amount_rows, ranked_rows
from scoring.models import (
    AllocatedAmount,
    AllocationRun,
    OpeningSession,
    RankedApplication,
    RankingRun,
)
from scoring.selectors.opening.lines import opened_line

_AT_ONCE = 1000
_BROKEN = (CanonicalError, AttributeError, KeyError, TypeError, ValueError)


def run_differences(call_code: str = "") -> Iterator[Finding]:
    """Ranked rows and amounts, run by run; of all calls or of one."""
    rankings, allocations = RankingRun.objects.order_by("pk"), AllocationRun.objects.order_by("pk")
    if call_code:
        rankings = rankings.filter(call__code=call_code)
        allocations = allocations.filter(ranking__call__code=call_code)
    for ranking in rankings.select_related("call").iterator(chunk_size=1):
        yield from _ranked(ranking)
    for allocation in allocations.select_related("ranking__call").iterator(chunk_size=1):
        yield from _amounts(allocation)


def opening_differences() -> Iterator[Finding]:
    """The seed of the draw, and line by line what the minutes of each opening say."""
    for call in Call.objects.order_by("pk").select_related("opening_session__entry").iterator():
        session = getattr(call, "opening_session", None)
        entry = session.entry if session is not None and session.closed_at else None
        yield Tally("seed of a draw", 1)
        if call.draw_seed != (entry.leaf_hash if entry is not None else ""):
            yield Difference(f"call {call.code}", "its seed of the draw is not that of its opening")
        if session is not None:
            yield from _lines(call, session)


def _ranked(run: RankingRun) -> Iterator[Finding]:
    place = f"ranking {run.call.code} {run.number}"
    try:
        said = {
            row.number: (
                *(row.lot, row.position, row.place, row.outcome, row.total or "", dict(row.values)),
                canonical.dumps(row.row).decode(),
            )
            for row in ranked_rows(_json(run.result))
        }
    except _BROKEN:
        yield Difference(place, "its result cannot be read")
        return
    columns = ("lot", "position", "place", "outcome", "total", "values", "row")
    rows = RankedApplication.objects.filter(run=run).order_by("pk")
    found = rows.values_list("application__number", *columns)
    yield from _compared("ranked application", place, said, found)


def _amounts(run: AllocationRun) -> Iterator[Finding]:
    place = f"allocation {run.ranking.call.code} {run.ranking.number}"
    try:
        said = {
            row.number: (
                *(row.outcome, row.amount, row.cap, row.reserve_place),
                canonical.dumps(row.steps).decode(),
            )
            for row in amount_rows(_json(run.result))
        }
    except _BROKEN:
        yield Difference(place, "its result cannot be read")
        return
    columns = ("outcome", "amount_cents", "cap_cents", "reserve_place", "steps")
    rows = AllocatedAmount.objects.filter(run=run).order_by("pk")
    found = rows.values_list("ranked__application__number", *columns)
    yield from _compared("amount", place, said, found)


def _lines(call: Call, session: OpeningSession) -> Iterator[Finding]:
    rows = Submission.objects.filter(
        application__call=call, application__state__in=list(application_stages.OPENED)
    ).select_related("application__lot")
    # What came on paper too late, or after the session, was not opened there.
    rows = rows.exclude(application__paper__is_late=True)
    if session.second_at is not None:
        rows = rows.exclude(entry__t__gt=session.second_at)
    again = _opened_afterwards(call)
    sent = _requested_as_sent(call)
    newest = {row.application_id: row for row in rows.order_by("application_id", "sequence")}
    # Its organisation may be called otherwise since; what the line says is in the closing entry.
    unread = {line["number"]: line["applicant"] for line in session.opened if line.get("unread")}
    said = {
        row.application.number: (
            opened_line(
                row.application,
                row,
                _lost(row.application, again),
                requested_cents=sent.get(row.application_id),
                applicant=unread.get(row.application.number)
                if _was_unread(row.application, again)
                else None,
            ),
        )
        for row in newest.values()
    }
    found = ((line.get("number"), line) for line in session.opened)
    yield from _compared("line of the opening", f"opening of {call.code}", said, found)


def _requested_as_sent(call: Call) -> dict[int, int]:
    """Nothing where the call or an answer cannot be read, which is said elsewhere."""
    try:
        return requested_as_sent(call)
    except _BROKEN:
        return {}


def _lost(application: Application, again: set[str]) -> list[str]:
    """What was missing at the opening: still without a file, or opened `again` since."""
    rows = application.attachments.exclude(sha256="").order_by("added_at", "pk")
    return [row.name for row in rows if (str(row.pk) in again) == bool(row.file)]


def _was_unread(application: Application, again: set[str]) -> bool:
    return application.is_unread or application.number in again


def _opened_afterwards(call: Call) -> set[str]:
    """Keys of files, and numbers of applications."""
    entries = LedgerEntry.objects.filter(type=EntryType.FILES_OPENED.value, call_code=call.code)
    texts = entries.filter(payload__isnull=False).values_list("payload__text", flat=True)
    said = [_json(text) for text in texts]
    files = {one["file"] for each in said for one in each["files"]}
    return files | {one["number"] for each in said for one in each.get("applications", ())}


def _compared(
    kind: str, place: str, said: Mapping[str, tuple[Any, ...]], found: Any
) -> Iterator[Finding]:
    """Row by row; `said` may hold what stands in no row, and the other way round."""
    left = dict(said)
    rows = found.iterator(chunk_size=_AT_ONCE) if hasattr(found, "iterator") else found
    for number, *values in rows:
        yield Tally(kind, 1)
        if left.pop(number, None) != tuple(values):
            yield Difference(f"{kind} {number}", f"it is not what {place} says")
    for number in left:
        yield Difference(f"{kind} {number}", f"{place} has it, and its row is not there")


def _json(text: str) -> Any:
    return canonical.loads(text)
