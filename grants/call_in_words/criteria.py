"""The criteria of a lot as published, every kind in words, for components/rubric.html."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from callfile.lots.reached import reach_of_lot, read_lot
from callfile.reach.ranges import highest
from callfile.rubric.reach import Reach
from grants.answers_in_words import text_in
from grants.call_in_words.names import FormNames, number
from grants.formats import to_fraction, write_exact

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Level:
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
    levels: list[Level] = field(default_factory=list)
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


def rubric_table(lot: Json) -> RubricTable:
    """The whole rubric; nothing that the call says about points is left out."""
    root = lot.get("rubric") or {}
    words = _Words(FormNames(lot), _reach(lot))
    article = words.shared_article(root)
    rows = [row for child in root.get("children") or [root] for row in words.rows(child, None)]
    return RubricTable(
        rows=rows,
        total=words.maximum(root),
        weighted=any(row.weight for row in rows),
        wide=any(len(level.points) > 4 for row in rows for level in row.levels),
        note=" ".join(filter(None, (words.limits(root) if root.get("children") else "", article))),
    )


def most_points(lot: Json) -> str:
    """The highest total that a lot can give, as text; empty where there is none."""
    return _Words(FormNames(lot), _reach(lot)).maximum(lot.get("rubric") or {})


def _reach(lot: Json) -> Mapping[str, Reach]:
    return reach_of_lot(read_lot(lot))


class _Words:
    def __init__(self, names: FormNames, reach: Mapping[str, Reach]) -> None:
        self.names = names
        self.reach = reach
        self.says_article = True

    def rows(self, node: Json, most: Fraction | None) -> Iterator[RubricRow]:
        """`most`: what the group above leaves to a part of it, before the group's weight."""
        children = node.get("children") or []
        yield RubricRow(
            code=str(node.get("code", "")),
            title=text_in(node.get("title")),
            maximum=self.maximum(node, most),
            weight=self.weight(node),
            levels=[] if children else list(self.levels(node)),
            note=self.note(node),
            group=bool(children),
        )
        cap, weight = to_fraction(node.get("cap")), to_fraction(node.get("weight")) or Fraction(1)
        left = cap / weight if cap is not None and weight else most
        for child in children:
            yield from self.rows(child, left)

    def maximum(self, node: Json, most: Fraction | None = None) -> str:
        """As printed in the call, otherwise what allowed answers can reach."""
        if node.get("printed_max") is not None:
            return number(node["printed_max"])
        code = str(node.get("code"))
        reached = highest(self.reach[code].points) if code in self.reach else None
        bounds = [bound for bound in (reached, most) if bound is not None]
        return write_exact(min(bounds), 4) if bounds else ""

    def shared_article(self, root: Json) -> str:
        """The article of all criteria where it is one; otherwise each says its own."""
        found = {text_in(node.get("article")) for node in _criteria(root)}
        self.says_article = len(found) > 1
        return "" if self.says_article else _sentence(found.pop())

    def weight(self, node: Json) -> str:
        weight = to_fraction(node.get("weight"))
        return "" if weight is None or weight == 1 else write_exact(weight, 4)

    def levels(self, node: Json) -> Iterator[Level]:
        match node.get("kind"):
            case "levels":
                yield from self._by_level(node.get("levels") or [])
            case "score":
                step = _("chosen in steps of %(step)s") % {"step": number(node.get("step", "1"))}
                yield Level(f"{number(node.get('min'))}–{number(node.get('max'))}", step)
            case "bands":
                yield from self._bands(node)
            case "per_unit":
                yield from self._per_unit(node)
            case "matrix":
                yield from self._matrix(node)
            case "coefficient":
                yield from self._coefficient(node)
            case "formula":
                yield from self._formula(node)

    def _by_level(self, levels: list[Json]) -> Iterator[Level]:
        for level in sorted(levels, key=_points, reverse=True):
            yield Level(number(level.get("points")), text_in(level.get("text")))

    def _bands(self, node: Json) -> Iterator[Level]:
        fact = node.get("fact")
        for band in sorted(node.get("bands") or [], key=_lower, reverse=True):
            text = text_in(band.get("text"))
            text = text or self.names.band(fact, band.get("from"), band.get("to"))
            if band.get("points") is not None:
                yield Level(number(band["points"]), text)
                continue
            steps = _("the committee chooses in steps of %(step)s")
            chosen = steps % {"step": number(band.get("step", "1"))}
            points = f"{number(band.get('min'))}–{number(band.get('max'))}"
            yield Level(points, f"{text}; {chosen}")

    def _per_unit(self, node: Json) -> Iterator[Level]:
        given, fact = node.get("points"), node.get("fact")
        if isinstance(given, Mapping):
            for code, points in sorted(given.items(), key=_value, reverse=True):
                yield Level(number(points), self.names.cell(fact, node.get("column"), code))
        elif isinstance(given, list):
            yield from self._by_level(given)
        else:
            counted = self.names.column(fact, node.get("column"))
            yield Level(number(given), _("for each unit of “%(fact)s”") % {"fact": counted})

    def _matrix(self, node: Json) -> Iterator[Level]:
        fact = node.get("fact")
        cells = [
            (points, row, column)
            for row, columns in (node.get("table") or {}).items()
            for column, points in columns.items()
        ]
        for points, row, column in sorted(cells, key=lambda cell: -(to_fraction(cell[0]) or 0)):
            first = self.names.cell(fact, node.get("row"), row)
            second = self.names.cell(fact, node.get("column"), column)
            yield Level(number(points), f"{first} – {second}")

    def _coefficient(self, node: Json) -> Iterator[Level]:
        fact = node.get("fact")
        for band in sorted(node.get("bands") or [], key=_lower, reverse=True):
            text = text_in(band.get("text"))
            text = text or self.names.band(fact, band.get("from"), band.get("to"))
            yield Level(f"×\u00a0{number(band.get('coefficient'))}", text)

    def _formula(self, node: Json) -> Iterator[Level]:
        expression = str(node.get("expression", ""))
        formula = self.names.expression(expression, node.get("constants"))
        yield Level(
            "=",
            _("computed by the published formula from: %(facts)s")
            % {"facts": "; ".join(self.names.facts_in(expression)) or formula},
            more=formula,
        )

    def note(self, node: Json) -> str:
        """The published sentence, conditions and limits, and who gives the points."""
        parts = [text_in(node.get("text")), *self._conditions(node), self.limits(node)]
        if not node.get("children"):
            parts.append(self._source(node))
        if self.says_article:
            parts.append(text_in(node.get("article")))
        return " ".join(_sentence(part) for part in parts if part)

    def _conditions(self, node: Json) -> Iterator[str]:
        if node.get("precondition"):
            words = self.names.expression(str(node["precondition"]))
            yield _("Condition, otherwise 0 points: %(condition)s") % {"condition": words}
        if node.get("per") not in (None, 1, "1"):
            yield _("Only full groups of %(per)s count") % {"per": number(node["per"])}
        if node.get("max_units") is not None:
            yield _("Limit of units: %(units)s") % {"units": number(node["max_units"])}
        if node.get("max_points") is not None:
            most = number(node["max_points"])
            yield _("Limit of points before the weight: %(points)s") % {"points": most}

    def limits(self, node: Json) -> str:
        """What holds for the sum of a group, or for a criterion after its weight."""
        parts = []
        if node.get("cap") is not None:
            parts.append(_("Together at most %(points)s points.") % {"points": number(node["cap"])})
        if node.get("minimum") is not None:
            least = number(node["minimum"])
            words = _("Below %(points)s points here an application is not ranked.")
            parts.append(words % {"points": least})
        return " ".join(parts)

    def _source(self, node: Json) -> str:
        """Who or what gives the points."""
        if node.get("kind") == "coefficient":
            words = _(
                "The points of criterion %(of)s are multiplied by the coefficient of: %(fact)s"
            )
            return words % {"of": node.get("of"), "fact": self.names.fact(node.get("fact"))}
        if node.get("kind") == "formula":
            return _("Computed by the formula from the data of the application")
        if node.get("kind") == "per_unit":
            return _("Computed from the data of the application")
        if node.get("fact"):
            fact = self.names.fact(node["fact"])
            return _("Computed from the data of the application: %(fact)s") % {"fact": fact}
        return _("Assessed by the committee")


def _criteria(node: Json) -> Iterator[Json]:
    children = node.get("children") or []
    if not children:
        yield node
    for child in children:
        yield from _criteria(child)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _points(level: Json) -> Any:
    return to_fraction(level.get("points")) or 0


def _value(item: tuple[str, object]) -> Any:
    return to_fraction(item[1]) or 0


def _lower(band: Json) -> Any:
    low = to_fraction(band.get("from"))
    return (low is not None, low or 0)
