"""What programs paste around and into numbers, identifiers and text, and nobody sees.

Each dress is put around what is right in itself; what is kept is what the person saw.
"""

from collections.abc import Callable

Dress = Callable[[str], str]


def _around(before: str, after: str = "") -> Dress:
    return lambda text: f"{before}{text}{after}"


def _within(sign: str) -> Dress:
    return lambda text: text[:1] + sign + text[1:]


def _for_blanks(blank: str) -> Dress:
    return lambda text: text.replace(" ", blank)


DRESSES: dict[str, Dress] = {
    "spreadsheet-override": _around("\u202d", "\u202c"),
    "left-to-right-embedding": _around("\u202a", "\u202c"),
    "right-to-left-embedding": _around("\u202b", "\u202c"),
    "left-to-right-isolate": _around("\u2066", "\u2069"),
    "right-to-left-isolate": _around("\u2067", "\u2069"),
    "first-strong-isolate": _around("\u2068", "\u2069"),
    "direction-marks": _around("\u200e", "\u200f"),
    "arabic-letter-mark": _around("\u061c"),
    "byte-order-mark": _around("\ufeff"),
    "word-joiners": _around("\u2060", "\u2060"),
    "no-break-space-around": _around("\u00a0", "\u00a0"),
    "thin-spaces-around": _around("\u2009", "\u202f"),
    "em-space-behind": _around("", "\u2003"),
    "tab-behind": _around("", "\t"),
    "line-behind": _around("", "\r\n"),
    "vertical-tab-behind": _around("", "\v"),
    "form-feed-behind": _around("", "\f"),
    "line-separator-behind": _around("", "\u2028"),
    "zero-width-within": _within("\u200b"),
    "soft-hyphen-within": _within("\u00ad"),
    "joiner-within": _within("\u200d"),
    "word-joiner-within": _within("\u2060"),
    "mark-within": _within("\u200e"),
    "no-break-blanks": _for_blanks("\u00a0"),
    "narrow-blanks": _for_blanks("\u202f"),
    "thin-blanks": _for_blanks("\u2009"),
    "figure-blanks": _for_blanks("\u2007"),
}
# Ends of lines that word processors write inside a text, and the hint where a word may break.
LINE_ENDS = {
    "vertical-tab": "\v",
    "form-feed": "\f",
    "next-line": "\x85",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
}
