"""Paying in order of rank while money lasts, as formulas (scoring/core/money/ranked.py).

Equals are paid all or none: what stands together is compared with what is left before all of it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from callfile.allocation.methods import Method
from callfile.allocation.rule import AllocationRule
from reports.spreadsheets import cells
from reports.spreadsheets.division import due_formula, minimum_columns
from reports.spreadsheets.table import SheetColumn


def rank_columns(rule: AllocationRule) -> Iterator[SheetColumn]:
    if rule.method == Method.BANDS:
        if rule.minimum:
            yield from minimum_columns()
        raised = "IF({raised}=1,{least}," if rule.minimum else "("
        yield SheetColumn("weight", _("Due, in units"), f"{raised}{due_formula(rule)})")
    else:
        yield SheetColumn("weight", _("Due, in units"), _wanted(rule))
    together = "SUMIF({all_rank},{rank},{all_weight})"
    yield SheetColumn("together", _("Together with its equals, in units"), together)
    same = "{rank}={above_rank}"
    before = f"IF({same},{{above_before}},{{pot}}-SUM({{before_paid}}))"
    yield SheetColumn("before", _("In the pot before, in units"), before)
    ended = "0"
    if rule.last != "skip":
        ended = f"IF({same},{{above_ended}},IF(OR({{above_ended}}=1,{{above_fits}}=0),1,0))"
    yield SheetColumn("ended", _("The money had ended: 1"), ended, cells.COUNT)
    yield SheetColumn("fits", _("Fits in full: 1"), "IF({together}<={before},1,0)", cells.COUNT)
    rest = "0"
    if rule.last == "partial":
        rest = "IF(AND({together}={weight},{before}>={least}),{before},0)"
    paid = f"IF(OR({{weight}}=0,{{ended}}=1),0,IF({{fits}}=1,{{weight}},{rest}))"
    yield SheetColumn("paid", _("Computed, in units"), paid)
    yield SheetColumn("computed", _("Computed, €"), "{paid}*{unit}", cells.MONEY, 14)


def _wanted(rule: AllocationRule) -> str:
    out = ["{units}<{least}"]
    if rule.top is not None:
        out.append(f'COUNTIF({{down_units}},">="&{{least}})>{rule.top}')
    return f"IF(OR({','.join(out)}),0,{{units}})"
