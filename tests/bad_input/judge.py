"""What every answer to bad input must be: no fault of ours, nothing alive, nothing lost."""

import re
from typing import Any

from django.http.response import HttpResponseBase

from tests.bad_input.page import Page, read_page

STATUSES = {200, 302, 304, 400, 403, 404, 405, 406, 409, 413, 415, 422, 429}
LANGUAGES = ("sl", "it", "en")
_ENGLISH = re.compile(
    r"\b(the|is|are|this|that|enter|must|cannot|ensure|please|valid|write|choose|at most)\b",
    re.IGNORECASE,
)
_OUR_PLACE = re.compile(r"/(?![/\\])[\x21-\x7e]*")


def sound(answer: HttpResponseBase, language: str = "") -> Page:
    """The page, when there is one, as a browser reads it; fails on anything no answer may have."""
    assert answer.status_code in STATUSES, answer.status_code
    for name, value in answer.headers.items():
        assert "\r" not in value, name
        assert "\n" not in value, name
    if answer.status_code in (301, 302, 303, 307, 308):
        assert _OUR_PLACE.fullmatch(answer.headers["Location"]), answer.headers["Location"]
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return Page()
    html = answer.content.decode()
    assert "Traceback (most recent" not in html
    assert "charset=utf-8" in answer.headers["Content-Type"]
    page = read_page(html)
    assert page.alive == []
    if language:
        assert page.language == language
    return page


def refused(
    answer: HttpResponseBase, name: str, typed: str, *, language: str = "sl", kept: str = ""
) -> str:
    """The words at the field: in the reader's language, with what was typed still there."""
    page = sound(answer, language)
    assert answer.status_code in (400, 409, 422), f"{answer.status_code} for {typed[:60]!r}"
    words = page.fault(name)
    assert words, f"no words at {name}: {sorted(page.faults)} {page.summary[:3]}"
    assert_language(words.replace(typed.strip(), ""), language)
    shown = page.value(kept or name)
    assert same_text(shown, typed), f"{typed[:60]!r} became {str(shown)[:60]!r}"
    return words


def assert_language(words: str, language: str) -> None:
    if language != "en":
        assert not _ENGLISH.search(words), words


def same_text(shown: str | None, typed: str) -> bool:
    """A browser sends line ends as CR LF and never a single CR; blanks at the ends may go."""
    return _ends(shown or "").strip() == _ends(typed).strip()


def _ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def language_of(number: int) -> str:
    """The languages take turns, so that every class is read in all of them."""
    return LANGUAGES[number % len(LANGUAGES)]


def shown_values(page: Page, typed: dict[str, Any]) -> dict[str, tuple[str | None, Any]]:
    """What was typed and is not on the page any more: {name: (shown, typed)}."""
    found = {name: page.value(name) for name in typed}
    return {
        name: (found[name], value)
        for name, value in typed.items()
        if isinstance(value, str) and not same_text(found[name], value)
    }
