"""Broken call files as people write them: where it is wrong, and what is wrong there."""

import importlib
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callfile.faults import FaultCode
from callfile.text.json_text import JsonSyntaxError, read_slowly
from callfile.text.notes import Notes
from callfile.text.reading import read_bytes, read_text
from callfile.text.sentences import READING, SYNTAX_REASONS, in_english
from callfile.text.syntax import SyntaxReason

# text → (line, path, code or reason) of each fault, in this order
YAML = {
    "code: k\ncode: l": [(2, "", "duplicate_key")],
    "dates:\n  opens: a\n  opens: b\n  opens: c": [(3, "dates", "duplicate_key")] * 1
    + [(4, "dates", "duplicate_key")],
    "c\u030c: 1\nč: 2": [(2, "", "duplicate_key")],
    "1: a\nb: 2": [(1, "", "key_not_text")],
    "lots:\n- true: a": [(2, "lots[0]", "key_not_text")],
    "a:\n  ~: b": [(2, "a", "key_not_text")],
    "a: {{ title }}": [(1, "a", "key_compound")],
    "a: 1.5\nb: 2,5\nc: [1e3]": [(1, "a", "float"), (3, "c[0]", "float")],
    "a:\n  b: .nan\n  c: -.inf": [(2, "a.b", "no_number"), (3, "a.c", "no_number")],
    "a: 99999999999999999999": [(1, "a", "integer_too_large")],
    "a: 9007199254740992": [(1, "a", "integer_too_large")],
    "a: &x 1\nb:\n - *x": [(3, "b[0]", "alias")],
    "a: !!float 1\nb: !x y": [(1, "a", "tag"), (2, "b", "tag")],
    "a: 1\n---\nb: 2": [(2, "", "second_document")],
    "a: 1\n...\nb: 2": [(3, "", "second_document")],
    "a: 1\na: 2\nb: 'x": [(2, "", "duplicate_key"), (3, "", "open_quote")],
    "a:\n  b: 'x\n\nc: 1\n": [(2, "", "open_quote")],
    "a: 'x' y": [(1, "", "after_quote")],
    'title: "Društvo "Zarja""\n': [(1, "", "after_quote")],
    "a: 1\nb\nc: 2": [(2, "", "no_colon")],
    "a: b: c": [(1, "", "colon")],
    "a: b\n  c: d": [(2, "", "colon")],
    "a:1\nb: 2": [(2, "", "colon")],
    "a:\n\tb: 1": [(2, "", "tab")],
    "a:\n    b: 1\n  c: 2": [(3, "", "indent")],
    "  a: 1\nb: 2": [(2, "", "indent")],
    "a: 1\n- b": [(2, "", "indent")],
    "a: - b": [(1, "", "dash")],
    "a: [1, 2\nb: 3": [(2, "", "open_bracket")],
    "a: {b: 1": [(None, "", "open_bracket")],
    "a: ]": [(1, "", "stray_bracket")],
    "a: @x": [(1, "", "first_character")],
    "a: %x": [(1, "", "first_character")],
    'a: "\\q"': [(1, "", "escape")],
    'a: "\\x"': [(1, "", "escape")],
    "a: 1\nb: \x01": [(2, "", "control_character")],
    "a: |x\n  b": [(1, "", "block")],
    "a: > text": [(1, "", "block")],
    "a: &\nb: 1": [(1, "", "mark")],
    "a: *": [(1, "", "mark")],
    "%YAML 9\n---\na: 1": [(1, "", "directive")],
    "%FOO\na: 1": [(None, "", "directive")],
    "a: !e!x b": [(1, "", "type_mark")],
    "a: !<x b": [(1, "", "type_mark")],
}
JSON = {
    '{"a": 1,\n"a": 2}': [(2, "", "duplicate_key")],
    '{"a": {"b": 1,\n"b": 2}, "a": 3}': [(2, "a", "duplicate_key"), (2, "", "duplicate_key")],
    '{"c\u030c": 1,\n"č": 2}': [(2, "", "duplicate_key")],
    '{"\\u010d": 1,\n"č": 2}': [(2, "", "duplicate_key")],
    '{"a": NaN,\n"b": [Infinity, -Infinity]}': [
        (1, "a", "no_number"),
        (2, "b[0]", "no_number"),
        (2, "b[1]", "no_number"),
    ],
    '{"a": 1.5,\n"b": 1e3}': [(1, "a", "float"), (2, "b", "float")],
    '{"a": [1,\n12345678901234567890]}': [(2, "a[1]", "integer_too_large")],
    '{"a":\n"\\ud800"}': [(2, "a", "lone_surrogate")],
    '{"a": [0,\n"x\\uDFFFy"]}': [(2, "a[1]", "lone_surrogate")],
    '{"\\ud83d": 1}': [(1, "", "lone_surrogate")],
    '{"a": 1.5, "b": tru}': [(1, "a", "float"), (1, "", "bare_word")],
    '{\n"a": 1,\n}': [(2, "", "trailing_comma")],
    '{"a": [1,\n2,]}': [(2, "", "trailing_comma")],
    '{"a": 1\n"b": 2}': [(2, "", "comma")],
    '{"a": [1 2]}': [(1, "", "comma")],
    '{"a" 1}': [(1, "", "no_colon")],
    '{"a"}': [(1, "", "no_colon")],
    "{a: 1}": [(1, "", "quoted_key")],
    "{'a': 1}": [(1, "", "single_quote")],
    "{\"a\": 'b'}": [(1, "", "single_quote")],
    '{"a": 1 // x\n}': [(1, "", "comment")],
    '{\n# x\n"a": 1}': [(2, "", "comment")],
    '{"a": /* x */ 1}': [(1, "", "comment")],
    '{"a": True}': [(1, "", "bare_word")],
    '{"a": None}': [(1, "", "bare_word")],
    '{"a": sl}': [(1, "", "bare_word")],
    '{"a": 010}': [(1, "", "number")],
    '{"a": +1}': [(1, "", "number")],
    '{"a": .5}': [(1, "", "number")],
    '{"a": 1_000}': [(1, "", "number")],
    '{"a": }': [(1, "", "value")],
    '{"a": [1,,2]}': [(1, "", "value")],
    '{"a": "b\n"}': [(1, "", "open_quote")],
    '{"a": "b': [(1, "", "open_quote")],
    '{"a": "\\q"}': [(1, "", "escape")],
    '{"a": "\\u12"}': [(1, "", "escape")],
    '{"a": "\t"}': [(1, "", "control_character")],
    '{"a": [1}': [(1, "", "other_bracket")],
    '{"a": 1\n': [(2, "", "open_bracket")],
    "[1, [2": [(1, "", "open_bracket")],
    '{"a": 1} 2': [(1, "", "more")],
    '{"a": 1}\n{"b": 1}': [(2, "", "more")],
}
FILES = [*YAML.items(), *JSON.items()]


