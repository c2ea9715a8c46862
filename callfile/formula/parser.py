"""From text to nodes: one pass over tokens, one function per level of binding.

From the loosest: if/then/else, or, and, not, comparison, + −, × ÷, sign, parentheses. A
comparison does not chain. Length and depth are limited, so that no text can exhaust the stack.
Source: CALL_FILE section 3, kind `formula`, and section 6, 5.

>>> parse("min(n × 4, 50)")
Apply(function='min', arguments=(Product(first=Name(code='n'), rest=(('×', \
Number(value=Fraction(4, 1))),)), Number(value=Fraction(50, 1))))
>>> parse("1 < n < 5")
Traceback (most recent call last):
callfile.formula.nodes.FormulaError: chained_comparison at 6
"""

from collections.abc import Callable
from enum import StrEnum

from callfile.formula.nodes import (
    All,
    Apply,
    Choice,
    Compare,
    Either,
    FormulaError,
    FormulaFault,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Product,
    Sum,
    Text,
    Truth,
)
from callfile.formula.tokens import Token, tokens_of
from callfile.numbers.exact import parse_decimal

MAX_LENGTH = 2_000
MAX_DEPTH = 32
KEYWORDS = frozenset({"and", "or", "not", "if", "then", "else", "true", "false"})
FUNCTIONS = {"min": (1, None), "max": (1, None), "round_half_up": (2, 2)}
COMPARISONS = frozenset("=≠<≤>≥")


class Kind(StrEnum):
    """What a node yields, as far as its text alone tells."""

    NUMBER = "number"
    TRUTH = "truth"
    TEXT = "text"
    ANY = "any"


