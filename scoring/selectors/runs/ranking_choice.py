"""What somebody wants to see of a ranking: words, an outcome, an order; and one page of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet

from grants.selectors.searched import holding_words
from scoring.core.run.run_rows import Outcome
from scoring.models import RankedApplication
from scoring.selectors.runs.ranking import position_of, rows_of
from scoring.selectors.runs.results import Run, summary_in

PER_PAGE = 50


class Order(StrEnum):
    """In which the rows stand."""

    PLACE = "place"
    AMOUNT = "amount"
    NUMBER = "number"


_ORDERS = {
    Order.PLACE: ("position",),
    Order.AMOUNT: (F("allocated__amount_cents").desc(nulls_last=True), "position"),
    Order.NUMBER: ("application__number",),
}


@dataclass(frozen=True, slots=True)
class RankingChoice:
    """Everything in order of rank, unless something is chosen."""

    words: str = ""
    outcome: Outcome | None = None
    order: Order = Order.PLACE

    @property
    def is_whole(self) -> bool:
        """The rows follow each other as they were ranked, none is left out."""
        return not self.words and self.outcome is None and self.order is Order.PLACE


def read_ranking_choice(words: str, outcome: str, order: str) -> RankingChoice:
    """A value that does not exist chooses nothing."""
    return RankingChoice(
        words=" ".join(words.split()),
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        order=Order(order) if order in set(Order) else Order.PLACE,
    )


@dataclass(frozen=True, slots=True)
class RankingPage:
    """One page: `page` counts all that is chosen."""

    page: Page
    rows: Sequence[RankedApplication]


def ranking_page(
    run: Run, lot: str, choice: RankingChoice, number: int, opened: str
) -> RankingPage:
    """Page `number`; 0 is the page on which the application `opened` stands, or the first.

    The whole ranking is cut by position: two queries however long it is.
    """
    rows = rows_of(run, lot)
    if choice.is_whole:
        count = summary_in(run, lot).get("entries", 0)
        page = Paginator(range(1, count + 1), PER_PAGE).get_page(
            number or _page_with((position_of(run, lot, opened) or 1) if opened else 1)
        )
        shown = rows.filter(position__range=(page.start_index(), page.end_index()))
        return RankingPage(page, list(shown))
    keys = list(_chosen(rows, choice).values_list("pk", flat=True))
    page = Paginator(keys, PER_PAGE).get_page(number or 1)
    found = {row.pk: row for row in rows.filter(pk__in=list(page))}
    return RankingPage(page, [found[key] for key in page])


def _page_with(position: int) -> int:
    return (position - 1) // PER_PAGE + 1


def _chosen(
    rows: QuerySet[RankedApplication], choice: RankingChoice
) -> QuerySet[RankedApplication]:
    if choice.outcome is not None:
        rows = rows.filter(
            Q(allocated__outcome=choice.outcome) | Q(allocated__isnull=True, outcome=choice.outcome)
        )
    found = rows.filter(holding_words(choice.words, "application__"))
    return found.order_by(*_ORDERS[choice.order])
