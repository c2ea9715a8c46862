"""What lies in a shared cache can be read, counted and never run."""

import pickle

import pytest

from config.cache_values import PlainSerializer


@pytest.mark.parametrize(
    "value", [7, -1, 1.5, True, None, "č", b"", b"\0\xff", b"12", [1.0, "x"], {}]
)
def test_value_comes_back_as_it_was_put(value):
    kept = PlainSerializer().dumps(value)
    # As Redis gives it back.
    found = PlainSerializer().loads(str(kept).encode() if type(kept) is int else kept)
    assert (found, type(found)) == (value, type(value))


def test_object_is_not_kept():
    with pytest.raises(TypeError):
        PlainSerializer().dumps(object())


def test_what_a_stranger_puts_there_is_not_run():
    with pytest.raises(ValueError, match=r"."):
        PlainSerializer().loads(pickle.dumps(print))