def said(found):
    return [(one.line, one.place, one.args.get("reason", one.code.value)) for one in found.faults]


@pytest.mark.parametrize("build", ["libyaml", "python"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(("text", "wanted"), FILES)
def test_fault_has_its_line_its_path_and_what_is_wrong(monkeypatch, text, wanted, ends, build):
    if build == "python":
        yaml = importlib.import_module("yaml")
        monkeypatch.setattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = said(read_bytes(text.replace("\n", ends).encode()))
    # Where the end of the file is, the two builds see one line apart.
    assert [one[1:] for one in found] == [one[1:] for one in wanted]
    assert [a for a, b in zip(found, wanted, strict=True) if b[0] not in (None, a[0])] == []
    assert all(line for line, _, _ in found)


@pytest.mark.parametrize("text", [text for text, _ in FILES])
def test_sentence_names_the_line_and_is_not_generic(text):
    for fault in read_text(text).faults:
        words = in_english(fault)
        assert re.search(rf"line {fault.line}\b", words, re.IGNORECASE)
        assert SYNTAX_REASONS[SyntaxReason.OTHER] not in words
        assert "%" not in words
        assert fault.place in words


def test_every_code_and_reason_of_reading_is_met_in_the_corpus():
    met = {kind for _, wanted in FILES for _, _, kind in wanted}
    elsewhere = {"expected_mapping", "too_deep", "not_utf8", "file_too_large", "syntax", "other"}
    assert {*map(str, READING), *map(str, SyntaxReason)} - met == elsewhere


def test_what_is_not_utf_8_has_its_line():
    [fault] = read_bytes(b"a: 1\nb: \xe8\n").faults
    assert (fault.code, fault.line) == (FaultCode.NOT_UTF8, 2)


_pieces = st.sampled_from(
    ['{', '}', '[', ']', ',', ':', '"a"', '"\\n"', '"', " ", "\n", "1", "-0", "01", "1.5", "2e1",
     "-", "true", "nul", "NaN", "'a'", "//", "\\", "č", "\t", "\x0b", "\u00a0"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_pieces, max_size=12).map("".join))
def test_slow_reader_takes_just_what_is_json(text):
    try:
        json.loads(text)
        is_json = True
    except ValueError:
        is_json = False
    try:
        read_slowly(text, Notes())
        is_taken = True
    except JsonSyntaxError:
        is_taken = False
    assert is_taken == is_json
