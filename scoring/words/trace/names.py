"""What the call calls its criteria, levels, facts and articles, in the reader's language."""

from callfile.criteria import Formula, Levels, Matrix, Node, PerUnit
from callfile.lots.lot import Lot
from callfile.numbers.money import money_text
from callfile.reading.shapes import Texts
from grants.formats import text_in
from grants.words.call.names import FormNames
from scoring.words.trace.numbers import say_percent, write_decimal


class LotNames(FormNames):
    """The words of one lot of a call; its numbers exactly, as a computation needs them.

    `unit`: the smallest that is paid, as a sum of money.
    """

    def __init__(self, lot: Lot) -> None:
        super().__init__(lot.form)
        self.lot = lot
        rule = lot.allocation
        self.article: Texts = {} if rule is None else rule.article or {}
        self.method = None if rule is None else rule.NAME
        self.unit = money_text(1 if rule is None else rule.unit)
        self.decimals = lot.aggregation.decimals

    def number(self, value: object) -> str:
        return write_decimal(value)

    def percent(self, value: object) -> str:
        return say_percent(value)

    def node(self, code: str) -> Node | None:
        return self.lot.rubric.nodes.get(code)

    def criterion(self, code: str) -> str:
        """Code and title: B2 Artistic value."""
        node = self.node(code)
        return f"{code} {'' if node is None else text_in(node.title)}".strip()

    def article_of(self, code: str) -> Texts:
        """The article of the node, or of the nearest group above that names one."""
        node, above = self.node(code), self.lot.rubric.above.get(code, ())
        around = () if node is None else (node, *reversed(above))
        return next((one.article for one in around if one.article), {})

    def printed_maximum(self, code: str) -> str:
        node = self.node(code)
        most = None if node is None else node.printed_max
        return "" if most is None else write_decimal(most)

    def constants(self, code: str) -> dict[str, object]:
        """The named numbers of a formula."""
        node = self.node(code)
        return dict(node.constants) if isinstance(node, Formula) else {}

    def level(self, criterion: str, code: object) -> str:
        """The text of a level; a number that an assessor gave stays a number."""
        node = self.node(criterion)
        for level in node.levels if isinstance(node, Levels) else ():
            if level.code == str(code):
                return text_in(level.text) or str(code)
        return write_decimal(code)

    def row_level(self, criterion: str, code: object, *, across: bool = True) -> str:
        """The text of an option of a table's column, or of a many-of field.

        Of a matrix that of its columns, else (`across` False) that of its rows.
        """
        match self.node(criterion):
            case Matrix(fact=fact, row=row, column=column):
                return self.cell(fact, column if across else row, code)
            case PerUnit(fact=fact, column=column):
                return self.cell(fact, column, code)
        return str(code)
