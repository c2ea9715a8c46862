"""Text that is no plain text. `kept` is what is stored; None where it is refused at its field."""

from typing import NamedTuple


class Text(NamedTuple):
    id: str
    typed: str
    kept: str | None
    kept_in_lines: str | None = None  # where several lines may be written, if it differs


def _same(name: str, typed: str) -> Text:
    return Text(name, typed, typed)


def _control(name: str, sign: str) -> Text:
    return Text(name, f"Ura{sign}v dvorani ob devetih", None)


TEXTS = (
    _control("nul", "\0"),
    _control("backspace", "\x08"),
    _control("escape", "\x1b[31m"),
    _control("unit-separator", "\x1f"),
    _control("delete", "\x7f"),
    _control("next-line-c1", "\x9b"),
    _control("right-to-left-override", "\u202e"),
    _control("left-to-right-embedding", "\u202a"),
    _control("isolate", "\u2067"),
    _control("pop-isolate", "\u2069"),
    _control("not-a-character", "\ufffe"),
    _control("not-a-character-fdd0", "\ufdd0"),
    Text("only-nul", "\0\0\0\0\0\0\0\0\0\0\0\0", None),
    Text("nul-at-the-end", "Ura v dvorani ob devetih\0", None),
    _same("right-to-left-letters", "שלום מקהלה בונאצה"),
    _same("arabic-letters", "جوقة بوناتسا المختلطة"),
    _same("cyrillic", "Мешовити хор Бонаца"),
    _same("chinese", "博納察混聲合唱團及其朋友們"),
    _same("ours", "Društvo Čez šest žlebov, Così è la città"),
    _same("emoji", "Zbor 🎶 poje vsak teden 🫒"),
    _same("emoji-joined", "Družinski dan 👩‍👩‍👧‍👦 v parku"),
    _same("flags", "Gostje iz 🇸🇮 in 🇮🇹 na odru"),
    _same("zero-width-within", "mešani\u200bzbor Oljčni list"),
    _same("direction-mark", "Zbor\u200f שלום in prijatelji"),
    _same("outside-the-first-plane", "𝒵𝒷ℴ𝓇 in 𐍈 na koncertu"),
    _same("replacement-sign", "Oljčni list �� in prijatelji"),
    _same("ligature-long", "ﷺ ﷽ nastop zbora v mestu"),
    _same("many-marks", "Z\u0334\u0335\u0336\u0337\u0338bor poje v dvorani"),
    Text("combining", "Sec\u030covlje in c\u030crni oder", "Sečovlje in črni oder"),
    Text("angstrom", "Zbor \u212bngstrom v dvorani", "Zbor Ångstrom v dvorani"),
    Text("hangul", "\u1112\u1161\u11ab zbor v dvorani", "\ud55c zbor v dvorani"),
    Text("blanks-around", "  \u00a0 Zbor v dvorani \u2003", "Zbor v dvorani"),
    Text("zero-width-around", "\ufeff\u200bZbor v dvorani\u2060", "Zbor v dvorani"),
    Text(
        "two-lines",
        "Prva vrsta\r\ndruga vrsta",
        "Prva vrsta druga vrsta",
        "Prva vrsta\ndruga vrsta",
    ),
    Text(
        "old-mac-lines",
        "Prva vrsta\rdruga vrsta",
        "Prva vrsta druga vrsta",
        "Prva vrsta\ndruga vrsta",
    ),
    Text("tab", "Prva\tvrsta v dvorani", "Prva vrsta v dvorani", "Prva\tvrsta v dvorani"),
    Text(
        "line-separator",
        "Prva vrsta\u2028druga vrsta",
        "Prva vrsta druga vrsta",
        "Prva vrsta\ndruga vrsta",
    ),
    _same("percent", "100 %d %s %(name)s %n od vseh"),
    _same("braces", "{name} {0.__class__} {{ }} {% %} $ ${x}"),
    _same("quotes", 'Zbor »O\'Brien« in "Così" pojeta'),
    _same("backslashes", r"\\ \n \u0000 \x00 C:\novo\tabela"),
    _same("entities", "&amp; &lt;b&gt; &#x27; &nbsp; &#0; zbor"),
    _same("sql", "'; DROP TABLE grants_call; -- zbor"),
    _same("formula", '=HYPERLINK("https://example.org";"zbor")'),
    _same("null-word", "null undefined None NaN true"),
)
# What is far too long, and what is nothing at all.
TOO_LONG = (
    Text("one-megabyte", "Oljka " * 170_000, None),
    Text("one-long-word", "ž" * 100_000, None),
    Text("many-marks-on-one-letter", "a" + "\u0334" * 20_000, None),
    Text("many-lines", "vrsta\r\n" * 20_000, None),
)
NOTHING = (
    Text("empty", "", None),
    Text("blanks", " \t \r\n ", None),
    Text("no-break-spaces", "\u00a0\u202f\u3000", None),
    Text("zero-width", "\u200b\u200b\u200c", None),
    Text("byte-order-mark", "\ufeff", None),
    Text("soft-hyphens", "\u00ad\u00ad", None),
)
