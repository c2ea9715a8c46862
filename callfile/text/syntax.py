"""What is wrong where a call file cannot be read: a code for what the parsers say in English.

Both builds of PyYAML say the same in other words, so that few of their words are looked for.

>>> of_yaml("did not find expected ',' or ']'", "a: [1\\n", "b: 2").value
'open_bracket'
>>> of_json("Unterminated string starting at").value
'open_quote'
"""

import re
from enum import StrEnum


class SyntaxReason(StrEnum):
    TAB = "tab"
    INDENT = "indent"
    COLON = "colon"
    OPEN_QUOTE = "open_quote"
    AFTER_QUOTE = "after_quote"
    OPEN_BRACKET = "open_bracket"
    STRAY_BRACKET = "stray_bracket"
    FIRST_CHARACTER = "first_character"
    ESCAPE = "escape"
    CONTROL_CHARACTER = "control_character"
    SECOND_DOCUMENT = "second_document"
    DIRECTIVE = "directive"
    TYPE_MARK = "type_mark"
    MARK = "mark"
    BLOCK = "block"
    DASH = "dash"
    COMMA = "comma"
    TRAILING_COMMA = "trailing_comma"
    NO_COLON = "no_colon"
    OTHER_BRACKET = "other_bracket"
    QUOTED_KEY = "quoted_key"
    SINGLE_QUOTE = "single_quote"
    COMMENT = "comment"
    NUMBER = "number"
    BARE_WORD = "bare_word"
    VALUE = "value"
    MORE = "more"
    OTHER = "other"


# Part of what the parser says → the reason; the first that fits.
_YAML = (
    ("mapping values are not allowed", SyntaxReason.COLON),
    ("could not find expected ':'", SyntaxReason.NO_COLON),
    ("unexpected end of stream", SyntaxReason.OPEN_QUOTE),
    ("alphabetic or numeric", SyntaxReason.MARK),
    ("block scalar", SyntaxReason.BLOCK),
    ("directive", SyntaxReason.DIRECTIVE),
    ("a tag", SyntaxReason.TYPE_MARK),
    ("tag handle", SyntaxReason.TYPE_MARK),
    ("',' or", SyntaxReason.OPEN_BRACKET),
    ("node content", SyntaxReason.STRAY_BRACKET),
    ("escape", SyntaxReason.ESCAPE),
    ("quoted scalar", SyntaxReason.ESCAPE),
    ("entries are not allowed", SyntaxReason.DASH),
    ("tab character", SyntaxReason.TAB),
    ("expected key", SyntaxReason.INDENT),
    ("'-' indicator", SyntaxReason.INDENT),
    ("<block end>", SyntaxReason.INDENT),
    ("<document start>", SyntaxReason.INDENT),
)
_SECOND = re.compile(r"^(?:\.\.\.|---)(?:\s|\Z)", re.MULTILINE)
# What begins and never ends is named where it begins.
BEGUN = frozenset({SyntaxReason.OPEN_QUOTE, SyntaxReason.NO_COLON})
# What is wrong within a text; the rest is found by a reader of our own.
_JSON = (
    ("Unterminated string", SyntaxReason.OPEN_QUOTE),
    ("escape", SyntaxReason.ESCAPE),
    ("control character", SyntaxReason.CONTROL_CHARACTER),
)


def of_yaml(said: str, before: str, found: str) -> SyntaxReason:
    """`said` by the parser; `before` and `found` is the text around where it stopped."""
    if "cannot start any token" in said:
        return SyntaxReason.TAB if found.startswith("\t") else SyntaxReason.FIRST_CHARACTER
    reason = next((reason for words, reason in _YAML if words in said), SyntaxReason.OTHER)
    if reason is SyntaxReason.INDENT:
        if before.rpartition("\n")[2].rstrip(" ").endswith(("'", '"')):
            return SyntaxReason.AFTER_QUOTE
        if "<document start>" in said and before.startswith("%"):
            return SyntaxReason.DIRECTIVE
        if "<document start>" in said and _SECOND.search(before):
            return SyntaxReason.SECOND_DOCUMENT
    return reason


def of_json(message: str) -> SyntaxReason:
    reasons = (reason for words, reason in _JSON if words in message)
    return next(reasons, SyntaxReason.OTHER)
