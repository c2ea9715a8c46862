"""Slovene and Italian are complete and belong to the texts that the sources hold now."""

import ast
import os
import re
import shutil
import subprocess
import sys

import polib
import pytest

from accounts.languages import LANGUAGES as OFFERED
from tests.architecture.sources import APPS, ROOT, name, parse, python_files

# The sources are in English.
LANGUAGES = [code for code in OFFERED if code != "en"]


def catalogue(folder, language):
    return polib.pofile(str(folder / "locale" / language / "LC_MESSAGES" / "django.po"))


def keys(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The texts of the sources, taken out afresh in a copy."""
    copy = tmp_path_factory.mktemp("texts")
    for folder in (*APPS, "callfile", "config", "templates"):
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave)
    shutil.copy(ROOT / "manage.py", copy)
    (copy / "assets" / "dist").mkdir(parents=True)
    (copy / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--no-location", "-v", "0"]
    for language in LANGUAGES:
        command += ["-l", language]
    own = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run(command, cwd=copy, env=own, check=True)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    entries = catalogue(ROOT, language)
    empty = [entry.msgid for entry in entries if not entry.obsolete and not entry.translated()]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_the_messages_of_the_sources(language, extracted):
    ours = keys(entry for entry in catalogue(ROOT, language) if not entry.obsolete)
    fresh = keys(catalogue(extracted, language))
    assert fresh - ours == set(), "not in the catalogue"
    assert ours - fresh == set(), "no longer in the sources"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language):
    text = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    subprocess.run(["msgfmt", "--check-format", "-o", "/dev/null", str(text)], check=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_not_marked_as_unfinished(language):
    """A catalogue with a fuzzy head is passed over when it is compiled: all is English then."""
    assert not catalogue(ROOT, language).metadata_is_fuzzy


def test_slovene_has_its_four_forms():
    plural = catalogue(ROOT, "sl").metadata["Plural-Forms"]
    assert "nplurals=4" in plural


def test_sources_quote_as_english_does():
    straight = [entry.msgid for entry in catalogue(ROOT, "sl") if re.search(r"[\"']", entry.msgid)]
    assert straight == []


def test_italian_has_no_article_before_a_number():
    """It would have to be another one before 8, 11 and 80: l’11 settembre, l’80 %."""
    article = (
        r"\b(il|un|del|al|dal|nel|sul) %\("
        r"(day|date|when|at|until|limit|share|percent|place|rank|phone)\w*\)s"
    )
    texts = [
        text
        for entry in catalogue(ROOT, "it")
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in texts if re.search(article, text)] == []


_BEFORE_A_VOWEL = re.compile(
    r"\b(?:il|lo|la|i|gli|le|al|del|dal|nel|sul|un|una)\b (?:8|11)(?:[0-9]*\b|(?=\.))"
    r"|(?<!\w)(?:[a-z]*l’)(?!8|11\b|1º|1\.)[0-9]",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?:il|lo|la|i|gli|le|al|del|dal|nel|sul|un|una) (?:11[0-9]+)", re.IGNORECASE)


def test_italian_article_before_written_numbers_is_right():
    """L’80 %, l’8 maggio, l’11 settembre, but il 110 %."""
    sources = [
        *sorted((ROOT / "library").glob("*.yaml")),
        *sorted((ROOT / "docs").rglob("it/*.md")),
    ]
    sources += sorted((ROOT / "reports" / "demo" / "data").glob("*.yaml"))
    lines = [
        line for path in sources for line in path.read_text(encoding="utf-8").splitlines()
        if path.suffix == ".md" or line.strip().startswith("it:")
    ] + [
        text
        for entry in catalogue(ROOT, "it")
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]  # fmt: skip
    assert len(lines) > 1000
    found = [(line, hit[0]) for line in lines for hit in _BEFORE_A_VOWEL.finditer(line)]
    assert [line for line, hit in found if not _LONG.fullmatch(hit)] == []


def test_languages_are_told_apart_in_their_table_alone():
    """What a language does otherwise is a column of accounts/languages.py."""
    found = []
    for path in python_files(*APPS, "callfile", "config"):
        if name(path).startswith("reports/demo/"):
            continue  # what the demo's people write in each language
        for node in ast.walk(parse(path)):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            codes = {one.value for one in sides if isinstance(one, ast.Constant)}
            if codes & OFFERED.keys():
                found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []
