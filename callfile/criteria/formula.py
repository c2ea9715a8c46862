"""`formula`: arithmetic over facts and named constants, printed beside its value."""

from fractions import Fraction
from typing import ClassVar

from callfile.criteria.node import Criterion, Others, Place, Reached
from callfile.faults import FaultCode
from callfile.formula.evaluate import names
from callfile.formula.expression import EXPRESSION, Expression
from callfile.reach.checks import check_formula
from callfile.reach.domains import Facts
from callfile.reach.expressions import is_exact, worth
from callfile.reach.ranges import EVERYTHING, Range, point
from callfile.reading.inspection import at
from callfile.reading.lists import table_of
from callfile.reading.parts import key, part
from callfile.reading.shapes import NUMBER

NO_CONSTANTS: dict[str, Fraction] = {}


@part("A criterion that is computed by a formula.", name="formula")
class Formula(Criterion):
    NAME: ClassVar[str] = "formula"
    MEANING: ClassVar[str] = "arithmetic over facts and constants"

    expression: Expression = key(EXPRESSION, "Arithmetic over facts and constants.")
    constants: dict[str, Fraction] = key(
        table_of(NUMBER), "Named numbers of the expression.", default=NO_CONSTANTS
    )

    def check_facts(self, here: Place) -> None:
        place = at(here.place, "constants")
        for name in self.constants:
            if name in here.facts:
                here.page.add(at(place, name), FaultCode.CONSTANT_HIDES_FACT, name=name)
        for name in sorted(self.constants.keys() - names(self.expression.node)):
            here.page.add(at(place, name), FaultCode.CONSTANT_UNUSED, name=name)
        check_formula(
            here.page,
            self.expression,
            at(here.place, "expression"),
            here.facts,
            here.asked,
            self._known,
        )

    def reach(self, facts: Facts, others: Others) -> Reached:
        value = worth(self.expression.node, {**facts, **self._known}, lambda *_, **__: None)
        if isinstance(value, Range):
            return value, is_exact(self.expression.node)
        return EVERYTHING, False

    @property
    def _known(self) -> Facts:
        return {name: point(number) for name, number in self.constants.items()}
