"""The published results of a call: nothing of them is reachable before their publication."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from audit.models import LedgerEntry
from awards.models import Decision, DecisionKind
from awards.selectors.signed import deciding_proposal
from awards.words.decision_points import criteria_in_words
from callfile.call import Call as CallFile
from callfile.lots.lot import Lot
from grants.core import call_stages
from grants.models import Call
from grants.models import Lot as LotRow
from reports.models import Document
from reports.selectors.documents import PUBLIC_KINDS
from scoring.core.run.run_rows import Outcome
from scoring.models import AllocationRun, CriterionReason, OpeningSession, RankedApplication
from scoring.selectors.runs.lot_rules import maxima_of
from scoring.selectors.runs.ranking import (
    RankingRow,
    RankingTable,
    ranking_table,
    traced_rows_of,
)
from scoring.selectors.runs.results import result_part
from scoring.words.trace import Sentence, sentences_of_amount, sentences_of_place

Json = Mapping[str, Any]

# Each is explained criterion by criterion: about four thousandths of a second of the processor.
PER_PAGE, READ_AT_ONCE = 20, 500


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One ranked application with all that explains it."""

    row: RankingRow
    points: list[tuple[str, str | None]]
    requested: int
    criteria: list[dict[str, Any]]
    place: list[Sentence]
    amount: list[Sentence]
    decision: Decision | None
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class LotResult:
    """One lot of the results page, one page of its rows; the last one says what was requested."""

    lot: Lot
    budget: int
    table: RankingTable
    rows: list[ResultRow]
    requested: int | None


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A dismissed application: its number and the article, never who applied."""

    number: str
    article: Json


def published_results() -> QuerySet[Call]:
    """Calls with published results, the newest first."""
    rows = Call.objects.filter(state__in=call_stages.PUBLIC, results_published_at__isnull=False)
    return rows.order_by("-results_published_at", "pk")


def with_sums(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With what holds in each, for a list of them: added up for the calls of its page alone."""
    holding = Decision.objects.in_force().filter(call=OuterRef("pk")).order_by().values("call")
    recipients = Count("application__organisation", filter=Q(amount_cents__gt=0), distinct=True)

    def of_each(figure: Aggregate) -> Coalesce:
        return Coalesce(Subquery(holding.annotate(figure=figure).values("figure")), 0)

    return calls.annotate(
        granted_cents=of_each(Sum("amount_cents")),
        decided=of_each(Count("pk")),
        recipients=of_each(recipients),
    )


def superseding_in(call: Call) -> int:
    """How many decisions hold in place of one of the computation that decided the call."""
    rows = Decision.objects.in_force().filter(call=call, supersedes__isnull=False)
    return rows.count()


def signed_run(call: Call) -> AllocationRun:
    """The run that decided the call, without its large texts. Raises Proposal.DoesNotExist."""
    large = ("allocation__result", "allocation__ranking__result")
    return deciding_proposal(call, *large, "allocation__ranking__evaluation").allocation


def file_of(run: AllocationRun) -> CallFile:
    """The call as it was frozen when the run was made."""
    return run.ranking.version.file


def lot_result(run: AllocationRun, file: CallFile, code: str, first: int, last: int) -> LotResult:
    """The rows on positions `first` to `last` of the lot, with reasons and computations."""
    pot = file.pot(code)
    rows = list(traced_rows_of(run, code).filter(position__range=(first, last)))
    table = ranking_table(run, pot.lot, rows)
    return LotResult(
        lot=pot.lot,
        budget=pot.budget,
        table=table,
        rows=list(_rows(run, table, rows)),
        requested=_requested_in(run, code) if last >= table.count else None,
    )


def _rows(
    run: AllocationRun, table: RankingTable, rows: Sequence[RankedApplication]
) -> Iterator[ResultRow]:
    lot = table.lot
    part = result_part(run, lot.code, rows)
    ranked = part["ranking"][lot.code]
    applications = [row.application for row in rows]
    decisions = {one.application_id: one for one in _decisions(run, applications)}
    reasons = _reasons(applications)
    codes = [column.code for column in table.columns]
    maxima = maxima_of(lot)
    for row, shown, application in zip(ranked, table.rows, applications, strict=True):
        yield ResultRow(
            row=shown,
            points=list(zip(codes, shown.points, strict=True)),
            requested=application.requested_cents or 0,
            criteria=_criteria(lot, row, maxima, reasons.get(application.pk, {})),
            place=sentences_of_place(lot, row),
            amount=sentences_of_amount(lot, part, row["number"]),
            decision=decisions.get(application.pk),
            organisation_id=application.organisation_id,
        )


