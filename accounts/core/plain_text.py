"""Text as people write it, kept so that what is stored is what everybody sees.

Source: DESIGN section 7 (text with NUL, lone surrogates, marks that turn the direction of writing).
The rules:

* Kept composed (NFC), with one kind of line end, without blanks around it.
* One line is one line: a line end or a tab within it becomes a space.
* Refused are control characters, marks that turn the direction of the text that follows, and what
  is no character at all. Letters of every script, emoji and what joins them are text.
* A text of which nothing can be seen is no text.

>>> clean_text(" c\\u030crka\\r\\nin \\u200b "), clean_line("Ura\\r\\n9.30")
('črka\\nin', 'Ura 9.30')
>>> holds_unseen("moder\\u202erdeč"), holds_unseen("Ниш 🇸🇮 שלום")
(True, False)
"""

import re
import unicodedata

# They take no room: at the edge of a text nobody means them.
_EDGE = " \t\n\r\f\v\u00a0\u200b\u2028\u2029\u2060\ufeff"
_LINE_ENDS = re.compile(r"[ \t]*[\t\n\u2028\u2029]+[ \t]*")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    r"\u202a-\u202e\u2066-\u2069"  # they turn the direction of text that follows
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)


def clean_text(text: str) -> str:
    """As it is kept: composed, one kind of line end, nothing unseen around it."""
    one_end = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = one_end.strip(_EDGE).strip()
    return kept if _is_seen(kept) else ""


def clean_line(text: str) -> str:
    """The same for one line."""
    return _LINE_ENDS.sub(" ", clean_text(text))


def holds_unseen(text: str) -> bool:
    """Whether it holds what a reader cannot see and a program would act on."""
    return _UNSEEN.search(text) is not None


def _is_seen(text: str) -> bool:
    """Whether anything of it shows; what is refused for another reason counts as shown."""
    return any(unicodedata.category(letter) not in ("Cf", "Zs", "Zl", "Zp") for letter in text)
