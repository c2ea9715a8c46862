"""The rubric of a call as a tree of immutable nodes, read once and checked while reading.

Source: CALL_FILE sections 3 and 8 (keys of every kind). Anything that cannot be computed with is
a fault `setup` that names the node.

>>> rubric = read_rubric({"code": "R", "children": [
...     {"code": "K1", "kind": "score", "min": "0", "max": "5", "step": "1", "weight": "3"}]})
>>> rubric.nodes["K1"].weight, rubric.nodes["K1"].rule
(Fraction(3, 1), Score(least=Fraction(0, 1), most=Fraction(5, 1), step=Fraction(1, 1)))
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria import Coefficient, Criterion, Expression, read_criterion
from callfile.criteria.formula import read_expression
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, optional_number, sequence, setup_text

MAX_DEPTH = 30
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Node:
    """A group (rule is None, children count) or a criterion."""

    code: str
    rule: Criterion | None
    children: tuple["Node", ...]
    weight: Fraction
    cap: Fraction | None
    minimum: Fraction | None
    precondition: Expression | None


@dataclass(frozen=True, slots=True)
class Rubric:
    """The tree, its nodes by code in the order of the file, and who stands above whom."""

    root: Node
    nodes: dict[str, Node]
    above: dict[str, tuple[Node, ...]]
    left_out: frozenset[str]


def read_rubric(source: object) -> Rubric:
    """Read and check the tree; raises CoreFault(setup, [code])."""
    nodes: dict[str, Node] = {}
    root = _node(source, 0)
    above: dict[str, tuple[Node, ...]] = {}
    for node, ancestors in _walk(root, ()):
        if node.code in nodes:
            raise CoreFault(FaultKind.SETUP, [node.code], "code_twice")
        nodes[node.code] = node
        above[node.code] = ancestors
    left_out = frozenset(
        node.rule.of for node in nodes.values() if isinstance(node.rule, Coefficient)
    )
    rubric = Rubric(root, nodes, above, left_out)
    _check_coefficients(rubric)
    return rubric


def _walk(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    yield node, above
    for child in node.children:
        yield from _walk(child, (*above, node))


def _node(source: object, depth: int) -> Node:
    raw = mapping(source, FaultKind.SETUP, [], "rubric")
    code = setup_text(raw, "code", "rubric")
    if depth > MAX_DEPTH:
        raise CoreFault(FaultKind.SETUP, [code], "rubric_too_deep")
    is_group = "children" in raw
    if is_group and raw.get("kind") not in (None, "group"):
        raise CoreFault(FaultKind.SETUP, [code], "group_with_kind")
    children = sequence(raw.get("children"), FaultKind.SETUP, [code], "children")
    weight = optional_number(raw, "weight", code, ZERO)
    return Node(
        code=code,
        rule=None if is_group else read_criterion(raw, code),
        children=tuple(_node(child, depth + 1) for child in children),
        weight=ONE if weight is None else weight,
        cap=optional_number(raw, "cap", code, ZERO),
        minimum=optional_number(raw, "minimum", code),
        precondition=_precondition(raw, code),
    )


def _precondition(raw: Mapping[str, object], code: str) -> Expression | None:
    if raw.get("precondition") is None:
        return None
    return read_expression(setup_text(raw, "precondition", code), "precondition", code)


def _check_coefficients(rubric: Rubric) -> None:
    for node in rubric.nodes.values():
        if isinstance(node.rule, Coefficient):
            if node.rule.of not in rubric.nodes:
                raise CoreFault(FaultKind.SETUP, [node.code], "of_unknown")
            _check_reach(rubric, node)


def _check_reach(rubric: Rubric, start: Node) -> None:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        below = list(node.children)
        if isinstance(node.rule, Coefficient) and node.rule.of in rubric.nodes:
            below.append(rubric.nodes[node.rule.of])
        for other in below:
            if other.code == start.code:
                raise CoreFault(FaultKind.SETUP, [start.code], "coefficient_circle")
            if other.code not in seen:
                seen.add(other.code)
                waiting.append(other)
