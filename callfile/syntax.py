"""What is wrong where a call file cannot be read: a code for what the parsers say in English.

Both builds of PyYAML say the same in other words, so that few of their words are looked for.

>>> of_yaml("did not find expected ',' or ']'", "b: 2").value
'open_bracket'
>>> of_json("Expecting ',' delimiter").value
'comma'
"""

from enum import StrEnum


class SyntaxReason(StrEnum):
    TAB = "tab"
    INDENT = "indent"
    COLON = "colon"
    OPEN_QUOTE = "open_quote"
    OPEN_BRACKET = "open_bracket"
    STRAY_BRACKET = "stray_bracket"
    FIRST_CHARACTER = "first_character"
    ESCAPE = "escape"
    CONTROL_CHARACTER = "control_character"
    SECOND_DOCUMENT = "second_document"
    COMMA = "comma"
    QUOTED_KEY = "quoted_key"
    VALUE = "value"
    MORE = "more"
    OTHER = "other"


# Part of what the parser says → the reason; the first that fits.
_YAML = (
    ("mapping values are not allowed", SyntaxReason.COLON),
    ("unexpected end of stream", SyntaxReason.OPEN_QUOTE),
    ("',' or", SyntaxReason.OPEN_BRACKET),
    ("node content", SyntaxReason.STRAY_BRACKET),
    ("escape", SyntaxReason.ESCAPE),
    ("expected key", SyntaxReason.INDENT),
    ("'-' indicator", SyntaxReason.INDENT),
    ("<block end>", SyntaxReason.INDENT),
)
_JSON = (
    ("delimiter", SyntaxReason.COMMA),
    ("property name", SyntaxReason.QUOTED_KEY),
    ("Unterminated string", SyntaxReason.OPEN_QUOTE),
    ("escape", SyntaxReason.ESCAPE),
    ("control character", SyntaxReason.CONTROL_CHARACTER),
    ("Expecting value", SyntaxReason.VALUE),
    ("Extra data", SyntaxReason.MORE),
)


def of_yaml(problem: str | None, found: str) -> SyntaxReason:
    """`found` is the text from the place on at which the parser stopped."""
    said = problem or ""
    if "cannot start any token" in said:
        return SyntaxReason.TAB if found.startswith("\t") else SyntaxReason.FIRST_CHARACTER
    reasons = (reason for words, reason in _YAML if words in said)
    return next(reasons, SyntaxReason.OTHER)


def of_json(message: str) -> SyntaxReason:
    reasons = (reason for words, reason in _JSON if words in message)
    return next(reasons, SyntaxReason.OTHER)
