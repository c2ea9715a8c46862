"""A formula with the numbers of one application: only the branch taken, each choice explained.

min(hours, 60) × 0.5 of 228 hours: 60 × 0,5; 60 is the least of 228 and 60
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from callfile.formula.evaluate import evaluate, parse
from callfile.formula.nodes import Apply, Choice, FormulaError, Negate, Node, Product, Sum
from grants import formats
from scoring.words.trace.numbers import write_decimal


def worked_formula(expression: str, values: Mapping[str, object]) -> str:
    """`60 × 0,5; 60 is the least of 228 and 60`; empty where the text is no formula."""
    try:
        node = parse(expression)
    except FormulaError:
        return ""
    worked = _Worked(values)
    computed = worked.said(node)
    return "; ".join(dict.fromkeys([computed, *worked.notes]))


@dataclass
class _Worked:
    """Writes one formula; `notes` say where its smallest and greatest numbers come from."""

    values: Mapping[str, object]
    notes: list[str] = field(default_factory=list)

    def said(self, node: Node, *, within: bool = False) -> str:
        """`within` a product or behind a sign a sum stands in brackets."""
        match node:
            case Choice(condition, yes, no):
                return self.said(yes if evaluate(condition, self.values) is True else no)
            case Sum(first, rest):
                tail = "".join(f" {sign} {self.said(one, within=True)}" for sign, one in rest)
                text = f"{self.said(first)}{tail}"
                return f"({text})" if within else text
            case Product(first, rest):
                tail = "".join(f" {sign} {self.said(one, within=True)}" for sign, one in rest)
                return f"{self.said(first, within=True)}{tail}"
            case Negate(operand):
                return f"{formats.MINUS}{self.said(operand, within=True)}"
            case Apply(function, arguments):
                return self._called(node, function, arguments)
        return self._number(node)

    def _called(self, node: Apply, function: str, arguments: Sequence[Node]) -> str:
        value = self._number(node)
        parts = [self.said(one) for one in arguments]
        if function == "round_half_up":
            words = _("%(value)s is %(number)s rounded half up")
            self.notes.append(words % {"value": value, "number": parts[0]})
        elif len(parts) > 1:
            least = _("%(value)s is the least of: %(numbers)s")
            greatest = _("%(value)s is the greatest of: %(numbers)s")
            words = least if function == "min" else greatest
            self.notes.append(words % {"value": value, "numbers": "; ".join(parts)})
        return value

    def _number(self, node: Node) -> str:
        return write_decimal(evaluate(node, self.values))
