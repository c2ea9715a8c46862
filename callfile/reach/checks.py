"""Set-up check of the expressions in a call file: `shown_if`, `precondition`, `expression`.

Source: CALL_FILE §3 (formula, precondition; a fact that no field asks for; division by zero on
allowed input) and §2 (a field is shown only if another has a value: an earlier one).

>>> page = Inspection()
>>> written = Expression("hours / groups", parse("hours / groups"))
>>> check_formula(page, written, "K8.expression", {"hours": Truths()}, Asked(), {})
>>> [str(fault) for fault in page.faults]
['K8.expression: fact_unknown (name=groups)', 'K8.expression: fact_kind (name=hours)']
"""

from collections.abc import Collection

from callfile.faults import FaultCode
from callfile.formula.evaluate import Kind, Node, kind_of, names, parse
from callfile.formula.expression import Expression
from callfile.formula.nodes import Name
from callfile.reach.asked import Asked
from callfile.reach.domains import Domain, Facts, TableDomain, Truths
from callfile.reach.expressions import Report, worth
from callfile.reach.ranges import Range
from callfile.reading.inspection import Inspection

__all__ = ["check_condition", "check_formula", "check_names", "check_precondition", "parse"]


def check_condition(
    page: Inspection,
    expression: Expression,
    place: str,
    earlier: Asked,
    fields: Collection[str],
) -> None:
    """A `shown_if`: true or false, over those of all `fields` that stand before it."""
    node = expression.node
    for name in sorted(names(node) - earlier.fields.keys()):
        code = FaultCode.SHOWN_IF_LATER if name in fields else FaultCode.SHOWN_IF_UNKNOWN
        page.add(place, code, name=name)
    known: dict[str, Domain] = {}
    for name in sorted(names(node) & earlier.fields.keys() - earlier.unread):
        domain = earlier.fields[name]
        if domain is None or isinstance(domain, TableDomain):
            page.add(place, FaultCode.FACT_KIND, name=name)
        else:
            known[name] = domain
    _check_truth(page, node, place, known)


def check_precondition(
    page: Inspection, expression: Expression, place: str, facts: Facts, asked: Asked
) -> None:
    """A `precondition`: true or false, over facts."""
    check_names(page, names(expression.node), place, facts, asked)
    _check_truth(page, expression.node, place, facts)


def check_formula(
    page: Inspection,
    expression: Expression,
    place: str,
    facts: Facts,
    asked: Asked,
    constants: Facts,
) -> None:
    """An `expression`: a number, over facts and constants, sound for all allowed answers."""
    node = expression.node
    check_names(page, names(node) - constants.keys(), place, facts, asked)
    value = worth(node, {**facts, **constants}, _reporter(page, place))
    if not isinstance(value, Range) or kind_of(node) in (Kind.TRUTH, Kind.TEXT):
        page.add(place, FaultCode.FORMULA_NOT_NUMBER)


def check_names(
    page: Inspection, used: Collection[str], place: str, facts: Facts, asked: Asked
) -> None:
    """Report names that are no facts: fields that are not marked, and unknown ones."""
    for name in sorted(used):
        if name not in facts and name not in asked.unread:
            unmarked = name in asked.fields
            code = FaultCode.FACT_NOT_MARKED if unmarked else FaultCode.FACT_UNKNOWN
            page.add(place, code, name=name)


def _check_truth(page: Inspection, node: Node, place: str, facts: Facts) -> None:
    value = worth(node, facts, _reporter(page, place))
    unknown_name = isinstance(node, Name) and node.code not in facts
    if not isinstance(value, Truths) and not unknown_name:
        page.add(place, FaultCode.FORMULA_NOT_TRUTH)


def _reporter(page: Inspection, place: str) -> Report:
    def report(code: FaultCode, **args: str | int) -> None:
        page.add(place, code, **args)

    return report
