"""The rubric of a lot as a tree: groups add up their children, criteria have points.

Source: CALL_FILE §3 and §8 (keys of every kind).

>>> rubric = strictly(RUBRIC, {"code": "R", "children": [
...     {"code": "K1", "kind": "score", "min": "0", "max": "5", "step": "1", "weight": "3"}]})
>>> rubric.nodes["K1"].weight, rubric.nodes["K1"].scale
(Fraction(3, 1), Scale(least=Fraction(0, 1), most=Fraction(5, 1), step=Fraction(1, 1)))
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from callfile.criteria import KINDS, Coefficient, Node, read_criterion, unread
from callfile.criteria.node import KIND
from callfile.faults import FaultCode
from callfile.reading.inspection import SHOWN, Inspection, at, once
from callfile.reading.lists import list_of
from callfile.reading.parts import key, meaning_of, object_schema, part, read_keys, strictly
from callfile.reading.shapes import CODE_PATTERN, Definitions, Schema, Shape

__all__ = ["DEEPEST", "RUBRIC", "Group", "Rubric", "strictly"]

DEEPEST = 30


def _node_schema(definitions: Definitions) -> Schema:
    if "node" not in definitions:
        definitions["node"] = {}
        kinds = [_schema_of_kind(kind, definitions) for kind in (Group, *KINDS.values())]
        definitions["node"] |= {"description": meaning_of(Node), "anyOf": kinds}
    return {"$ref": "#/$defs/node"}


def _schema_of_kind(cls: Any, definitions: Definitions) -> Schema:
    schema = object_schema(cls, definitions)
    schema["properties"]["kind"] |= {"const": cls.NAME}
    definitions[f"criterion_{cls.NAME}"] = schema
    return {"$ref": f"#/$defs/criterion_{cls.NAME}"}


def _read_nothing(_page: Inspection, _value: object, _place: str) -> None:
    """The reader of the tree reads the children itself: it knows how deep they stand."""


@part("A group: the sum of its children.", name="group")
class Group(Node):
    NAME: ClassVar[str] = "group"
    MEANING: ClassVar[str] = "the sum of its children"

    kind: str = key(KIND, "A node with `children` is a group.", default="group")
    children: tuple[Node, ...] = key(
        list_of(Shape(_read_nothing, _node_schema)), "What the group adds up."
    )


@dataclass(frozen=True, slots=True)
class Rubric:
    """The tree, its nodes by code in the order of the file, and who stands above whom.

    `left_out`: criteria that a coefficient names are not added a second time by themselves.
    """

    root: Node
    nodes: dict[str, Node]
    above: dict[str, tuple[Node, ...]]
    left_out: frozenset[str]


def children_of(node: Node) -> tuple[Node, ...]:
    return node.children if isinstance(node, Group) else ()


def rubric_of(root: Node) -> Rubric:
    """The same tree, looked up by code."""
    nodes: dict[str, Node] = {}
    above: dict[str, tuple[Node, ...]] = {}
    for node, ancestors in _walk(root, ()):
        nodes.setdefault(node.code, node)
        above.setdefault(node.code, ancestors)
    named = (node.of for node in nodes.values() if isinstance(node, Coefficient))
    return Rubric(root, nodes, above, frozenset(named))


def _walk(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    yield node, above
    for child in children_of(node):
        yield from _walk(child, (*above, node))


def place_of(rubric_place: str, node: Node, *, is_root: bool) -> str:
    """Nodes are found by their code, wherever in the tree they stand."""
    return rubric_place if is_root or not node.code else at(rubric_place, node.code)


class _Reader:
    def __init__(self, page: Inspection, place: str) -> None:
        self._page = page
        self._place = place
        self._seen: dict[str, str] = {}

    def node(self, value: object, where: str, depth: int) -> Node | None:
        page = self._page
        raw = page.mapping(value, where)
        if raw is None:
            return None
        if not raw:
            # Not a criterion of which everything is missing.
            page.add(where, FaultCode.MISSING_KEY, key="code")
            return unread(raw)
        if depth > DEEPEST:
            page.add(where, FaultCode.TOO_DEEP)
            return unread(raw)
        with page.within(raw.get("code")):
            code = raw.get("code")
            is_first = isinstance(code, str) and code and once(page, self._seen, code, where)
            if is_first and CODE_PATTERN.fullmatch(str(code)):
                where = self._place if depth == 0 else at(self._place, str(code))
            if "children" in raw:
                return self._group(raw, where, depth)
            return read_criterion(page, raw, where)

    def _group(self, raw: Mapping[str, Any], where: str, depth: int) -> Node | None:
        page = self._page
        if raw.get("kind") not in (None, Group.NAME):
            page.add(at(where, "kind"), FaultCode.GROUP_WITH_KIND)
        found = read_keys(page, Group, raw, where, {"children": (), "kind": Group.NAME})
        children = list_of(
            Shape(lambda _page, one, inside: self.node(one, inside, depth + 1), _node_schema),
            empty=page.rules_only,
        ).read(page, raw["children"], at(where, "children"))
        return Group(**{**found, "children": children or ()})


def _read(page: Inspection, value: object, place: str) -> Rubric | None:
    root = _Reader(page, place).node(value, place, 0)
    if root is None:
        return None
    rubric = rubric_of(root)
    _check_coefficients(page, rubric, place)
    return rubric


def _check_coefficients(page: Inspection, rubric: Rubric, place: str) -> None:
    """A coefficient names another criterion, and never itself on the way round."""
    for node in rubric.nodes.values():
        if not isinstance(node, Coefficient):
            continue
        where = at(place_of(place, node, is_root=node is rubric.root), "of")
        with page.within(node.code):
            if node.of not in rubric.nodes:
                page.add(where, FaultCode.COEFFICIENT_OF_UNKNOWN, name=node.of[:SHOWN])
            elif _reaches(rubric, node.of, node.code):
                page.add(where, FaultCode.COEFFICIENT_CIRCLE)


def _reaches(rubric: Rubric, start: str, wanted: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        code = waiting.pop()
        if code == wanted:
            return True
        node = rubric.nodes.get(code)
        below = [] if node is None else [child.code for child in children_of(node)]
        if isinstance(node, Coefficient):
            below.append(node.of)
        for other in below:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


NO_RUBRIC = rubric_of(Group(code="", title={}, children=()))
RUBRIC: Shape[Rubric] = Shape(_read, _node_schema, NO_RUBRIC)