def _criteria(
    lot: Lot, row: Json, maxima: dict[str, Any], reasons: dict[str, Json]
) -> list[dict[str, Any]]:
    """For components/reasons.html; a written reason stays in all its languages."""
    words = criteria_in_words(lot, row, maxima, reasons)
    return [
        {
            "title": f"{code}\u2002{said['title']}",
            "computation": said["computation"],
            "points": said["points"],
            "reason": reasons.get(code) or said["reason"],
            "formula": said["formula"],
        }
        for code, said in words.items()
    ]


def _decisions(run: AllocationRun, applications: Any) -> QuerySet[Decision]:
    """Those that were made of this run."""
    issued = Decision.objects.filter(proposal__allocation=run, issued_at__isnull=False)
    rows = issued.filter(application__in=applications)
    return rows.defer("content").select_related("entry")


def _reasons(applications: Any) -> dict[int, dict[str, Json]]:
    found: dict[int, dict[str, Json]] = {}
    for one in CriterionReason.objects.filter(application__in=applications):
        found.setdefault(one.application_id, {})[one.criterion] = one.text
    return found


def _requested_in(run: AllocationRun, lot: str) -> int:
    # Proposal and lot are found once, not sought for each decision.
    lots = LotRow.objects.filter(call=run.ranking.call_id, code=lot)
    rows = Decision.objects.filter(proposal__in=run.proposals.all(), application__lot__in=lots)
    rows = rows.exclude(kind=DecisionKind.DISMISSED)
    return rows.aggregate(sum=Sum("requested_cents"))["sum"] or 0


def dismissed_in(call: Call) -> list[Dismissed]:
    dismissed = Decision.objects.first_ones().filter(kind=DecisionKind.DISMISSED)
    rows = dismissed.filter(call=call, issued_at__isnull=False).order_by("application__number")
    pairs = rows.values_list("application__number", "application__completeness_check__article")
    return [Dismissed(number, article or {}) for number, article in pairs]


def public_documents(call: Call) -> QuerySet[Document]:
    """Files of the call as a whole that anybody may take once the results are published."""
    return Document.objects.filter(call=call, decision=None, kind__in=[*PUBLIC_KINDS])


def has_minutes(call: Call) -> bool:
    return OpeningSession.objects.filter(call=call, closed_at__isnull=False).exists()


def ledger_entries(call: Call) -> int:
    return LedgerEntry.objects.filter(call_code=call.code).count()


class ResultLine(NamedTuple):
    """What a file says of one ranked application; money in cents."""

    lot: str
    number: str
    place: int | None
    applicant: str
    title: str
    total: str
    requested: int
    amount: int
    kind: str
    outcome: Outcome


def result_lines(run: AllocationRun, file: CallFile) -> Iterator[ResultLine]:
    """Every lot with all its rows in order of rank: however many, few are in memory."""
    for lot in file.leaves:
        rows = RankedApplication.objects.filter(
            run=run.ranking_id, lot=lot.code, application__decisions__proposal__allocation=run
        ).annotate(applicant=KeyTextTransform("name", "application__applicant"))
        found = rows.order_by("position").values_list(
            *("application__number", "place", "applicant", "application__title"),
            *("total", "application__decisions__requested_cents", "allocated__amount_cents"),
            *("application__decisions__kind", "allocated__outcome", "outcome"),
        )
        for number, place, applicant, title, *figures, kind, outcome, ranked in found.iterator(
            chunk_size=READ_AT_ONCE
        ):
            total, requested, amount = figures
            who = (lot.code, number, place, applicant or "", title)
            became = Outcome(outcome or ranked)
            yield ResultLine(*who, total, requested, amount or 0, kind, became)


def with_documents(calls: QuerySet[Call]) -> QuerySet[Call]:
    """With `public_documents` of each call, in one query for all."""
    rows = Document.objects.filter(decision=None, kind__in=[*PUBLIC_KINDS])
    return calls.prefetch_related(Prefetch("documents", rows, to_attr="public_documents"))
