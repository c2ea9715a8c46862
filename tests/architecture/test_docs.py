"""Documents: what they point at exists, and the guides say what the pages say."""

import re
from pathlib import Path

import polib
import pytest

from tests.architecture.sources import ROOT

GUIDES = ROOT / "docs" / "guides"
LANGUAGES = ("sl", "it", "en")
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
    if "node_modules" not in path.parts
)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
_LABEL = re.compile(r"\*\*([^*]+?)\*\*")


def guides(language: str) -> list[Path]:
    return sorted((GUIDES / language).glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    targets = [
        target
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:"))
    ]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_guides_are_the_same_in_every_language():
    counts = {language: len(guides(language)) for language in LANGUAGES}
    assert set(counts.values()) == {8}, counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_in_guides_are_those_of_the_pages(language):
    """What is bold in the middle of a sentence is a word of the interface."""
    said = {
        label.strip().casefold()
        for page in guides(language)
        for line in page.read_text(encoding="utf-8").splitlines()
        if not re.match(r"\d+\. \*\*", line)
        for label in _LABEL.findall(line)
    }
    known = words_of(language)
    assert sorted(label for label in said if not any(label in text for text in known)) == []


def words_of(language: str) -> set[str]:
    source = ROOT / "locale" / "sl" / "LC_MESSAGES" / "django.po"
    if language != "en":
        source = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(source))
    if language == "en":
        return {entry.msgid.casefold() for entry in entries}
    return {
        text.casefold()
        for entry in entries
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
    }
