"""Call files as text: one value, or every fault with its line and column."""

import math

import pytest

from callfile.faults import FaultCode
from callfile.file import DEEPEST
from callfile.text.reading import read_text


def read_yaml(text):
    """Also what begins like JSON."""
    return read_text(f"--- {text}" if text[:1] in ("[", "{") else text)


def said(found):
    return [
        " ".join(
            [
                f"{one.place} {one.code.value}".strip(),
                *(f"{name}={value}" for name, value in one.args.items()),
            ]
        )
        for one in found.faults
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "a"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("yes", "yes"),
        ("null", None),
        ("~", None),
        ("a:", {"a": None}),
        ("", None),
        ("010", 10),
        ("-7", -7),
        ("+7", 7),
        ("7a", "7a"),
        ("1:30", "1:30"),
        ("2027-01-01", "2027-01-01"),
        ("'true'", "true"),
        ('"7"', "7"),
        ("9" * 15, int("9" * 15)),
        ("[a, 1, [b]]", ["a", 1, ["b"]]),
        ("a: {b: 1}\nc: 2", {"a": {"b": 1}, "c": 2}),
        ("c\u030c: c\u030c", {"č": "č"}),
        ("'true': 1", {"true": 1}),
    ],
)
def test_yaml_is_read_narrowly(text, value):
    found = read_yaml(text)
    assert (found.call, said(found)) == (value, [])
    assert type(found.call) is type(value)


@pytest.mark.parametrize("text", ["1.5", ".5", "1.", "1e5", "-1.5E-3", ".inf", "-.Inf", ".nan"])
def test_yaml_names_numbers_with_a_point_and_never_reckons(text):
    found = read_yaml(text)
    assert found.call is None
    assert math.isnan(found.rough)
    is_none = text.strip("-.").isalpha()
    assert said(found) == [f"no_number value={text}" if is_none else "float"]


@pytest.mark.parametrize("text", ["1.5.2", "e5", "1e", ".", "infinity", "nan", "1.5a"])
def test_yaml_leaves_what_is_no_number(text):
    assert read_text(text).call == text


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\n  b: 2", ["syntax line=2 column=4 reason=colon"]),
        ("a: 1\nbč\x01", ["syntax line=2 column=3 reason=control_character"]),
        ("č: ččč\nčb\n\x01", ["syntax line=3 column=1 reason=control_character"]),
        ("\x01", ["syntax line=1 column=1 reason=control_character"]),
        (
            "a: 1\n---\nb: 2\n---\nc: 3",
            [
                "syntax line=2 column=1 reason=second_document",
                "syntax line=4 column=1 reason=second_document",
            ],
        ),
        ("---\na: 1", []),
        ("a: &x 1\nb: *x", ["b alias line=2 column=4"]),
        ("a: !!str 1\nb:\n - !x 2", ["a tag line=1 column=4", "b[0] tag line=3 column=4"]),
        ("a: 1\na: 2", ["duplicate_key key=a first=1"]),
        ("a: {b: 1, b: 2}", ["a duplicate_key key=b first=1"]),
        ("- {b: 1, b: 2}\n- {b: 1}", ["[0] duplicate_key key=b first=1"]),
        (f"{'k' * 70}: 1\n{'k' * 70}: 2", [f"duplicate_key key={'k' * 60} first=1"]),
        ("a: {1: 2}", ["a key_not_text key=1"]),
        ("true: 2", ["key_not_text key=true"]),
        ("b: [{c: 1, c: 2}]\n[a]: 2", ["b[0] duplicate_key key=c first=1", "key_compound"]),
    ],
)
def test_yaml_has_just_these_faults(text, faults):
    found = read_yaml(text)
    assert said(found) == faults
    if faults:
        assert found.call is None


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_yaml_nests_sixty_levels(opening, closing):
    whole = read_yaml(opening * DEEPEST + "1" + closing * DEEPEST)
    assert said(whole) == []
    more = DEEPEST + 1
    [fault] = read_yaml(opening * more + "1" + closing * more).faults
    assert (fault.code, fault.line) == (FaultCode.TOO_DEEP, 1)
    assert fault.place == "[0]" * more if opening == "[" else ".".join("a" * more)
    assert DEEPEST == 60


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{"a": 1}', []),
        ('{"a":\n x}', ["syntax line=2 column=2 reason=bare_word"]),
        ("{", ["syntax line=1 column=2 reason=open_bracket"]),
        ('{"a": 1, "a": 2}', ["duplicate_key key=a first=1"]),
        (f'{{"{"k" * 70}": 1, "{"k" * 70}": 2}}', [f"duplicate_key key={'k' * 60} first=1"]),
        (
            '{"\\ud800": 1, "\\ud800": 2}',
            ["lone_surrogate", "lone_surrogate", "duplicate_key key=? first=1"],
        ),
        ('{"a": "\\ud800"}', ["a lone_surrogate"]),
        ('{"\\ud800": 1}', ["lone_surrogate"]),
        ("[1.5]", ["[0] float"]),
        ("[9007199254740992]", ["[0] integer_too_large"]),
    ],
)
def test_json_has_just_this_fault(text, faults):
    found = read_text(text)
    assert said(found) == faults
    if faults:
        assert found.call is None


def test_a_text_is_read_as_it_begins():
    assert read_text(' \n{"a": 010}').faults
    assert read_text("a: 010").call == {"a": 10}
    assert read_text("[010]").faults
    assert read_text('["c\u030c"]').call == ["č"]
