"""The quick way and the slow way of canonical JSON say the same, and every refusal its place."""

from collections import OrderedDict

import pytest

from audit.core.canonical import (
    DEPTH_LIMIT,
    INTEGER_LIMIT,
    CanonicalError,
    CanonicalFault,
    dumps,
    fault_of_text,
    loads,
)


class Whole(int):
    """An integer of a type of its own."""


def nested(depth, leaf, *, mapping=False):
    for _ in range(depth):
        leaf = {"a": leaf} if mapping else [leaf]
    return leaf


def refused(value):
    with pytest.raises(CanonicalError) as caught:
        dumps(value)
    return caught.value.code, caught.value.path, caught.value.detail


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (Whole(7), "7"),
        (OrderedDict(b=1, a=2), '{"a":2,"b":1}'),
        ((1, 2), "[1,2]"),
        ({"č": 1, "a": (2,)}, '{"a":[2],"č":1}'),
        ([{}, [], ""], '[{},[],""]'),
        ({"b": [{"d": 1, "c": 2}], "a": None}, '{"a":null,"b":[{"c":2,"d":1}]}'),
    ],
)
def test_values_of_every_kind_have_one_text(value, text):
    assert dumps(value).decode() == text


@pytest.mark.parametrize("mapping", [False, True])
def test_depth_is_limited_to_a_hundred_in_either_way(mapping):
    for leaf in (1, Whole(1)):
        assert dumps(nested(DEPTH_LIMIT, leaf, mapping=mapping))
        assert refused(nested(DEPTH_LIMIT + 1, leaf, mapping=mapping))[0] is CanonicalFault.TOO_DEEP
    assert refused(nested(DEPTH_LIMIT + 1, 1))[1] == "[0]" * (DEPTH_LIMIT + 1)
    assert dumps(nested(DEPTH_LIMIT, [], mapping=mapping))
    assert refused(nested(DEPTH_LIMIT, [[]], mapping=mapping))[0] is CanonicalFault.TOO_DEEP


@pytest.mark.parametrize("way", [int, Whole])
def test_integers_stay_below_two_to_the_fifty_third(way):
    for number in (INTEGER_LIMIT - 1, 1 - INTEGER_LIMIT):
        assert dumps([way(number)]) == f"[{number}]".encode()
    for number in (INTEGER_LIMIT, -INTEGER_LIMIT):
        assert refused({"a": way(number)}) == (CanonicalFault.INTEGER_TOO_LARGE, "a", "")


@pytest.mark.parametrize(
    ("value", "code", "path", "detail"),
    [
        ({"a": [{"b": 1.5}]}, "float", "a[0].b", ""),
        ({"a": {5: 1}}, "key_not_text", "a", "int"),
        ({None: 1}, "key_not_text", "", "NoneType"),
        ({"a": [b"x"]}, "type", "a[0]", "bytes"),
        ([bytearray(b"x")], "type", "[0]", "bytearray"),
        ([memoryview(b"x")], "type", "[0]", "memoryview"),
        ([{1}], "type", "[0]", "set"),
        ([1j], "type", "[0]", "complex"),
        ({"a": ["c\u030c"]}, "not_nfc", "a[0]", ""),
        ({"a": {"c\u030c": 1}}, "not_nfc", "a", ""),
        ({"a": ["\ud800"]}, "lone_surrogate", "a[0]", ""),
        ({"a": {"\ud800": 1}}, "lone_surrogate", "a", ""),
    ],
)
def test_dumps_says_why_where_and_what(value, code, path, detail):
    assert refused(value) == (code, path, detail)


def unread(data):
    with pytest.raises(CanonicalError) as caught:
        loads(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"a":1,"b":2,"a":3}', "duplicate_key at a"),
        ('{"b":1,"a":1,"a":3,"b":2}', "duplicate_key at a"),
        ("1.5", "float (1.5)"),
        ("1." + "5" * 60, f"float (1.{'5' * 38})"),
        ("9007199254740992", "integer_too_large (9007199254740992)"),
        ("-9007199254740992", "integer_too_large (-9007199254740992)"),
        ("1" * 60, f"integer_too_large ({'1' * 40})"),
        (b"ab\xff", "syntax (byte 2 is not UTF-8)"),
        ('{"a":\n x}', "syntax at 2:2"),
    ],
)
def test_loads_says_why_and_where(data, said):
    assert unread(data) == said


@pytest.mark.parametrize("number", [INTEGER_LIMIT - 1, 1 - INTEGER_LIMIT, 0, -1])
def test_loads_reads_every_small_integer(number):
    assert loads(str(number)) == number


def test_seventeen_signs_are_still_read_as_a_number():
    assert unread("1" * 17) == f"integer_too_large ({'1' * 17})"
    assert unread("1" * 18) == f"integer_too_large ({'1' * 18})"
    assert loads("-1000000000000000") == -(10**15)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("abc", None),
        ("č", None),
        ("c\u030c", CanonicalFault.NOT_NFC),
        ("\ud800", CanonicalFault.LONE_SURROGATE),
        ("c\u030c\ud800", CanonicalFault.LONE_SURROGATE),
    ],
)
def test_fault_of_text(text, fault):
    assert fault_of_text(text) is fault
