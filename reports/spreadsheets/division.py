"""The five methods that divide a pot by weights, as formulas (scoring/core/money/division.py).

Everything is counted in whole units and whole parts of points, so that a spreadsheet's numbers
are exact: a share is the whole part of a quotient, what is left over is its rest. Shares above
what an application may get are fixed at it round by round, as people do with a pencil: a round
knows the value of the one before, never the rows of its own, so no formula goes in a circle.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from callfile.allocation.methods import Method
from callfile.allocation.rule import AllocationRule
from reports.selectors.summary import SummaryLot
from reports.spreadsheets import cells
from reports.spreadsheets.cells import Look
from reports.spreadsheets.table import Figure, SheetColumn

EXACT = Look("0.000000000")
_IN_PARTS = "ROUND({points}*{parts},0)"
# What a row weighs, before those are left out to whom nothing is paid.
WEIGHTS = {
    Method.POINT_VALUE: _IN_PARTS,
    Method.PROPORTIONAL: f"{_IN_PARTS}*{{units}}",
    Method.EQUAL: "1",
    Method.FIXED_POINT_VALUE: "MIN({units},INT(ROUND({points}*{value}/{unit},6)))",
    Method.BANDS: "IF({points}<=0,0,INT(ROUND({units}*LOOKUP({points},{froms},{shares}),6)))",
}


def scales(rule: AllocationRule) -> bool:
    """Whether amounts are known beforehand and only scaled where the pot is too small."""
    return rule.method in (Method.FIXED_POINT_VALUE, Method.BANDS)


def in_rounds(rule: AllocationRule) -> bool:
    return not scales(rule) and rule.redistribute


def due_formula(rule: AllocationRule) -> str:
    """The weight of a row, 0 for whoever is not paid by it."""
    out = ["{units}<{least}"]
    if rule.minimum:
        out += ["{refused}=1", "{raised}=1"]
    return f"IF(OR({','.join(out)}),0,{WEIGHTS[rule.method]})"


def minimum_columns() -> list[SheetColumn]:
    """What the computation decided one by one: these stand as numbers."""
    one = cells.number(1, cells.COUNT)
    return [
        SheetColumn(
            "refused",
            _("Refused below the minimum: 1 (from the computation)"),
            lambda row: one if row.is_refused else None,
        ),
        SheetColumn(
            "raised",
            _("Raised to the minimum: 1 (from the computation)"),
            lambda row: one if row.is_raised else None,
        ),
    ]


def division_columns(rule: AllocationRule) -> Iterator[SheetColumn]:
    if rule.minimum:
        yield from minimum_columns()
    words = _("Due, in units") if scales(rule) else _("Weight in the division")
    yield SheetColumn("weight", words, due_formula(rule), width=14)
    share, full = "INT({left}*{weight}/{weights})", ""
    if in_rounds(rule):
        ratio = "IF({weight}=0,0,{units}/{weight})"
        yield SheetColumn("ratio", _("At most per weight"), ratio, Look("0.000000"), 14)
        reached = "IF({weight}=0,0,IF({weights}=0,1,IF({ratio}<{value_of_weight},1,0)))"
        yield SheetColumn("full", _("Reaches the highest possible amount: 1"), reached, cells.COUNT)
        share, full = f"IF({{full}}=1,{{units}},{share})", "{full}=1"
    elif scales(rule):
        share, full = f"IF({{weights}}<={{left}},{{weight}},{share})", "{weights}<={left}"
    yield SheetColumn("share", _("Rounded down, in units"), f"IF({{weight}}=0,0,{share})")
    nothing = f"OR({{weight}}=0,{full})" if full else "{weight}=0"
    rest = f"IF({nothing},0,ROUND(({{left}}*{{weight}}-{{share}}*{{weights}})/{{weights}},9))"
    yield SheetColumn("rest", _("Part of a unit left over"), rest, EXACT, 13)
    turn = "IF({rest}>0,RANK({rest},{all_rest})+COUNTIF({down_rest},{rest})-1,0)"
    yield SheetColumn("turn", _("Place by the part left over"), turn, cells.COUNT)
    served = "IF(AND({turn}>0,{turn}<={leftovers}),1,0)"
    yield SheetColumn("extra", _("Left-over unit"), served, cells.COUNT)
    amount = "IF({weight}=0,0,MIN({units},{share}+{extra}))*{unit}"
    if rule.minimum:
        amount = f"IF({{raised}}=1,{{least}}*{{unit}},{amount})"
    yield SheetColumn("computed", _("Computed, €"), amount, cells.MONEY, 14)


def division_figures(lot: SummaryLot, rule: AllocationRule) -> Iterator[Figure]:
    """The figures above the table, without the rounds."""
    if rule.method in (Method.POINT_VALUE, Method.PROPORTIONAL):
        parts = cells.number(lot.point_parts, cells.WHOLE)
        yield Figure("parts", _("Parts of a point: points are counted in whole parts"), parts)
    if rule.method == Method.FIXED_POINT_VALUE:
        given = cells.exact(rule.value, Look("#,##0.00####"))
        yield Figure("value", _("Value of a point, €"), given)
    left = "{pot}-{least}*SUM({all_raised})" if rule.minimum else "{pot}"
    if in_rounds(rule):
        # `left` without a round is what the first round divides.
        yield Figure("whole", _("To be divided, in units"), left)
    else:
        yield Figure("left", _("To be divided, in units"), left)
        words = _("Sum of what is due, in units") if scales(rule) else _("Sum of the weights")
        yield Figure("weights", words, "SUM({all_weight})")
    yield Figure("leftovers", _("Left-over units"), _leftovers(rule))
    if rule.method == Method.POINT_VALUE:
        value = "IF({weights}=0,0,{left}/{weights}*{parts}*{unit})"
        yield Figure("shown", _("Value of a point, €, for reading"), value, Look("#,##0.000000"))


def _leftovers(rule: AllocationRule) -> str:
    return "0" if rule.rounds_down else "ROUND(SUM({all_rest}),0)"


def round_formulas(before: str) -> tuple[str, str]:
    """What a round divides, and among how much weight; `before` is the value of the one before."""
    if not before:
        return "{whole}", "SUM({all_weight})"
    fixed = f"SUMPRODUCT(({{all_weight}}>0)*({{all_ratio}}<{before})*{{all_units}})"
    return f"{{whole}}-{fixed}", f"SUMPRODUCT(({{all_ratio}}>={before})*{{all_weight}})"
