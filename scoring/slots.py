"""What committee and points show on the pages of calls and applications."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.urls import reverse

from accounts.slots import fill, fill_with_page
from callfile.lots.budgets import LotPot
from grants.core import application_stages
from grants.models import Application, Call, PendingStep
from scoring.models import CommitteeMember, RankedApplication
from scoring.selectors.committee.changes import locked_sheets
from scoring.selectors.expected_points import points_of_facts
from scoring.selectors.runs.ranking import standing_of
from scoring.words.committee_change import change_in_words
from scoring.words.expected import expected_block
from scoring.worked_example import worked_example


def fill_slots() -> None:
    fill_with_page("committee", "scoring:committee")
    fill_with_page("opening", "scoring:opening")
    fill_with_page("conflicts", "scoring:conflicts")
    fill("objection", _objection)
    fill("step_for_two", _step_for_two)
    fill("standing", _standing)
    fill("expected_points", expected_block)
    fill("points_of_facts", points_of_facts)
    fill("worked_example", _example)


def _objection(application: Application) -> str:
    """Whatever became of it: what was objected and decided is read there later too."""
    is_opened = application.state in application_stages.OPENED
    return reverse("scoring:object", args=[application.number]) if is_opened else ""


def _step_for_two(pending: PendingStep) -> str:
    """What a change of the committee would do. A block as HTML."""
    seat = CommitteeMember.objects.select_related("user").get(pk=pending.about["seat"])
    locked = locked_sheets(pending.call)[seat.pk]
    return render_to_string("scoring/step_for_two.html", change_in_words(pending, seat, locked))


def _standing(call: Call, rows: Iterable[Application]) -> dict[int, RankedApplication]:
    """By application, from the newest computation; empty before the first."""
    return standing_of(call, rows)


def _example(pot: LotPot, most: str) -> str:
    """`most`: the highest total of the lot. A block as HTML; empty where none can be shown."""
    said = {"example": worked_example(pot, most), "code": pot.code}
    return render_to_string("scoring/worked_example.html", said)
