"""What the call calls its criteria, levels, facts and articles, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import formats
from grants.answers_in_words import text_in
from grants.core.facts import PLAN_FACTS
from scoring.trace_sentences.numbers import write_euros, write_exactly, write_percent

Json = Mapping[str, Any]

_PLAN: dict[str, str | Promise] = {
    "requested": gettext_lazy("amount requested"),
    "eligible_cost": gettext_lazy("eligible costs"),
    "total_cost": gettext_lazy("all costs"),
    "own_share": gettext_lazy("share of own funds"),
    "public_share": gettext_lazy("share of public sources"),
    "other_sources_share": gettext_lazy("share of other sources"),
}


class LotNames:
    """The words of one lot of a call."""

    def __init__(self, lot_content: Json) -> None:
        self.lot = lot_content
        allocation = lot_content.get("allocation") or {}
        self.article: Any = allocation.get("article", "")
        self.method = str(allocation.get("method", ""))
        self.unit = str(allocation.get("unit", "0.01"))
        decimals = (lot_content.get("aggregation") or {}).get("decimals")
        self.decimals = int(str(decimals)) if str(decimals).isdigit() else None
        self._nodes = dict(_nodes(lot_content.get("rubric") or {}, ""))
        self._fields = {
            field["code"]: field
            for section in (lot_content.get("form") or {}).get("sections", [])
            for field in section.get("fields", [])
        }

    def node(self, code: str) -> Json:
        return self._nodes.get(code, ({}, ""))[0]

    def criterion(self, code: str) -> str:
        """Code and title: B2 Artistic value."""
        return f"{code} {text_in(self.node(code).get('title'))}".strip()

    def article_of(self, code: str) -> Any:
        """The article of the node, or of the nearest group above that names one."""
        node, above = self._nodes.get(code, ({}, ""))
        return node.get("article") or (self.article_of(above) if above else "")

    def printed_maximum(self, code: str) -> str:
        most = self.node(code).get("printed_max")
        return "" if most is None else write_exactly(most)

    def level(self, criterion: str, code: object) -> str:
        """The text of a level; a number that an assessor gave stays a number."""
        for level in self.node(criterion).get("levels", []):
            if level["code"] == str(code):
                return text_in(level.get("text")) or str(code)
        return write_exactly(code)

    def fact(self, code: str) -> str:
        if code in PLAN_FACTS and code not in self._fields:
            return str(_PLAN[code])
        return text_in(self._fields.get(code, {}).get("label")) or code

    def fact_value(self, code: str, value: object) -> str:
        """A value as the form shows it: an option's text, yes or no, a number with its unit."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple):
            return _("%(rows)s rows") % {"rows": len(value)}
        field = self._fields.get(code, {})
        if isinstance(value, str) and (option := _option(field, value)):
            return option
        if code not in self._fields and code.endswith("_share"):
            return write_percent(value)
        if field.get("kind") == "money" or (code in PLAN_FACTS and code not in self._fields):
            return write_euros(value)
        unit = text_in(field.get("unit"))
        return f"{write_exactly(value)}{formats.NBSP}{unit}" if unit else write_exactly(value)

    def row_level(self, criterion: str, code: object, key: str = "column") -> str:
        """The text of an option of a table's column, or of a many-of field."""
        node = self.node(criterion)
        field = self._fields.get(str(node.get("fact")), {})
        columns = {column["code"]: column for column in field.get("columns", [])}
        return _option(columns.get(str(node.get(key)), field), str(code)) or str(code)

    def band(self, low: object, high: object, fact: str = "") -> str:
        """Half open: from 40 to less than 50."""
        edges = {
            "low": self.fact_value(fact, low) if low is not None else "",
            "high": self.fact_value(fact, high) if high is not None else "",
        }
        if low is None and high is None:
            return _("any value")
        if high is None:
            return _("from %(low)s on") % edges
        if low is None:
            return _("less than %(high)s") % edges
        return _("from %(low)s to less than %(high)s") % edges


def _nodes(node: Json, above: str) -> Iterator[tuple[str, tuple[Json, str]]]:
    code = str(node.get("code", ""))
    yield code, (node, above)
    for child in node.get("children", []):
        yield from _nodes(child, code)


def _option(field: Json, code: str) -> str:
    for option in field.get("options", []):
        if option["code"] == code:
            return text_in(option.get("text"))
    return ""
