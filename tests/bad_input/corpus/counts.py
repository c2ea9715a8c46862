"""Texts with the words and characters that they have: one table for the server and the browser.

Counted is the text as it is kept (accounts.core.plain_text): composed, with one sign for a line
end, without blanks around it. A word holds a letter or a digit; a character is a code point.
"""

from typing import NamedTuple


class Counted(NamedTuple):
    id: str
    typed: str
    words: int
    characters: int


COUNTS = (
    Counted("nothing", "", 0, 0),
    Counted("blanks-only", " \u00a0\u2003\u3000\r\n\t ", 0, 0),
    Counted("unseen-only", "\u200b\u2060\u00ad\ufeff", 0, 0),
    Counted("plain", "Zbor poje vsak petek.", 4, 21),
    Counted("composed", "Čez šest žlebov", 3, 15),
    Counted("decomposed", "C\u030cez s\u030cest z\u030clebov", 3, 15),
    Counted("bullets", "• prvi\n• drugi\n- tretji\n* četrti", 4, 32),
    Counted("dashes", "zbor – orkester — godba - balet", 4, 31),
    Counted("hyphen-within", "e-pošta, slovensko-italijanski", 2, 30),
    Counted("slash", "vaje / nastopi, in/ali", 3, 22),
    Counted("ampersand", "Glasba & ples R&B", 3, 17),
    Counted("dots", "* * * … ?!", 0, 10),
    Counted("numbers", "1.234,50 € ob 9.30, 12. 3. 2027", 6, 31),
    Counted("roman-and-fractions", "Ⅻ del ½ leta ² ①", 6, 16),
    Counted("line-ends-of-windows", "prva\r\ndruga\r\n\r\ntretja", 3, 18),
    Counted("line-ends-of-old-machines", "prva\rdruga", 2, 10),
    Counted("line-ends-of-word-processors", "prva\vdruga\ftretja\u2028zadnja\u2029\x85še", 5, 28),
    Counted("no-break-spaces", "5\u00a0ur\u202fna\u2007teden", 4, 13),
    Counted("ideographic-space", "zbor\u3000博納察", 2, 8),
    Counted("soft-hyphens", "slo\u00advarček pri\u00adjav", 2, 16),
    Counted("zero-width-within", "dva\u200bdela", 1, 8),
    Counted("zero-width-around", "\u200b Zbor \ufeff\u2060", 1, 4),
    Counted("byte-order-mark-within", "dva\ufeffdela", 1, 8),
    Counted("emoji", "Zbor 🎶 poje 🫒!", 2, 14),
    Counted("emoji-joined", "Dan 👩‍👩‍👧‍👦 v parku 🇸🇮", 3, 22),
    Counted("outside-the-first-plane", "𝒵𝒷ℴ𝓇 in 𐍈", 3, 9),
    Counted("lone-mark", "\u0301 zbor", 1, 6),
    Counted("group-separators", "a\x1cb\x1fc", 3, 5),
    Counted("cyrillic", "Мешовити хор Бонаца", 3, 19),
    Counted("hangul-in-parts", "\u1112\u1161\u11ab zbor", 2, 6),
    Counted("many-emoji", "🎶" * 400, 0, 400),
)
