"""The immutable pieces that an expression of a call file is made of.

Chains are kept flat (`a + b − c` is one Sum), so that a long expression is not a deep one.
Source: CALL_FILE section 3, kind `formula`.

>>> Sum(Name("a"), (("+", Number(Fraction(1))),))
Sum(first=Name(code='a'), rest=(('+', Number(value=Fraction(1, 1))),))
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Final


class Missing(Enum):
    """What an expression is worth when a fact it reads is absent or a division is by zero."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING

Value = Fraction | bool | str | Missing


class FormulaFault(StrEnum):
    """Why a text is not an expression."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    UNKNOWN_CHARACTER = "unknown_character"
    BAD_NUMBER = "bad_number"
    OPEN_TEXT = "open_text"
    UNEXPECTED = "unexpected"
    UNEXPECTED_END = "unexpected_end"
    UNKNOWN_FUNCTION = "unknown_function"
    WRONG_ARGUMENTS = "wrong_arguments"
    CHAINED_COMPARISON = "chained_comparison"
    WRONG_KIND = "wrong_kind"
    BRANCHES_DIFFER = "branches_differ"


class FormulaError(ValueError):
    """The text is not an expression: a FormulaFault, and the offset of the character (from 0)."""

    def __init__(self, message_code: FormulaFault, position: int) -> None:
        super().__init__(f"{message_code} at {position}")
        self.message_code = message_code
        self.position = position


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Text:
    """A literal text in quotation marks: the code of an option."""

    value: str


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A fact or a named constant."""

    code: str


@dataclass(frozen=True, slots=True)
class Negate:
    """The opposite number."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    """`first`, then (operator, operand) with the operators + and −."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """`first`, then (operator, operand) with the operators × and ÷."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison: operator is one of = ≠ < ≤ > ≥."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Operands joined by `and`."""

    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Operands joined by `or`."""

    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite truth."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Apply:
    """`min`, `max` (one or more arguments) or `round_half_up` (two)."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """if condition then yes else no."""

    condition: "Node"
    yes: "Node"
    no: "Node"


Node = (
    Number
    | Text
    | Truth
    | Name
    | Negate
    | Sum
    | Product
    | Compare
    | All
    | Either
    | Not
    | Apply
    | Choice
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order in which they are written."""
    match node:
        case Negate(operand) | Not(operand):
            return (operand,)
        case Sum(first, rest) | Product(first, rest):
            return (first, *(operand for _, operand in rest))
        case Compare(_, left, right):
            return (left, right)
        case All(operands) | Either(operands) | Apply(_, operands):
            return operands
        case Choice(condition, yes, no):
            return (condition, yes, no)
        case _:
            return ()
