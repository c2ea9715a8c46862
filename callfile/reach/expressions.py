"""What an expression of a call file can be worth for all answers that the form allows.

Source: CALL_FILE §3 (a formula that can divide by zero on allowed input; reachable maximum) and
§6.5 (only the branch taken is read). Conditions narrow the facts of their branches, so that
`if n > 0 then a ÷ n else 0` is sound.

>>> from fractions import Fraction
>>> from callfile.formula.evaluate import parse
>>> from callfile.reach.ranges import span
>>> facts = {"n": span(0, 10, Fraction(1)), "a": span(0, 100)}
>>> def zero(code, **args): print(code.value, args)
>>> worth(parse("if n > 0 then a / n else 0"), facts, zero)
Range(low=(0, Fraction(0, 1)), high=(0, Fraction(100, 1)), grain=None, nonzero=False)
>>> _ = worth(parse("a / n"), facts, zero)
division_by_zero {'divisor': 'n'}
"""

from collections.abc import Callable

from callfile.faults import FaultCode
from callfile.formula.evaluate import Node, names, to_text
from callfile.formula.nodes import (
    All,
    Apply,
    Choice,
    Compare,
    Either,
    Name,
    Negate,
    Not,
    Number,
    Product,
    Sum,
    Text,
    Truth,
    children,
)
from callfile.reach.domains import (
    MIRRORED,
    OPPOSITE,
    Domain,
    Facts,
    Options,
    TableDomain,
    Truths,
    cut,
    possible_truths,
    united,
)
from callfile.reach.ranges import (
    EVERYTHING,
    Range,
    contains_zero,
    divided,
    greatest_of,
    highest,
    is_empty,
    least_of,
    lowest,
    negated,
    plus,
    point,
    rounded,
    times,
    without_zero,
)

Report = Callable[..., None]

_EITHER = Truths()
# An unknown name is reported as such; that it might be zero is no second fault.
_UNKNOWN = without_zero(EVERYTHING)


def worth(node: Node, facts: Facts, report: Report) -> Domain:
    """Everything the expression can yield; `report(code, **args)` hears of what is wrong in it."""
    match node:
        case Number(value):
            return point(value)
        case Truth(value):
            return Truths(frozenset({value}))
        case Text(text):
            return Options(frozenset({text}))
        case Name(code):
            return facts.get(code, _UNKNOWN)
        case Negate(operand):
            return negated(_number(operand, facts, report))
        case Sum() | Product():
            return _chain(node, facts, report)
        case Apply(function, arguments):
            return _call(function, arguments, facts, report)
        case Compare():
            return _compare(node, facts, report)
        case Not() | All() | Either():
            return _joined(node, facts, report)
        case Choice():
            return _choice(node, facts, report)


def narrowed(facts: Facts, node: Node, *, truth: bool) -> Facts | None:
    """The facts for which the condition has this truth, as far as it shows; None if for none."""
    match node:
        case Truth(value):
            return facts if value is truth else None
        case Name(code):
            known = facts.get(code)
            if not isinstance(known, Truths):
                return facts
            return {**facts, code: Truths(frozenset({truth}))} if truth in known.values else None
        case Not(operand):
            return narrowed(facts, operand, truth=not truth)
        case All(operands) if truth:
            return _all_narrowed(facts, operands, truth=True)
        case Either(operands) if not truth:
            return _all_narrowed(facts, operands, truth=False)
        case Compare(operator, left, right):
            sign = operator if truth else OPPOSITE[operator]
            after = _narrowed_side(facts, left, sign, right)
            return None if after is None else _narrowed_side(after, right, MIRRORED[sign], left)
        case _:
            return facts


def is_exact(node: Node) -> bool:
    """Whether the ends of `worth` are really reached: every name is read once in each branch."""
    if isinstance(node, Choice):
        simple = isinstance(node.condition, Name) or (
            isinstance(node.condition, Compare)
            and _names_and_numbers(node.condition)
            and not _leaves_a_hole(node.condition, node.yes, node.no)
        )
        return simple and is_exact(node.yes) and is_exact(node.no)
    return _count_names(node) == len(names(node)) and not _has_choice(node)


def _leaves_a_hole(condition: Compare, *branches: Node) -> bool:
    """One number within a range is taken out, which a range cannot say, and asked for again."""
    asked = frozenset().union(*map(_names_in_conditions, branches))
    return isinstance(condition.right, Number) and (
        condition.operator in "=≠" and not names(condition).isdisjoint(asked)
    )


def _names_in_conditions(node: Node) -> frozenset[str]:
    own = names(node.condition) if isinstance(node, Choice) else frozenset[str]()
    return own.union(*map(_names_in_conditions, children(node)))


def _names_and_numbers(node: Compare) -> bool:
    return isinstance(node.left, Name) and isinstance(node.right, Number | Text | Truth)


def _count_names(node: Node) -> int:
    return isinstance(node, Name) + sum(_count_names(child) for child in children(node))


def _has_choice(node: Node) -> bool:
    return isinstance(node, Choice) or any(_has_choice(child) for child in children(node))


