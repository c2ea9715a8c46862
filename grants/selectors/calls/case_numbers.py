"""Which case number a call gets, and whether one is another call's."""

from grants.core.call_stages import DRAFTED
from grants.core.case_numbers import next_case_number
from grants.models import Call, Funder


def next_file_number(funder: Funder, year: int) -> str:
    """The next one in the series of the funder; empty where it has none. Numbers that stand in
    drafts are taken too.
    """
    if not funder.case_numbers:
        return ""
    rows = Call.objects.filter(funder=funder).exclude(file_number="").order_by()
    taken = set(rows.values_list("file_number", flat=True))
    return next_case_number(funder.case_numbers, taken, year, funder.case_first)


def call_with_file_number(call: Call) -> Call | None:
    """Another call of the funder that is out under this number."""
    rows = Call.objects.filter(funder=call.funder_id, file_number=call.file_number)
    return rows.exclude(state__in=DRAFTED).exclude(pk=call.pk).exclude(file_number="").first()
