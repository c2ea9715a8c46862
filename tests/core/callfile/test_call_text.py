"""Call files as text: one value, or every fault with its line and column."""

import math

import pytest

from callfile.text import DEEPEST, read_json, read_text, read_yaml


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
        ("1" * 20, int("1" * 20)),
        ("1" * 30, int("1" * 20)),
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
    assert math.isnan(read_yaml(text).call)


@pytest.mark.parametrize("text", ["1.5.2", "e5", "1e", ".", "infinity", "nan", "1.5a"])
def test_yaml_leaves_what_is_no_number(text):
    assert read_yaml(text).call == text


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
        ("a: &x 1\nb: *x", ["alias line=2 column=4"]),
        ("a: !!str 1\nb:\n - !x 2", ["tag line=1 column=4", "tag line=3 column=4"]),
        ("a: 1\na: 2", ["duplicate_key key=a"]),
        ("a: {b: 1, b: 2}", ["a duplicate_key key=b"]),
        ("- {b: 1, b: 2}\n- {b: 1}", ["[0] duplicate_key key=b"]),
        (f"{'k' * 70}: 1\n{'k' * 70}: 2", [f"duplicate_key key={'k' * 60}"]),
        ("a: {1: 2}", ["a key_not_text"]),
        ("true: 2", ["key_not_text"]),
        ("[a]: 2\nb: [{c: 1, c: 2}]", ["key_not_text", "b[0] duplicate_key key=c"]),
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
    assert said(read_yaml(opening * more + "1" + closing * more)) == ["too_deep"]
    assert DEEPEST == 60


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('{"a": 1}', []),
        ('{"a":\n x}', ["syntax line=2 column=2 reason=value"]),
        ("", ["syntax line=1 column=1 reason=value"]),
        ('{"a": 1, "a": 2}', ["duplicate_key key=a"]),
        (f'{{"{"k" * 70}": 1, "{"k" * 70}": 2}}', [f"duplicate_key key={'k' * 60}"]),
        ('{"\\ud800": 1, "\\ud800": 2}', ["duplicate_key key=?"]),
        ('{"a": "\\ud800"}', ["lone_surrogate"]),
        ('{"\\ud800": 1}', ["lone_surrogate"]),
        ("[1.5]", ["float"]),
        ("[9007199254740992]", ["integer_too_large"]),
    ],
)
def test_json_has_just_this_fault(text, faults):
    found = read_json(text)
    assert said(found) == faults
    if faults:
        assert found.call is None


def test_a_text_is_read_as_it_begins():
    assert read_text(' \n{"a": 010}').faults
    assert read_text("a: 010").call == {"a": 10}
    assert read_text("[010]").faults
    assert read_text('["c\u030c"]').call == ["č"]
