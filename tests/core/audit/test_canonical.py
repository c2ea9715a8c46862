import hashlib
import unicodedata

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.core.canonical import CanonicalError, CanonicalFault, digest, dumps, loads

LIMIT = 2**53
nfc_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LIMIT + 1, LIMIT - 1) | nfc_texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(nfc_texts, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(values)
def test_dumps_agrees_with_the_reference_implementation(value):
    assert dumps(value) == rfc8785.dumps(value)


@settings(max_examples=50, deadline=None)
@given(values)
def test_loads_reads_back_what_dumps_wrote(value):
    assert loads(dumps(value)) == value


def test_dumps_sorts_keys_by_utf16_code_units():
    # RFC 8785 §3.2.3: U+1F600 sorts before U+FB33, because its first code unit is D83D.
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7}
    del value["\ufb33"]  # a composition exclusion: not NFC, refused below
    value["\ufffd"] = 3
    assert list(loads(dumps(value))) == [
        "\r",
        "1",
        "\x80",
        "\xf6",
        "\u20ac",
        "\U0001f600",
        "\ufffd",
    ]
    with pytest.raises(CanonicalError, match="not_nfc"):
        dumps({"\ufb33": 1})


def test_dumps_escapes_only_what_must_be_escaped():
    assert dumps('\x00\x1f\x7f\b\f\n\r\t"\\/\u2028č') == (
        b'"\\u0000\\u001f\x7f\\b\\f\\n\\r\\t\\"\\\\/' + "\u2028č".encode() + b'"'
    )


@pytest.mark.parametrize(
    ("value", "code", "path"),
    [
        (0.5, CanonicalFault.FLOAT, ""),
        (float("nan"), CanonicalFault.FLOAT, ""),
        ({"a": [1, {"b": 1.0}]}, CanonicalFault.FLOAT, "a[1].b"),
        (LIMIT, CanonicalFault.INTEGER_TOO_LARGE, ""),
        ([-LIMIT], CanonicalFault.INTEGER_TOO_LARGE, "[0]"),
        ({"a": {1: 2}}, CanonicalFault.KEY_NOT_TEXT, "a"),
        ({"a": "\ud800"}, CanonicalFault.LONE_SURROGATE, "a"),
        ({"\udfff": 1}, CanonicalFault.LONE_SURROGATE, ""),
        ({"title": "c\u030c"}, CanonicalFault.NOT_NFC, "title"),
        ({"a": b"bytes"}, CanonicalFault.TYPE, "a"),
        ({"a": {1, 2}}, CanonicalFault.TYPE, "a"),
        (1 + 2j, CanonicalFault.TYPE, ""),
    ],
)
def test_dumps_refuses_with_the_place(value, code, path):
    with pytest.raises(CanonicalError) as caught:
        dumps(value)
    assert (caught.value.code, caught.value.path) == (code, path)


def test_dumps_accepts_the_largest_integers():
    assert dumps([LIMIT - 1, 1 - LIMIT]) == b"[9007199254740991,-9007199254740991]"


def test_dumps_keeps_true_and_one_apart():
    assert dumps([True, 1]) == b"[true,1]"


def test_dumps_refuses_bottomless_nesting():
    value: list[object] = []
    for _ in range(5000):
        value = [value]
    with pytest.raises(CanonicalError, match="too_deep"):
        dumps(value)


def test_digest_is_the_sha256_of_the_canonical_bytes():
    value = {"b": 1, "a": ["š"]}
    assert digest(value) == hashlib.sha256('{"a":["š"],"b":1}'.encode()).hexdigest()
    assert digest(value) == digest({"a": ["š"], "b": 1})
    assert digest(value) != digest({"a": ["s"], "b": 1})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('{"a":1,"a":2}', CanonicalFault.DUPLICATE_KEY),
        ('{"x":{"a":1,"a":1}}', CanonicalFault.DUPLICATE_KEY),
        ("1.0", CanonicalFault.FLOAT),
        ("1e5", CanonicalFault.FLOAT),
        ("[NaN]", CanonicalFault.FLOAT),
        ("-Infinity", CanonicalFault.FLOAT),
        ("9007199254740992", CanonicalFault.INTEGER_TOO_LARGE),
        ("1" * 5000, CanonicalFault.INTEGER_TOO_LARGE),
        ("{} {}", CanonicalFault.SYNTAX),
        ("{} x", CanonicalFault.SYNTAX),
        ("", CanonicalFault.SYNTAX),
        ("\ufeff{}", CanonicalFault.SYNTAX),
        (b"\xff", CanonicalFault.SYNTAX),
        ("{'a':1}", CanonicalFault.SYNTAX),
        ("[" * 100_000, CanonicalFault.TOO_DEEP),
    ],
)
def test_loads_refuses(data, code):
    with pytest.raises(CanonicalError) as caught:
        loads(data)
    assert caught.value.code == code


def test_loads_accepts_text_bytes_and_white_space():
    assert loads(b' {"a": [1, -2, "\\u010d"]} \n') == loads('{"a":[1,-2,"č"]}')


def nested(depth: int, leaf: object) -> object:
    return leaf if depth == 0 else [nested(depth - 1, leaf)]


def test_dumps_is_as_deep_as_it_says_and_no_deeper():
    assert dumps(nested(100, 1)) == b"[" * 100 + b"1" + b"]" * 100
    with pytest.raises(CanonicalError, match="too_deep"):
        dumps(nested(101, 1))
    with pytest.raises(CanonicalError, match="too_deep"):
        dumps(nested(101, []))


def test_dumps_takes_a_mark_at_the_beginning_of_a_text_for_what_it_is():
    # After an escaped line end the mark stands behind the letter n of the escape.
    value = {"a": "\n\u0303", "b": ["\u0303"]}
    assert loads(dumps(value)) == value
    with pytest.raises(CanonicalError, match=r"not_nfc at b\[0\]"):
        dumps({"a": "č", "b": ["n\u0303"]})
