"""From text to tokens: numbers, words, texts in quotation marks, signs.

ASCII digits only; `* / - == != <= >=` are read and turned into `× ÷ − = ≠ ≤ ≥`.
Source: CALL_FILE section 3, kind `formula`.

>>> [token.text for token in tokens_of("n>=10 and kind = 'school'")]
['n', '≥', '10', 'and', 'kind', '=', "'school'", '']
"""

import re
from typing import NamedTuple

from callfile.formula.nodes import FormulaError, FormulaFault

_CANONICAL = {"-": "−", "*": "×", "/": "÷", "==": "=", "!=": "≠", "<>": "≠", "<=": "≤", ">=": "≥"}
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>[0-9]+(?:\.[0-9]+)?(?![.\w]))
      | (?P<word>[^\W\d]\w*)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<sign><=|>=|==|!=|<>|[-+−*×/÷<>=≠≤≥(),])
      | (?P<end>\Z)
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of text: its sort (number, word, text, sign, end), the piece, its offset."""

    sort: str
    text: str
    position: int


def tokens_of(text: str) -> list[Token]:
    """All tokens, the last one being the end; raises FormulaError at the first bad character."""
    tokens: list[Token] = []
    position = 0
    while True:
        match = _TOKEN.match(text, position)
        if match is None:
            raise _unreadable(text, position)
        sort = str(match.lastgroup)
        piece = match[sort]
        tokens.append(Token(sort, _CANONICAL.get(piece, piece), match.start(sort)))
        if sort == "end":
            return tokens
        position = match.end()


def _unreadable(text: str, position: int) -> FormulaError:
    while text[position].isspace():
        position += 1
    if text[position] in "\"'":
        return FormulaError(FormulaFault.OPEN_TEXT, position)
    if text[position].isdigit():
        return FormulaError(FormulaFault.BAD_NUMBER, position)
    return FormulaError(FormulaFault.UNKNOWN_CHARACTER, position)
