"""What the call calls its criteria, levels, facts and articles, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any

from grants.answers_in_words import text_in
from grants.call_in_words.names import FormNames
from scoring.trace_sentences.numbers import write_decimal, write_percent

Json = Mapping[str, Any]


class LotNames(FormNames):
    """The words of one lot of a call; its numbers exactly, as a computation needs them."""

    def __init__(self, lot_content: Json) -> None:
        super().__init__(lot_content)
        self.lot = lot_content
        allocation = lot_content.get("allocation") or {}
        self.article: Any = allocation.get("article", "")
        self.method = str(allocation.get("method", ""))
        self.unit = str(allocation.get("unit", "0.01"))
        decimals = (lot_content.get("aggregation") or {}).get("decimals")
        self.decimals = int(str(decimals)) if str(decimals).isdigit() else None
        self._nodes = dict(_nodes(lot_content.get("rubric") or {}, ""))

    def number(self, value: object) -> str:
        return write_decimal(value)

    def percent(self, value: object) -> str:
        return write_percent(value)

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
        return "" if most is None else write_decimal(most)

    def level(self, criterion: str, code: object) -> str:
        """The text of a level; a number that an assessor gave stays a number."""
        for level in self.node(criterion).get("levels", []):
            if level["code"] == str(code):
                return text_in(level.get("text")) or str(code)
        return write_decimal(code)

    def row_level(self, criterion: str, code: object, key: str = "column") -> str:
        """The text of an option of a table's column, or of a many-of field."""
        node = self.node(criterion)
        return self.cell(node.get("fact"), node.get(key), code)


def _nodes(node: Json, above: str) -> Iterator[tuple[str, tuple[Json, str]]]:
    code = str(node.get("code", ""))
    yield code, (node, above)
    for child in node.get("children", []):
        yield from _nodes(child, code)
