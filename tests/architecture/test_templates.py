"""Templates: every word translated, nothing inline, one page for each reader."""

import re

import pytest

from tests.architecture.sources import APPS, ROOT, name, python_files

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LETTERS = sorted((ROOT / "templates").rglob("*.txt"))
# Names of products and formats, and what is the same in every language.
_SAME = {
    "CSV",
    "Ctrl",
    "Enter",
    "JSON",
    "MB",
    "Merila",
    "NDJSON",
    "OpenAPI",
    "PDF",
    "QR",
    "SHA",
    "Tab",
    "XLSX",
}
# Shown when nothing works any more, so it holds all three languages itself.
_LAST_RESORT = ROOT / "templates" / "500.html"
_SYNTAX = re.compile(
    r"\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label|label)=\"([^\"]*)\"")


def untranslated(source: str) -> list[str]:
    """Words between tags and in spoken attributes that no translation passes through."""
    bare = re.sub(r"\bm-[\w-]+", " ", _SYNTAX.sub(" ", source))
    text = " ".join([_TAG.sub(" ", bare), *_SPOKEN.findall(bare)])
    words = re.findall(r"\b[^\W\d_]{2,}\b", re.sub(r"&\w+;", " ", text))
    return [word for word in words if word not in _SAME]


@pytest.mark.parametrize("path", sorted({*TEMPLATES, *LETTERS} - {_LAST_RESORT}), ids=name)
def test_template_has_no_untranslated_word(path):
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_nothing_inline(path):
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"))
    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", source) == []


def test_untranslated_finds_words_between_tags_and_in_attributes():
    assert untranslated("<p>{% translate 'Money' %} {{ sum }} Merila</p>") == []
    assert untranslated("<p class='x'>Money</p><img alt=\"Arms\">") == ["Money", "Arms"]


def test_frame_of_an_error_is_written_once_and_in_the_last_resort():
    framed = {path for path in TEMPLATES if "m-err__code" in path.read_text(encoding="utf-8")}
    assert framed == {ROOT / "templates" / "base_error.html", _LAST_RESORT}


def unused_classes(styles: str, sources: str) -> set[str]:
    """Classes of ours that no source names, whole or as the beginning of one that it builds."""
    built = tuple(re.findall(r"\bm-[\w-]+-(?=\{)", sources))
    named = set(re.findall(r"\bm-[\w-]+", sources))
    styled = set(re.findall(r"\.(m-[\w-]+)", re.sub(r"//.*", "", styles)))
    return {one for one in styled - named if not (built and one.startswith(built))}


def test_every_styled_class_is_used():
    styles = "".join(path.read_text() for path in sorted((ROOT / "assets/scss").glob("*.scss")))
    scripts = [*(ROOT / "assets/js").rglob("*.js"), *python_files(*APPS)]
    sources = "".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *scripts])
    assert unused_classes(styles, sources) == set()


def test_unused_classes_knows_what_a_template_builds():
    sources = '<p class="m-note m-state--{{ kind }}">'
    assert unused_classes(".m-note {} .m-state--open {} .m-old {}", sources) == {"m-old"}


def test_every_template_is_used():
    """By another one, or by a door that names it."""
    sources = {path: path.read_text(encoding="utf-8") for path in [*TEMPLATES, *LETTERS]}
    code = "".join(path.read_text(encoding="utf-8") for path in python_files(*APPS, "config"))
    shared = [path for path in TEMPLATES if path.parent.name in ("components", "forms")]
    unused = [
        name(path)
        for path in shared
        if f'"{path.relative_to(ROOT / "templates")}"' not in code
        and not any(
            path.relative_to(ROOT / "templates").as_posix() in text
            for other, text in sources.items()
            if other != path
        )
    ]
    assert unused == []
