"""Short titles of calls by their codes, for lists and charts that hold the code alone."""

from collections.abc import Iterable

from callfile.as_written import short_name
from grants.formats import text_in
from grants.models import Call


def short_titles(codes: Iterable[str]) -> dict[str, str]:
    """{code: short title in the reader's language}; without one, the code in words. One query."""
    rows = Call.objects.filter(code__in={*codes}).order_by()
    found = rows.values_list("code", "content__short_title")
    return {code: text_in(title) or short_name(code) for code, title in found}
