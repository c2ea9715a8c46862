"""Rules of the financial plan: every line readable, balanced to the cent, within the limits.

Source: CALL_FILE §2 (must balance to the cent) and §6.13 (requested > 0, money has two decimals;
the share needs the eligible cost). Costs = incomes + requested: the requested amount is no line of
income. The share limit is floor(share × eligible cost), as in the allocation (§5).

>>> field = {"code": "plan", "cost_categories": [{"code": "fees", "eligible": True}],
...          "income_categories": [{"code": "own", "source": "own"}]}
>>> plan = {"costs": [{"category": "fees", "text": "", "amount": "300.00"}],
...         "incomes": [], "requested": "200.00"}
>>> [(p.place, p.code.value, p.args) for p in plan_problems(field, plan, {})]
[('plan', 'not_balanced', {'costs': '300.00', 'incomes': '200.00', 'difference': '100.00'})]
"""

from collections.abc import Iterator, Mapping

from callfile.form.facts import PlanTotals, plan_totals
from callfile.form.fields import Field
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import money_problems, text_problems
from callfile.numbers.money import cents, money_text, share

LINES = 200
LINE_TEXT_LENGTH = 300
_CATEGORIES = {"costs": "cost_categories", "incomes": "income_categories"}


def plan_problems(field: Field, plan: object, grant: Mapping[str, str]) -> Iterator[Problem]:
    """All problems of one financial plan; sums are looked at once every line can be read."""
    code = field["code"]
    if not isinstance(plan, Mapping):
        yield Problem(code, ProblemCode.MALFORMED)
        return
    found = [
        *_lines_problems(field, plan, "costs"),
        *_lines_problems(field, plan, "incomes"),
        *_requested_problems(code, plan.get("requested")),
    ]
    yield from found
    for part in sorted(plan.keys() - {*_CATEGORIES, "requested"}):
        yield Problem(code, ProblemCode.UNKNOWN_FIELD, part=part)
    if found:
        return
    totals = plan_totals(field, plan)
    if totals is None:
        yield Problem(code, ProblemCode.TOO_LARGE)
        return
    yield from _balance_problems(code, totals)
    yield from _limit_problems(code, totals, grant)


def _lines_problems(field: Field, plan: Mapping[str, object], part: str) -> Iterator[Problem]:
    code = field["code"]
    lines = plan.get(part, [])
    if not isinstance(lines, list):
        yield Problem(code, ProblemCode.MALFORMED, part=part)
        return
    if part == "costs" and not lines:
        yield Problem(code, ProblemCode.MISSING, part=part)
    if len(lines) > LINES:
        too_many: dict[str, str | int] = {"maximum": LINES, "rows": len(lines)}
        yield Problem(code, ProblemCode.TOO_MANY_ROWS, part=part, args=too_many)
    known = {category.get("code") for category in field.get(_CATEGORIES[part]) or []}
    for row, line in enumerate(lines[:LINES]):
        if not isinstance(line, Mapping):
            yield Problem(code, ProblemCode.MALFORMED, part=part, row=row)
            continue
        for column, found, args in _line_problems(line, known):
            yield Problem(code, found, part=part, row=row, column=column, args=args)


def _line_problems(
    line: Mapping[str, object], known: set[object]
) -> Iterator[tuple[str, ProblemCode, dict[str, str | int]]]:
    category = line.get("category")
    if category in (None, ""):
        yield "category", ProblemCode.MISSING, {}
    elif not isinstance(category, str) or category not in known:
        yield "category", ProblemCode.UNKNOWN_OPTION, {}
    for found, args in text_problems(line.get("text", ""), LINE_TEXT_LENGTH):
        yield "text", found, args
    if line.get("amount") in (None, ""):
        yield "amount", ProblemCode.MISSING, {}
    else:
        for found, args in money_problems(line.get("amount")):
            yield "amount", found, args
    for column in sorted(line.keys() - {"category", "text", "amount"}):
        yield column, ProblemCode.UNKNOWN_FIELD, {}


def _requested_problems(code: str, requested: object) -> Iterator[Problem]:
    if requested in (None, ""):
        yield Problem(code, ProblemCode.MISSING, part="requested")
        return
    for found, args in money_problems(requested):
        yield Problem(code, found, part="requested", args=args)


def _balance_problems(code: str, totals: PlanTotals) -> Iterator[Problem]:
    if totals.difference:
        args: dict[str, str | int] = {
            "costs": money_text(totals.total_cost),
            "incomes": money_text(totals.incomes + totals.requested),
            "difference": money_text(totals.difference),
        }
        yield Problem(code, ProblemCode.NOT_BALANCED, args=args)


def _limit_problems(code: str, totals: PlanTotals, grant: Mapping[str, str]) -> Iterator[Problem]:
    def problem(found: ProblemCode, **args: str | int) -> Problem:
        return Problem(code, found, part="requested", args=args)

    minimum, maximum = cents(grant.get("minimum")), cents(grant.get("maximum"))
    part = share(grant.get("max_share_of_eligible_cost"))
    if minimum is not None and totals.requested < minimum:
        yield problem(ProblemCode.REQUESTED_BELOW_MINIMUM, minimum=money_text(minimum))
    if maximum is not None and totals.requested > maximum:
        yield problem(ProblemCode.REQUESTED_ABOVE_MAXIMUM, maximum=money_text(maximum))
    if part is not None:
        limit = int(part * totals.eligible_cost)
        if totals.requested > limit:
            yield problem(
                ProblemCode.REQUESTED_ABOVE_SHARE,
                share=grant["max_share_of_eligible_cost"],
                eligible_cost=money_text(totals.eligible_cost),
                limit=money_text(limit),
            )
