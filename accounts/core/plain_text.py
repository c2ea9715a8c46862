"""Text as people write it, kept so that what is stored is what everybody sees.

Source: DESIGN section 7 (text with NUL, lone surrogates, marks that turn the direction of writing).
The rules:

* Kept composed (NFC), with one kind of line end, without blanks around it. The line ends of word
  processors (vertical tab, form feed, U+0085, U+2028, U+2029) are line ends.
* A soft hyphen is a hint for one page's width and never part of a text.
* One line is one line: a line end or a tab within it becomes a space.
* Numbers and identifiers hold no marks at all: what a program pasted with them is taken out
  (`without_marks`). Only the override that shows letters backwards stays, for what the person saw
  is not what stands there.
* Refused are control characters, marks that turn the direction of the text that follows, and what
  is no character at all. Letters of every script, emoji and what joins them are text.
* A text of which nothing can be seen is no text.

>>> clean_text(" c\\u030crka\\r\\nin \\u200b "), clean_line("Ura\\r\\n9.30")
('črka\\nin', 'Ura 9.30')
>>> clean_identifier("\\u202dSI56\\u00a01910\\u200b 0000\\u202c")
'SI56 1910 0000'
>>> holds_unseen("moder\\u202erdeč"), holds_unseen("Ниш 🇸🇮 שלום")
(True, False)
"""

import re
import unicodedata

# They take no room: at the edge of a text nobody means them.
_EDGE = " \t\n\r\f\v\u00a0\u200b\u2028\u2029\u2060\ufeff"
_ONE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_LINE_ENDS = re.compile(r"[\t\n]+")
_SOFT_HYPHEN = "\u00ad"
_BACKWARDS = "\u202e"
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    r"\u202a-\u202e\u2066-\u2069"  # they turn the direction of text that follows
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)


def clean_text(text: str) -> str:
    """As it is kept: composed, one kind of line end, nothing unseen around it."""
    composed = unicodedata.normalize("NFC", text.replace(_SOFT_HYPHEN, ""))
    kept = _ONE_END.sub("\n", composed).strip(_EDGE).strip()
    return kept if _is_seen(kept) else ""


def clean_line(text: str) -> str:
    """The same for one line."""
    # Parted and joined: a search with the blanks around looks at each blank again and again.
    parts = (part.strip(" \t") for part in _LINE_ENDS.split(clean_text(text)))
    return " ".join(filter(None, parts))


def without_marks(text: str) -> str:
    """Without what takes no room: marks of direction, zero-width signs, soft hyphens."""
    if text.isascii():
        return text
    return "".join(one for one in text if one == _BACKWARDS or unicodedata.category(one) != "Cf")


def clean_identifier(text: str) -> str:
    """A number, a code, a telephone: no marks, and every kind of blank is one space."""
    return " ".join(without_marks(clean_line(text)).split())


def holds_unseen(text: str) -> bool:
    """Whether it holds what a reader cannot see and a program would act on."""
    return _UNSEEN.search(text) is not None


def _is_seen(text: str) -> bool:
    """Whether anything of it shows; what is refused for another reason counts as shown."""
    return any(unicodedata.category(letter) not in ("Cf", "Zs", "Zl", "Zp") for letter in text)
