"""The small call with its assessors drawn: three members, one substitute."""

from typing import Any

from grants.models import Application, Call
from scoring.models import CommitteeMember
from scoring.selectors.due_sheets import assessors_of_application
from tests.scoring.committee import a_scoring_call
from tests.small_call import small_call


def drawing_lots(assessors: int = 2, minimum_sheets: int = 2) -> list[dict[str, Any]]:
    lots: list[dict[str, Any]] = small_call()["lots"]
    for lot in lots:
        lot["aggregation"] |= {"assessors": assessors, "minimum_sheets": minimum_sheets}
    return lots


def a_drawn_call(
    count: int = 6, assessors: int = 2, minimum_sheets: int = 2, **changes: Any
) -> tuple[Call, list[Application]]:
    """Being scored; all applications are in lot A."""
    return a_scoring_call(count, lots=drawing_lots(assessors, minimum_sheets), **changes)


def drawn_names(application: Application) -> list[str]:
    """First names of those who score it now, in the order of the draw."""
    keys = assessors_of_application(application)
    seats = CommitteeMember.objects.select_related("user").in_bulk(keys)
    return [seats[pk].user.name.partition(" ")[0] for pk in keys]