def parse(text: str) -> Node:
    """Read one expression; raises FormulaError(message_code, position) for anything else."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(FormulaFault.TOO_LONG, MAX_LENGTH)
    tokens = tokens_of(text)
    if tokens[0].sort == "end":
        raise FormulaError(FormulaFault.EMPTY, 0)
    parser = _Parser(tokens)
    node = parser.expression()
    parser.require_end()
    return node


def kind_of(node: Node) -> Kind:
    """What the node yields; ANY for a fact, whose kind the form knows and the text does not.

    >>> kind_of(parse("a > 3")), kind_of(parse("a + 3")), kind_of(parse("a"))
    (<Kind.TRUTH: 'truth'>, <Kind.NUMBER: 'number'>, <Kind.ANY: 'any'>)
    """
    match node:
        case Number() | Negate() | Sum() | Product() | Apply():
            return Kind.NUMBER
        case Truth() | Compare() | All() | Either() | Not():
            return Kind.TRUTH
        case Text():
            return Kind.TEXT
        case Choice(_, yes, no):
            first = kind_of(yes)
            return kind_of(no) if first is Kind.ANY else first
        case Name():
            return Kind.ANY


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0

    @property
    def _token(self) -> Token:
        return self._tokens[self._index]

    def _sign(self, *signs: str) -> bool:
        return self._token.sort == "sign" and self._token.text in signs

    def _word(self, word: str) -> bool:
        return self._token.sort == "word" and self._token.text == word

    def _advance(self) -> Token:
        token = self._token
        self._index += 1
        return token

    def _unexpected(self) -> FormulaError:
        fault = FormulaFault.UNEXPECTED
        if self._token.sort == "end":
            fault = FormulaFault.UNEXPECTED_END
        return FormulaError(fault, self._token.position)

    def require_end(self) -> None:
        if self._token.sort != "end":
            raise self._unexpected()

    def _take_sign(self, sign: str) -> None:
        if not self._sign(sign):
            raise self._unexpected()
        self._advance()

    def _take_word(self, word: str) -> None:
        if not self._word(word):
            raise self._unexpected()
        self._advance()

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(FormulaFault.TOO_DEEP, self._token.position)

    def _operand(self, level: Callable[[], Node], kind: Kind) -> Node:
        position = self._token.position
        node = level()
        if kind_of(node) not in (kind, Kind.ANY):
            raise FormulaError(FormulaFault.WRONG_KIND, position)
        return node

    def expression(self) -> Node:
        self._enter()
        node = self._choice() if self._word("if") else self._either()
        self._depth -= 1
        return node

    def _choice(self) -> Node:
        start = self._advance().position
        condition = self._operand(self.expression, Kind.TRUTH)
        self._take_word("then")
        yes = self.expression()
        self._take_word("else")
        no = self.expression()
        kinds = {kind_of(yes), kind_of(no)} - {Kind.ANY}
        if len(kinds) > 1:
            raise FormulaError(FormulaFault.BRANCHES_DIFFER, start)
        return Choice(condition, yes, no)

    def _either(self) -> Node:
        operands = self._joined("or", self._all)
        return operands[0] if len(operands) == 1 else Either(operands)

    def _all(self) -> Node:
        operands = self._joined("and", self._not)
        return operands[0] if len(operands) == 1 else All(operands)

    def _joined(self, word: str, level: Callable[[], Node]) -> tuple[Node, ...]:
        start = self._token.position
        operands = [level()]
        while self._word(word):
            if len(operands) == 1 and kind_of(operands[0]) not in (Kind.TRUTH, Kind.ANY):
                raise FormulaError(FormulaFault.WRONG_KIND, start)
            self._advance()
            operands.append(self._operand(level, Kind.TRUTH))
        return tuple(operands)

    def _not(self) -> Node:
        if not self._word("not"):
            return self._compare()
        self._advance()
        self._enter()
        node = Not(self._operand(self._not, Kind.TRUTH))
        self._depth -= 1
        return node

    def _compare(self) -> Node:
        start = self._token.position
        left = self._sum()
        if not self._sign(*COMPARISONS):
            return left
        operator = self._advance().text
        right = self._sum()
        if self._sign(*COMPARISONS):
            raise FormulaError(FormulaFault.CHAINED_COMPARISON, self._token.position)
        kinds = {kind_of(left), kind_of(right)} - {Kind.ANY}
        ordered = operator not in "=≠"
        if len(kinds) > 1 or (ordered and kinds - {Kind.NUMBER}):
            raise FormulaError(FormulaFault.WRONG_KIND, start)
        return Compare(operator, left, right)

    def _sum(self) -> Node:
        first, rest = self._chain(self._product, "+", "−")
        return Sum(first, rest) if rest else first

    def _product(self) -> Node:
        first, rest = self._chain(self._signed, "×", "÷")
        return Product(first, rest) if rest else first

    def _chain(
        self, level: Callable[[], Node], *signs: str
    ) -> tuple[Node, tuple[tuple[str, Node], ...]]:
        start = self._token.position
        first = level()
        rest: list[tuple[str, Node]] = []
        while self._sign(*signs):
            if not rest and kind_of(first) not in (Kind.NUMBER, Kind.ANY):
                raise FormulaError(FormulaFault.WRONG_KIND, start)
            sign = self._advance().text
            rest.append((sign, self._operand(level, Kind.NUMBER)))
        return first, tuple(rest)

    def _signed(self) -> Node:
        if not self._sign("−"):
            return self._primary()
        self._advance()
        self._enter()
        node = Negate(self._operand(self._signed, Kind.NUMBER))
        self._depth -= 1
        return node

    def _primary(self) -> Node:
        token = self._token
        if token.sort == "number":
            return self._number()
        if token.sort == "text":
            self._advance()
            return Text(token.text[1:-1])
        if token.sort == "word":
            return self._named()
        if self._sign("("):
            self._advance()
            node = self.expression()
            self._take_sign(")")
            return node
        raise self._unexpected()

    def _number(self) -> Node:
        token = self._advance()
        value = parse_decimal(token.text)
        if value is None:
            raise FormulaError(FormulaFault.BAD_NUMBER, token.position)
        return Number(value)

    def _named(self) -> Node:
        token = self._token
        if token.text == "if":
            return self.expression()
        if token.text in KEYWORDS - {"true", "false"}:
            raise self._unexpected()
        self._advance()
        if token.text in ("true", "false"):
            return Truth(token.text == "true")
        if self._sign("("):
            return self._call(token)
        if token.text in FUNCTIONS:
            raise self._unexpected()
        return Name(token.text)

    def _call(self, token: Token) -> Node:
        if token.text not in FUNCTIONS:
            raise FormulaError(FormulaFault.UNKNOWN_FUNCTION, token.position)
        self._take_sign("(")
        arguments = [self._operand(self.expression, Kind.NUMBER)]
        while self._sign(","):
            self._advance()
            arguments.append(self._operand(self.expression, Kind.NUMBER))
        self._take_sign(")")
        least, most = FUNCTIONS[token.text]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            raise FormulaError(FormulaFault.WRONG_ARGUMENTS, token.position)
        return Apply(token.text, tuple(arguments))
