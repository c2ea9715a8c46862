"""Set-up check of the expressions in a call file: `shown_if`, `precondition`, `expression`.

Source: CALL_FILE §3 (formula, precondition; a fact that no field asks for; division by zero on
allowed input) and §2 (a field is shown only if another has a value: an earlier one).

>>> page = Inspection()
>>> check_formula(page, "hours / groups", "K8.expression", {"hours": Truths()}, set(), {})
>>> [str(fault) for fault in page.faults]
['K8.expression: fact_unknown (name=groups)', 'K8.expression: fact_kind (name=hours)']
"""

from collections.abc import Collection, Mapping
from typing import Any

from callfile.faults import FaultCode
from callfile.formula.evaluate import FormulaError, Kind, Node, kind_of, names, parse
from callfile.formula.nodes import Name
from callfile.reach.domains import Domain, Facts, Table, Truths
from callfile.reach.expressions import Report, worth
from callfile.reach.ranges import Range, point
from callfile.shape import Inspection, at


def read_expression(page: Inspection, text: object, place: str) -> Node | None:
    """The expression, or None after a report."""
    if not isinstance(text, str):
        page.add(place, FaultCode.EXPECTED_TEXT)
        return None
    try:
        return parse(text)
    except FormulaError as error:
        reason, position = error.message_code.value, error.position + 1
        page.add(place, FaultCode.FORMULA_SYNTAX, reason=reason, position=position)
        return None


def parsed(text: object) -> Node | None:
    """The expression, or None where it cannot be read; nothing is reported."""
    try:
        return parse(text) if isinstance(text, str) else None
    except FormulaError:
        return None


def check_condition(
    page: Inspection,
    text: object,
    place: str,
    earlier: Mapping[str, Domain | None],
    fields: Collection[str],
) -> None:
    """A `shown_if`: true or false, over those of all `fields` that stand before it."""
    node = read_expression(page, text, place)
    if node is None:
        return
    for name in sorted(names(node) - earlier.keys()):
        code = FaultCode.SHOWN_IF_LATER if name in fields else FaultCode.SHOWN_IF_UNKNOWN
        page.add(place, code, name=name)
    known: dict[str, Domain] = {}
    for name in sorted(names(node) & earlier.keys()):
        domain = earlier[name]
        if domain is None or isinstance(domain, Table):
            page.add(place, FaultCode.FACT_KIND, name=name)
        else:
            known[name] = domain
    _check_truth(page, node, place, known)


def check_precondition(
    page: Inspection, text: object, place: str, facts: Facts, fields: Collection[str]
) -> None:
    """A `precondition`: true or false, over facts."""
    node = read_expression(page, text, place)
    if node is not None:
        check_names(page, names(node), place, facts, fields)
        _check_truth(page, node, place, facts)


def check_formula(
    page: Inspection,
    text: object,
    place: str,
    facts: Facts,
    fields: Collection[str],
    constants: Facts,
) -> None:
    """An `expression`: a number, over facts and constants, sound for all allowed answers."""
    node = read_expression(page, text, place)
    if node is None:
        return
    check_names(page, names(node) - constants.keys(), place, facts, fields)
    value = worth(node, {**facts, **constants}, _reporter(page, place))
    if not isinstance(value, Range) or kind_of(node) in (Kind.TRUTH, Kind.TEXT):
        page.add(place, FaultCode.FORMULA_NOT_NUMBER)


def check_names(
    page: Inspection, used: Collection[str], place: str, facts: Facts, fields: Collection[str]
) -> None:
    """Report names that are no facts: fields that are not marked, and unknown ones."""
    for name in sorted(used):
        if name not in facts:
            unmarked = name in fields
            code = FaultCode.FACT_NOT_MARKED if unmarked else FaultCode.FACT_UNKNOWN
            page.add(place, code, name=name)


def read_constants(
    page: Inspection, node: Mapping[str, Any], place: str, facts: Facts
) -> dict[str, Domain]:
    """The named constants of a formula as ranges of one number each."""
    source = node.get("constants")
    if source is None:
        return {}
    place = at(place, "constants")
    known: dict[str, Domain] = {}
    read = page.mapping(source, place)
    for name in read:
        number = page.number(read, name, place)
        if number is not None:
            known[name] = point(number)
        if name in facts:
            page.add(at(place, name), FaultCode.CONSTANT_HIDES_FACT, name=name)
    expression = node.get("expression")
    used = _names_in(expression) if isinstance(expression, str) else None
    for name in sorted(known):
        if used is not None and name not in used:
            page.add(at(place, name), FaultCode.CONSTANT_UNUSED, name=name)
    return known


def _names_in(text: str) -> frozenset[str] | None:
    try:
        return names(parse(text))
    except FormulaError:
        return None


def _check_truth(page: Inspection, node: Node, place: str, facts: Facts) -> None:
    value = worth(node, facts, _reporter(page, place))
    unknown_name = isinstance(node, Name) and node.code not in facts
    if not isinstance(value, Truths) and not unknown_name:
        page.add(place, FaultCode.FORMULA_NOT_TRUTH)


def _reporter(page: Inspection, place: str) -> Report:
    def report(code: FaultCode, **args: str | int) -> None:
        page.add(place, code, **args)

    return report
