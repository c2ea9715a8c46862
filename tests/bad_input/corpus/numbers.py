"""Numbers as people write them here, and what only looks like one.

Each with the value that is kept, as a whole number and with two decimals; None where it is refused
(never misread). What the reader's language settles stands in READ_IN.
"""

from typing import NamedTuple


class Number(NamedTuple):
    typed: str
    whole: str | None
    money: str | None


NUMBERS: dict[str, Number] = {
    "plain": Number("34", "34", "34.00"),
    "italian": Number("1.234,56", None, "1234.56"),
    "english": Number("1234.56", None, "1234.56"),
    "ambiguous-comma": Number("1,234", None, None),
    "ambiguous-point": Number("1.234", "1234", None),
    "english-groups": Number("1,234.56", None, "1234.56"),
    "two-groups": Number("1.234.567", "1234567", "1234567.00"),
    "groups-by-blank": Number("1 234,50", None, "1234.50"),
    "groups-by-nbsp": Number("1\u00a0234,50", None, "1234.50"),
    "groups-by-narrow-nbsp": Number("1\u202f234", "1234", "1234.00"),
    "groups-by-apostrophe": Number("1'234.50", None, "1234.50"),
    "groups-by-right-apostrophe": Number("1’234", "1234", "1234.00"),
    "irregular-groups": Number("12.34.567", None, None),
    "group-of-two": Number("1.23.456,7", None, None),
    "comma-twice": Number("1,2,3", None, None),
    "point-then-comma-twice": Number("1.234,5,6", None, None),
    "bare-comma": Number(",5", None, None),
    "comma-at-the-end": Number("5,", None, None),
    "only-mark": Number(".", None, None),
    "leading-zeros": Number("007", "7", "7.00"),
    "zero-grouped": Number("0.123", None, None),
    "negative": Number("-5", None, None),
    "negative-minus-sign": Number("−5", None, None),
    "negative-dash": Number("–5", None, None),
    "negative-behind": Number("5-", None, None),
    "negative-brackets": Number("(5)", None, None),
    "plus": Number("+5", None, None),
    "two-signs": Number("--5", None, None),
    "exponent": Number("1e2", None, None),
    "exponent-upper": Number("1E2", None, None),
    "nan": Number("NaN", None, None),
    "infinity": Number("inf", None, None),
    "infinity-sign": Number("∞", None, None),
    "hexadecimal": Number("0x1F", None, None),
    "octal": Number("0o17", None, None),
    "underscore": Number("1_000", None, None),
    "many-decimals": Number("1,005", None, None),
    "ten-decimals": Number("1,0000000001", None, None),
    "two-to-53": Number("9007199254740992", None, None),
    "two-to-53-and-one": Number("9007199254740993", None, None),
    "ten-to-400": Number("1" + "0" * 400, None, None),
    "million-digits": Number("9" * 100_000, None, None),
    "arabic": Number("٣٤", "34", "34.00"),
    "persian": Number("۳۴", "34", "34.00"),
    "devanagari": Number("३४", "34", "34.00"),
    "fullwidth": Number("３４", "34", "34.00"),
    "mathematical": Number("𝟛𝟜", "34", "34.00"),
    "arabic-marks": Number("٣٤٫٥", None, "34.50"),
    "two-scripts": Number("3٤", None, None),
    "roman": Number("Ⅻ", None, None),
    "superscript": Number("3²", None, None),
    "fraction-sign": Number("½", None, None),
    "fraction": Number("1/2", None, None),
    "chinese": Number("三十", None, None),
    "percent": Number("34 %", None, None),
    "euro-before": Number("€ 34", None, "34.00"),
    "euro-behind": Number("34 €", None, "34.00"),
    "euro-word": Number("34 EUR", None, "34.00"),
    "euro-twice": Number("€ 34 €", None, None),
    "dollar": Number("$34", None, None),
    "words": Number("štiriintrideset", None, None),
    "thousands-word": Number("34k", None, None),
    "formula": Number("=17+17", None, None),
    "blanks-around": Number(" \u00a034 ", "34", "34.00"),
    "direction-marks": Number("\u200f34\u200e", "34", "34.00"),
    "zero-width-within": Number("3\u200b4", "34", "34.00"),
    "nul": Number("3\x004", None, None),
    "override": Number("\u202e34", None, None),
    "two-lines": Number("3\r\n4", None, None),
    "html": Number("<b>34</b>", None, None),
    "template": Number("{{ 34 }}", None, None),
    "boolean": Number("true", None, None),
    "list": Number("[34]", None, None),
}
# One reading is left in these languages: the mark groups thousands there.
READ_IN: dict[tuple[str, str], Number] = {
    ("ambiguous-comma", "en"): Number("1,234", "1234", "1234.00"),
    ("many-decimals", "en"): Number("1,005", "1005", "1005.00"),
    ("ambiguous-point", "sl"): Number("1.234", "1234", "1234.00"),
    ("ambiguous-point", "it"): Number("1.234", "1234", "1234.00"),
}
