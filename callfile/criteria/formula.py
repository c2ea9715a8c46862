"""`formula`: arithmetic over facts and named constants, printed beside its value."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.formula.evaluate import FormulaError, parse
from callfile.formula.nodes import Node as FormulaNode
from callfile.numbers.exact import parse_decimal, parse_exact
from callfile.reach.checks import check_formula, parsed, read_constants
from callfile.reach.domains import Facts
from callfile.reach.expressions import is_exact, worth
from callfile.reach.ranges import EVERYTHING, Range, point
from callfile.shape import at
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, setup_text


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and read."""

    text: str
    node: FormulaNode


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic over facts and named constants."""

    expression: Expression
    constants: dict[str, Fraction]


def read(raw: Mapping[str, object], code: str) -> Formula:
    written = setup_text(raw, "expression", code)
    constants = mapping(raw.get("constants") or {}, FaultKind.SETUP, [code], "constants")
    numbers = {name: parse_exact(constants[name]) for name in constants}
    if any(number is None for number in numbers.values()):
        raise CoreFault(FaultKind.SETUP, [code], "constant_number")
    known = {name: number for name, number in numbers.items() if number is not None}
    return Formula(read_expression(written, "expression", code), known)


def read_expression(written: str, key: str, code: str) -> Expression:
    """Raises CoreFault(setup, [code]) with what is wrong in it."""
    try:
        return Expression(written, parse(written))
    except FormulaError as error:
        raise CoreFault(FaultKind.SETUP, [code], f"{key}_{error.message_code}") from None


def check(here: Place) -> None:
    constants = read_constants(here.page, here.node, here.place, here.facts)
    place = at(here.place, "expression")
    if here.node.get("expression") is not None:
        written = here.node["expression"]
        check_formula(here.page, written, place, here.facts, here.asked.fields, constants)


def reach(node: Node, facts: Facts, _others: Others) -> Reached:
    expression = parsed(node.get("expression"))
    if expression is None:
        return EVERYTHING, False
    constants = node.get("constants")
    numbers = {
        name: parse_decimal(value)
        for name, value in (constants.items() if isinstance(constants, Mapping) else [])
    }
    known = {name: point(number) for name, number in numbers.items() if number is not None}
    value = worth(expression, {**facts, **known}, lambda *_, **__: None)
    return (value, is_exact(expression)) if isinstance(value, Range) else (EVERYTHING, False)


FORMULA = CriterionKind(
    "formula",
    "arithmetic over facts and constants",
    ("expression",),
    ("constants",),
    read,
    check,
    reach,
)
