"""What the templates of the ranking get."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.models import User
from callfile.criteria import Node
from callfile.lots.lot import Lot
from callfile.rubric.rubric import children_of
from grants import formats
from grants.core.workflow import CallStep, CallWork
from grants.models import Application, Call
from grants.selectors.may import is_state_for, takes
from scoring.models import AllocationRun, RankedApplication, RankingRun
from scoring.permissions import compute_ranking as may_compute
from scoring.selectors.meetings.adopted import before_proposal
from scoring.selectors.readiness import is_out_of_date, readiness_of
from scoring.selectors.runs.pots import pot_nodes
from scoring.selectors.runs.ranking import Runs, allocation_of, ranking_table, rows_of, runs_of
from scoring.selectors.runs.ranking_choice import RankingChoice, ranking_page
from scoring.selectors.runs.results import Run, outcome_in, result_part
from scoring.selectors.runs.returned import named_in, return_of
from scoring.views.ranking_filters import filters_of, search_of
from scoring.words import ranking as words
from scoring.words.trace import (
    Sentence,
    computation_of_points,
    sentences_of_amount,
    sentences_of_place,
    sentences_of_points,
)
from scoring.words.trace.names import LotNames


@dataclass(frozen=True, slots=True)
class ShownRanking:
    """What of the ranking is asked for; page 0 is wherever `opened` stands."""

    choice: RankingChoice
    page: int
    opened: str


def before_context(call: Call, user: User) -> dict[str, Any]:
    """Nothing is computed yet: what has to happen first, or the button."""
    readiness = readiness_of(call)
    return {
        "call": call,
        "missing": words.missing_in_words(call, readiness),
        "may_compute": readiness.may_compute and may_compute.allows(user, call),
    }


def chosen_lot(call: Call, code: str) -> Lot:
    """The lot of the address, or the first one; 404 for a lot that is none."""
    try:
        return call.file.lot(code) if code else call.file.leaves[0]
    except KeyError:
        raise Http404 from None


def ranking_context(
    call: Call, user: User, *, lot_code: str, number: int | None, shown: ShownRanking
) -> dict[str, Any] | None:
    """None where nothing is computed yet; 404 for a computation that is none."""
    runs = runs_of(call)
    if runs.newest is None:
        return None
    ranking = runs.chosen(number)
    if ranking is None:
        raise Http404
    run: Run = allocation_of(ranking) or ranking
    lot = chosen_lot(call, lot_code)
    found = ranking_page(run, lot.code, shown.choice, shown.page, shown.opened)
    table = ranking_table(run, lot, found.rows, in_order=shown.choice.is_whole)
    returned = return_of(call)
    return {
        "call": call,
        "run": ranking,
        "lot": lot,
        "lot_name": words.lot_name(lot.code, lot.title),
        "table": table,
        "width": len(table.columns) + (5 if allocation_of(ranking) else 3),
        "page": found.page,
        "choice": shown.choice,
        "filters": filters_of(shown.choice, run),
        "search": search_of(shown.choice),
        "kept": [("lot", lot.code), *([("run", number)] if number else [])],
        "elsewhere": words.lines_elsewhere(call, run, lot.code, shown.choice, found.page),
        "decimals": LotNames(lot).decimals,
        "lines": words.lines(table),
        "legend": words.legend(table),
        "kicker": words.ranking_kicker(ranking),
        "runs": words.runs_in_words(call, runs, lot.code, table),
        "pots": words.pots_in_words(call, pot_nodes(call, run.summary), lot.code, ranking),
        "rule": lot.allocation,
        "pairs": words.rule_pairs(call, lot),
        "digest": words.digest_of(ranking),
        "has_amounts": allocation_of(ranking) is not None,
        **opened_trace(run, lot, found.rows, shown.opened),
        "returned": returned,
        "named": [(one, False) for one in named_in(returned)] if returned is not None else [],
        **acts(call, user, runs, ranking),
    }


def acts(call: Call, user: User, runs: Runs, shown: RankingRun) -> dict[str, Any]:
    """Which acts the page offers; only the newest computation goes on."""
    is_newest = shown is runs.newest
    may_propose = runs.allocation is not None and takes(CallStep.PROPOSE, call, user)
    is_open = is_newest and is_state_for(CallWork.COMPUTE_RANKING, call)
    may = is_open and takes(CallWork.COMPUTE_RANKING, call, user)
    stale = is_open and is_out_of_date(shown)
    return {
        "is_newest": is_newest,
        "is_stale": stale,
        "may_compute": may and stale,
        # After a return too: the run that is in force tells that nothing has changed.
        "may_compare": may and not stale and return_of(call) is not None,
        "may_allocate": may and not stale and runs.allocation is None,
        "may_propose": is_open and not stale and may_propose,
        "before_proposal": before_proposal(call) if is_open and may_propose else None,
    }


def opened_trace(
    run: Run, lot: Lot, rows: Sequence[RankedApplication], number: str
) -> dict[str, Any]:
    """The amount of one row, opened in the table; nothing for a number that is not there."""
    row = next((row for row in rows if row.application.number == number), None)
    if row is None or not isinstance(run, AllocationRun):
        return {}
    sentences = sentences_of_amount(lot, result_part(run, lot.code, [row]), number)
    return {"opened": number, "trace": sentences, "trace_title": amount_title(sentences)}


def trace_context(call: Call, application: Application, number: int | None) -> dict[str, Any]:
    """Every number of one application: points by criterion, place, amount."""
    ranking = runs_of(call).chosen(number)
    if ranking is None:
        raise Http404
    allocation = allocation_of(ranking)
    run: Run = allocation or ranking
    lot = call.file.lot(application.lot.code)
    kept = rows_of(run, lot.code).filter(application=application).first()
    if kept is None:
        raise Http404
    part = result_part(run, lot.code, [kept])
    [row] = part["ranking"][lot.code]
    amounts = sentences_of_amount(lot, part, application.number)
    return {
        "call": call,
        "run": ranking,
        "lot": lot,
        "application": application,
        "row": row,
        "outcome": outcome_in(run, kept),
        "nodes": _nodes(lot, row, lot.rubric.root),
        "place": sentences_of_place(lot, row),
        "amount": amounts,
        "amount_title": amount_title(amounts),
        "kicker": words.ranking_kicker(ranking),
        "back": words.ranking_address(call, lot.code, ranking),
        "decimals": LotNames(lot).decimals,
        "digest": words.digest_of(ranking),
    }


def _nodes(lot: Lot, row: Any, node: Node) -> list[dict[str, Any]]:
    """Groups and criteria in the order of the rubric, the whole of it last."""
    found: list[dict[str, Any]] = []
    for child in children_of(node):
        found += _nodes(lot, row, child)
    if node.code not in row["trace"]:
        return found
    said = {
        "code": node.code,
        "title": words.lot_name(node.code, node.title),
        "computation": computation_of_points(lot, row, node.code),
        "points": row["values"].get(node.code),
        "maximum": node.printed_max,
        "text": node.text,
        "article": node.article,
        "trace": sentences_of_points(lot, row, node.code),
    }
    return [*found, said]


def amount_title(sentences: list[Sentence]) -> str:
    if not sentences:
        return ""
    return words.origin_of(formats.with_euro_sign(sentences[-1].value))