def _is_unknown(node: Node, facts: Facts) -> bool:
    return isinstance(node, Name) and node.code not in facts


def _number(node: Node, facts: Facts, report: Report) -> Range:
    value = worth(node, facts, report)
    if isinstance(value, Range):
        return value
    report(FaultCode.FACT_KIND, name=to_text(node))
    return EVERYTHING


def _truths(node: Node, facts: Facts, report: Report) -> Truths:
    value = worth(node, facts, report)
    if isinstance(value, Truths):
        return value
    if not _is_unknown(node, facts):
        report(FaultCode.FACT_KIND, name=to_text(node))
    return _EITHER


def _chain(node: Sum | Product, facts: Facts, report: Report) -> Range:
    total = _number(node.first, facts, report)
    for sign, operand in node.rest:
        number = _number(operand, facts, report)
        if sign == "÷":
            if contains_zero(number):
                report(FaultCode.DIVISION_BY_ZERO, divisor=to_text(operand))
            total = divided(total, number)
        elif sign == "×":
            total = times(total, number)
        else:
            total = plus(total, number if sign == "+" else negated(number))
    return total


def _call(function: str, arguments: tuple[Node, ...], facts: Facts, report: Report) -> Range:
    numbers = [_number(argument, facts, report) for argument in arguments]
    if function == "min":
        return least_of(numbers)
    if function == "max":
        return greatest_of(numbers)
    value, decimals = numbers
    places = lowest(decimals)
    fixed = places is not None and places == highest(decimals) and places.denominator == 1
    if not fixed or places is None or not 0 <= places <= 12:
        report(FaultCode.FORMULA_SYNTAX, reason="wrong_arguments", position=1)
        return value
    return rounded(value, int(places))


def _compare(node: Compare, facts: Facts, report: Report) -> Truths:
    left, right = worth(node.left, facts, report), worth(node.right, facts, report)
    if isinstance(left, Range) and isinstance(right, Range):
        return Truths(frozenset(possible_truths(node.operator, left, right)))
    if _is_unknown(node.left, facts) or _is_unknown(node.right, facts):
        return _EITHER
    if type(left) is not type(right) or isinstance(left, TableDomain) or node.operator not in "=≠":
        sides = [side for side in (node.left, node.right) if isinstance(side, Name)]
        report(FaultCode.FACT_KIND, name=to_text(sides[0] if sides else node))
        return _EITHER
    match left, right:
        case Options(), Options():
            _report_options(node, left, right, report)
    return _EITHER


def _report_options(node: Compare, left: Options, right: Options, report: Report) -> None:
    for side, known, fact in ((node.right, left, node.left), (node.left, right, node.right)):
        if isinstance(side, Text) and isinstance(fact, Name) and side.value not in known.codes:
            report(FaultCode.OPTION_UNKNOWN, name=fact.code, option=side.value[:60])


def _joined(node: Not | All | Either, facts: Facts, report: Report) -> Truths:
    if isinstance(node, Not):
        return Truths(frozenset(not truth for truth in _truths(node.operand, facts, report).values))
    goes_on = isinstance(node, All)
    result: set[bool] = set()
    known: Facts | None = facts
    for operand in node.operands:
        if known is None:
            return Truths(frozenset(result))
        values = _truths(operand, known, report).values
        result |= {truth for truth in values if truth is not goes_on}
        if goes_on not in values:
            return Truths(frozenset(result))
        known = narrowed(known, operand, truth=goes_on)
    return Truths(frozenset(result | {goes_on}))


def _choice(node: Choice, facts: Facts, report: Report) -> Domain:
    truths = _truths(node.condition, facts, report).values
    found: Domain | None = None
    for truth, branch in ((True, node.yes), (False, node.no)):
        known = narrowed(facts, node.condition, truth=truth) if truth in truths else None
        if known is None:
            continue
        value = worth(branch, known, report)
        if found is not None and type(value) is not type(found) and not _is_unknown(branch, facts):
            report(FaultCode.FACT_KIND, name=to_text(branch))
        found = value if found is None else united(found, value)
    return EVERYTHING if found is None else found


def _all_narrowed(facts: Facts, operands: tuple[Node, ...], *, truth: bool) -> Facts | None:
    known: Facts | None = facts
    for operand in operands:
        known = None if known is None else narrowed(known, operand, truth=truth)
    return known


def _narrowed_side(facts: Facts, side: Node, sign: str, other: Node) -> Facts | None:
    if not isinstance(side, Name):
        return facts
    known, value = facts.get(side.code), worth(other, facts, lambda *_, **__: None)
    if isinstance(known, Range) and isinstance(value, Range):
        after = cut(known, sign, value)
        return None if is_empty(after) else {**facts, side.code: after}
    if isinstance(known, Options) and isinstance(other, Text):
        same = frozenset({other.value})
        codes = known.codes & same if sign == "=" else known.codes - same
        return {**facts, side.code: Options(codes)} if codes else None
    if isinstance(known, Truths) and isinstance(other, Truth):
        wanted = other.value if sign == "=" else not other.value
        return {**facts, side.code: Truths(frozenset({wanted}))}
    return facts
