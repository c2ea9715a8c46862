"""The expression language of the call file: `formula`, `precondition` and `shown_if`.

Facts, named constants, numbers, "option codes", true/false; + − × ÷ (- * / are read too),
= ≠ < ≤ > ≥ (!= <= >= too), and, or, not, min, max, round_half_up(x, decimals),
if … then … else …. No other function, no loops (source: CALL_FILE section 3). Division by zero or
an absent fact is MISSING; only the branch taken is read; half up is away from zero (section 6, 5).

>>> rule = parse("if n >= 10 then min(n * k, 50) else round_half_up(n / 3, 1)")
>>> evaluate(rule, {"n": "13", "k": "4"})
Fraction(50, 1)
>>> evaluate(rule, {"n": "5"})
Fraction(17, 10)
>>> evaluate(rule, {})
MISSING
>>> evaluate(parse('kind = "school" and not late'), {"kind": "school", "late": False})
True
>>> to_text(rule)
'if n ≥ 10 then min(n × k, 50) else round_half_up(n ÷ 3, 1)'
>>> sorted(names(rule))
['k', 'n']
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne

from callfile.formula.nodes import (
    MISSING,
    All,
    Apply,
    Choice,
    Compare,
    Either,
    FormulaError,
    FormulaFault,
    Missing,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Product,
    Sum,
    Text,
    Truth,
    Value,
    children,
)
from callfile.formula.parser import Kind, kind_of, parse
from callfile.numbers.exact import exact_text, parse_exact, round_half_up

__all__ = [
    "MISSING",
    "FormulaError",
    "FormulaFault",
    "Kind",
    "Missing",
    "Node",
    "Value",
    "evaluate",
    "kind_of",
    "names",
    "parse",
    "to_text",
]

MAX_DECIMALS = 12

_COMPARE: dict[str, Callable[..., bool]] = {
    "=": eq,
    "≠": ne,
    "<": lt,
    "≤": le,
    ">": gt,
    "≥": ge,
}


def names(node: Node) -> frozenset[str]:
    """The codes of all facts and constants that the expression may read."""
    if isinstance(node, Name):
        return frozenset({node.code})
    return frozenset().union(*(names(child) for child in children(node)))


def evaluate(node: Node, values: Mapping[str, object]) -> Value:
    """The worth of the expression: a Fraction, a bool, a text (an option code), or MISSING.

    `values` maps codes to decimal strings, fractions ("16/3"), ints, Fractions, bools or option
    codes. A value of the wrong kind (a text where a number is needed) is MISSING. Never raises.
    """
    value = _value(node, values)
    number = _number_in(value)
    return value if isinstance(node, Text) or number is MISSING else number


def _value(node: Node, values: Mapping[str, object]) -> Value:
    match node:
        case Number(value):
            return value
        case Text(text):
            return text
        case Truth(truth):
            return truth
        case Name(code):
            return _fact(values.get(code))
        case Negate(operand):
            number = _number(operand, values)
            return MISSING if number is MISSING else -number
        case Sum() | Product():
            return _chain(node, values)
        case Apply(function, arguments):
            return _call(function, arguments, values)
        case Compare():
            return _compare(node, values)
        case Not(operand):
            truth_value = _truth(operand, values)
            return MISSING if truth_value is MISSING else not truth_value
        case All(operands):
            return _joined(operands, values, stop=False)
        case Either(operands):
            return _joined(operands, values, stop=True)
        case Choice(condition, yes, no):
            taken = _truth(condition, values)
            return MISSING if taken is MISSING else _value(yes if taken else no, values)


def _fact(value: object) -> Value:
    if isinstance(value, bool | str | Fraction):
        return value
    return Fraction(value) if isinstance(value, int) else MISSING


def _number_in(value: Value) -> Fraction | Missing:
    if isinstance(value, Fraction):
        return value
    number = parse_exact(value) if isinstance(value, str) else None
    return MISSING if number is None else number


def _number(node: Node, values: Mapping[str, object]) -> Fraction | Missing:
    return _number_in(_value(node, values))


def _truth(node: Node, values: Mapping[str, object]) -> bool | Missing:
    value = _value(node, values)
    return value if isinstance(value, bool) else MISSING


def _joined(operands: tuple[Node, ...], values: Mapping[str, object], *, stop: bool) -> Value:
    for operand in operands:
        truth = _truth(operand, values)
        if truth is MISSING or truth is stop:
            return truth
    return not stop


def _chain(node: Sum | Product, values: Mapping[str, object]) -> Value:
    total = _number(node.first, values)
    for sign, operand in node.rest:
        number = _number(operand, values)
        if total is MISSING or number is MISSING or (sign == "÷" and number == 0):
            return MISSING
        total = _apply(sign, total, number)
    return total


def _apply(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "−":
        return left - right
    return left * right if sign == "×" else left / right


def _call(function: str, arguments: tuple[Node, ...], values: Mapping[str, object]) -> Value:
    numbers: list[Fraction] = []
    for argument in arguments:
        number = _number(argument, values)
        if number is MISSING:
            return MISSING
        numbers.append(number)
    if function == "min":
        return min(numbers)
    if function == "max":
        return max(numbers)
    value, decimals = numbers
    if decimals.denominator != 1 or not 0 <= decimals <= MAX_DECIMALS:
        return MISSING
    return round_half_up(value, int(decimals))


def _compare(node: Compare, values: Mapping[str, object]) -> Value:
    left, right = _value(node.left, values), _value(node.right, values)
    if left is MISSING or right is MISSING:
        return MISSING
    compare = _COMPARE[node.operator]
    if not isinstance(node.left, Text) and not isinstance(node.right, Text):
        left_number, right_number = _number_in(left), _number_in(right)
        if left_number is not MISSING and right_number is not MISSING:
            return compare(left_number, right_number)
    if node.operator in "=≠" and type(left) is type(right):
        return compare(left, right)
    return MISSING


def to_text(node: Node) -> str:
    """The expression in its canonical spelling; parsing it gives the same nodes again."""
    return _print(node, 0)


_LEVEL: dict[type, int] = {Choice: 0, Either: 1, All: 2, Not: 3, Compare: 4, Sum: 5, Product: 6}


def _print(node: Node, least: int) -> str:
    text = _plain(node)
    return f"({text})" if _LEVEL.get(type(node), 7) < least else text


def _plain(node: Node) -> str:
    match node:
        case Number(value):
            return exact_text(value)
        case Text(text):
            return f"'{text}'" if '"' in text else f'"{text}"'
        case Truth(truth):
            return "true" if truth else "false"
        case Name(code):
            return code
        case Negate(operand):
            return f"−{_print(operand, 7)}"
        case Sum(first, rest):
            tail = "".join(f" {sign} {_print(operand, 6)}" for sign, operand in rest)
            return f"{_print(first, 6)}{tail}"
        case Product(first, rest):
            tail = "".join(f" {sign} {_print(operand, 7)}" for sign, operand in rest)
            return f"{_print(first, 7)}{tail}"
        case Compare(operator, left, right):
            return f"{_print(left, 5)} {operator} {_print(right, 5)}"
        case Not(operand):
            return f"not {_print(operand, 3)}"
        case All(operands):
            return " and ".join(_print(operand, 3) for operand in operands)
        case Either(operands):
            return " or ".join(_print(operand, 2) for operand in operands)
        case Apply(function, arguments):
            return f"{function}({', '.join(_print(argument, 0) for argument in arguments)})"
        case Choice(condition, yes, no):
            return f"if {_print(condition, 0)} then {_print(yes, 0)} else {_print(no, 0)}"
