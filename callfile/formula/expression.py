"""An expression of the call file: as it was written, and read.

>>> page = Inspection()
>>> EXPRESSION.read(page, "members ≥ 10", "K1.precondition").text
'members ≥ 10'
>>> EXPRESSION.read(page, "members ≥", "K1.precondition")
>>> [fault.code.value for fault in page.faults]
['formula_syntax']
"""

from dataclasses import dataclass

from callfile.faults import FaultCode
from callfile.formula.evaluate import FormulaError, Node, parse
from callfile.reading.inspection import Inspection
from callfile.reading.shapes import Shape


@dataclass(frozen=True, slots=True)
class Expression:
    """`node` is what `text` says."""

    text: str
    node: Node


def _read(page: Inspection, value: object, place: str) -> Expression | None:
    if not isinstance(value, str):
        page.add(place, FaultCode.EXPECTED_TEXT)
        return None
    try:
        return Expression(value, parse(value))
    except FormulaError as error:
        reason, position = error.message_code.value, error.position + 1
        page.add(place, FaultCode.FORMULA_SYNTAX, reason=reason, position=position)
        return None


EXPRESSION: Shape[Expression] = Shape(
    _read, lambda _: {"type": "string", "minLength": 1, "maxLength": 2000}
)
