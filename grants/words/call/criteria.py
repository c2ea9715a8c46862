"""The criteria of a lot as published, every kind in words, for components/rubric.html."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from callfile.criteria import (
    Bands,
    Coefficient,
    Criterion,
    Formula,
    Levels,
    Matrix,
    Node,
    PerUnit,
    Score,
)
from callfile.criteria.counted import Counted
from callfile.criteria.intervals import Interval
from callfile.criteria.levels import Level
from callfile.criteria.per_unit import CountedLevel
from callfile.lots.lot import Lot
from callfile.lots.reached import reach_of_lot
from callfile.reach.ranges import highest
from callfile.rubric.reach import Reach
from callfile.rubric.rubric import Group, children_of
from grants.formats import text_in, write_exact
from grants.words.call.names import FormNames, exact_number


@dataclass(frozen=True, slots=True)
class LevelInWords:
    """Points and what they are given for; `more` is what a reader may open."""

    points: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class RubricRow:
    """One criterion, or the heading of a group (`group`)."""

    code: str
    title: str
    maximum: str
    weight: str = ""
    levels: list[LevelInWords] = field(default_factory=list)
    note: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class RubricTable:
    """All criteria of a lot in the order of the call."""

    rows: list[RubricRow]
    total: str
    weighted: bool
    wide: bool
    note: str


def rubric_table(lot: Lot) -> RubricTable:
    """The whole rubric; nothing that the call says about points is left out."""
    words = _Words(lot)
    root = words.root
    article = words.shared_article()
    rows = [row for child in children_of(root) or [root] for row in words.rows(child, None)]
    limits = words.limits(root) if isinstance(root, Group) else ""
    return RubricTable(
        rows=rows,
        total=words.maximum(root),
        weighted=any(row.weight for row in rows),
        wide=any(len(level.points) > 4 for row in rows for level in row.levels),
        note=" ".join(filter(None, (limits, article))),
    )


def most_points(lot: Lot) -> str:
    """The highest total that a lot can give, as text; empty where there is none."""
    words = _Words(lot)
    return words.maximum(words.root)


class _Words:
    def __init__(self, lot: Lot) -> None:
        self.names = FormNames(lot.form)
        self.root = lot.rubric.root
        self.reach: Mapping[str, Reach] = reach_of_lot(lot)
        self.says_article = True

    def rows(self, node: Node, most: Fraction | None) -> Iterator[RubricRow]:
        """`most`: what the group above leaves to a part of it, before the group's weight."""
        is_group = isinstance(node, Group)
        yield RubricRow(
            code=node.code,
            title=text_in(node.title),
            maximum=self.maximum(node, most),
            weight="" if node.weight == 1 else write_exact(node.weight, 4),
            levels=[] if is_group else list(self.levels(node)),
            note=self.note(node),
            group=is_group,
        )
        left = node.cap / node.weight if node.cap is not None and node.weight else most
        for child in children_of(node):
            yield from self.rows(child, left)

    def maximum(self, node: Node, most: Fraction | None = None) -> str:
        """As printed in the call, otherwise what allowed answers can reach."""
        if node.printed_max is not None:
            return exact_number(node.printed_max)
        reached = highest(self.reach[node.code].points) if node.code in self.reach else None
        bounds = [bound for bound in (reached, most) if bound is not None]
        return write_exact(min(bounds), 4) if bounds else ""

    def shared_article(self) -> str:
        """The article of all criteria where it is one; otherwise each says its own."""
        found = {text_in(node.article) for node in _criteria(self.root)}
        self.says_article = len(found) > 1
        return "" if self.says_article or not found else _sentence(found.pop())

    def levels(self, node: Node) -> Iterator[LevelInWords]:
        match node:
            case Levels():
                yield from _by_level(node.levels)
            case Score():
                step = _("chosen in steps of %(step)s") % {"step": exact_number(node.step or 1)}
                yield LevelInWords(f"{exact_number(node.least)}–{exact_number(node.most)}", step)
            case Bands():
                yield from self._bands(node)
            case PerUnit():
                yield from self._per_unit(node)
            case Matrix():
                yield from self._matrix(node)
            case Coefficient():
                yield from self._coefficient(node)
            case Formula():
                yield from self._formula(node)

    def _bands(self, node: Bands) -> Iterator[LevelInWords]:
        for band in sorted(node.bands, key=_lower, reverse=True):
            text = self._interval(node.fact, band)
            if band.points is not None:
                yield LevelInWords(exact_number(band.points), text)
            elif band.most is not None:
                steps = _("the committee chooses in steps of %(step)s")
                chosen = steps % {"step": exact_number(band.step or 1)}
                points = f"{exact_number(band.least)}–{exact_number(band.most)}"
                yield LevelInWords(points, f"{text}; {chosen}")

    def _interval(self, fact: str, band: Interval) -> str:
        return text_in(band.text) or self.names.band(fact, band.start, band.end)

    def _per_unit(self, node: PerUnit) -> Iterator[LevelInWords]:
        given = node.points
        if isinstance(given, dict):
            for code, points in sorted(given.items(), key=lambda item: -item[1]):
                yield LevelInWords(
                    exact_number(points), self.names.cell(node.fact, node.column, code)
                )
        elif isinstance(given, tuple):
            yield from _by_level(given)
        else:
            counted = self.names.column(node.fact, node.column)
            words = _("for each unit of “%(fact)s”") % {"fact": counted}
            yield LevelInWords(exact_number(given), words)

    def _matrix(self, node: Matrix) -> Iterator[LevelInWords]:
        cells = [
            (points, row, column)
            for row, columns in node.table.items()
            for column, points in columns.items()
        ]
        for points, row, column in sorted(cells, key=lambda cell: -cell[0]):
            first = self.names.cell(node.fact, node.row, row)
            second = self.names.cell(node.fact, node.column, column)
            yield LevelInWords(exact_number(points), f"{first} – {second}")

    def _coefficient(self, node: Coefficient) -> Iterator[LevelInWords]:
        for band in sorted(node.bands, key=_lower, reverse=True):
            text = self._interval(node.fact, band)
            yield LevelInWords(f"×\u00a0{exact_number(band.coefficient)}", text)

    def _formula(self, node: Formula) -> Iterator[LevelInWords]:
        expression = node.expression.text
        formula = self.names.expression(expression, node.constants)
        yield LevelInWords(
            "=",
            _("computed by the published formula from: %(facts)s")
            % {"facts": "; ".join(self.names.facts_in(expression)) or formula},
            more=formula,
        )

    def note(self, node: Node) -> str:
        """The published sentence, conditions and limits, and who gives the points."""
        parts = [text_in(node.text), *self._conditions(node), self.limits(node)]
        if isinstance(node, Criterion):
            parts.append(self._source(node))
        if self.says_article:
            parts.append(text_in(node.article))
        return " ".join(_sentence(part) for part in parts if part)

    def _conditions(self, node: Node) -> Iterator[str]:
        if node.precondition is not None:
            words = self.names.expression(node.precondition.text)
            yield _("Condition, otherwise 0 points: %(condition)s") % {"condition": words}
        if isinstance(node, PerUnit) and node.per not in (None, 1):
            yield _("Only full groups of %(per)s count") % {"per": exact_number(node.per)}
        if isinstance(node, Counted) and node.max_units is not None:
            yield _("Limit of units: %(units)s") % {"units": exact_number(node.max_units)}
        if isinstance(node, Counted) and node.max_points is not None:
            most = exact_number(node.max_points)
            yield _("Limit of points before the weight: %(points)s") % {"points": most}

    def limits(self, node: Node) -> str:
        """What holds for the sum of a group, or for a criterion after its weight."""
        parts = []
        if node.cap is not None:
            parts.append(
                _("Together at most %(points)s points.") % {"points": exact_number(node.cap)}
            )
        if node.minimum is not None:
            least = exact_number(node.minimum)
            words = _("Below %(points)s points here an application is not ranked.")
            parts.append(words % {"points": least})
        return " ".join(parts)

    def _source(self, node: Criterion) -> str:
        """Who or what gives the points."""
        match node:
            case Coefficient():
                words = _(
                    "The points of criterion %(of)s are multiplied by the coefficient of: %(fact)s"
                )
                return words % {"of": node.of, "fact": self.names.fact(node.fact)}
            case Formula():
                return _("Computed by the formula from the data of the application")
            case PerUnit():
                return _("Computed from the data of the application")
            case Levels(fact=str()) | Bands() | Matrix():
                fact = self.names.fact(node.fact)
                return _("Computed from the data of the application: %(fact)s") % {"fact": fact}
        return _("Assessed by the committee")


def _criteria(node: Node) -> Iterator[Node]:
    if isinstance(node, Criterion):
        yield node
    for child in children_of(node):
        yield from _criteria(child)


def _by_level(levels: Iterable[Level | CountedLevel]) -> Iterator[LevelInWords]:
    for level in sorted(levels, key=lambda one: one.points, reverse=True):
        yield LevelInWords(exact_number(level.points), text_in(level.text))


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _lower(band: Interval) -> tuple[bool, Fraction]:
    return (band.start is not None, band.start or Fraction(0))
