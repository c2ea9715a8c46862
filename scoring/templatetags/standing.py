"""{% standing_of call page as standing %}: place and points beside a list of applications.

The list belongs to a lower floor that knows nothing of points; the page brings them in.
"""

from collections.abc import Iterable, Mapping

from django import template

from grants.models import Application, Call
from scoring.models import RankedApplication
from scoring.selectors.ranking import standing_of as newest_standing

register = template.Library()


@register.simple_tag
def standing_of(call: Call, rows: Iterable[Application]) -> dict[int, RankedApplication]:
    """By application, from the newest computation; empty before the first."""
    return newest_standing(call, rows)


@register.filter
def of_application(
    standing: Mapping[int, RankedApplication], row: Application
) -> RankedApplication | None:
    return standing.get(row.pk)
