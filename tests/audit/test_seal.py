import pytest

from audit.keys import seal
from audit.keys.seal import SealBrokenError

HERE = seal.sealed_place("4dd5b8a0-6d44-4f0e-8a67-1c1f1f0a2b3c", "answers")
TEXT = "Čebelarsko društvo, 1.234,56 €".encode()


def test_seal_opens_with_its_key_in_its_place() -> None:
    key = seal.new_data_key()
    sealed = seal.encrypt(key, TEXT, HERE)
    assert seal.decrypt(key, sealed, HERE) == TEXT
    assert TEXT not in sealed
    assert len(sealed) == len(TEXT) + 29


def test_seal_keeps_nothing_and_much() -> None:
    key = seal.new_data_key()
    for content in (b"", b"\x00" * 1_000_000):
        assert seal.decrypt(key, seal.encrypt(key, content, HERE), HERE) == content


def test_seal_looks_different_each_time() -> None:
    key = seal.new_data_key()
    assert seal.encrypt(key, TEXT, HERE) != seal.encrypt(key, TEXT, HERE)


def test_seal_does_not_open_with_another_key() -> None:
    sealed = seal.encrypt(seal.new_data_key(), TEXT, HERE)
    with pytest.raises(SealBrokenError):
        seal.decrypt(seal.new_data_key(), sealed, HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        seal.sealed_place("4dd5b8a0-6d44-4f0e-8a67-1c1f1f0a2b3c", "attachment"),
        seal.sealed_place("00000000-0000-0000-0000-000000000001", "answers"),
        b"",
    ],
)
def test_seal_does_not_open_in_another_place(elsewhere: bytes) -> None:
    key = seal.new_data_key()
    with pytest.raises(SealBrokenError):
        seal.decrypt(key, seal.encrypt(key, TEXT, HERE), elsewhere)


def test_seal_does_not_open_when_any_byte_is_altered() -> None:
    key = seal.new_data_key()
    sealed = seal.encrypt(key, b"abc", HERE)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(SealBrokenError):
            seal.decrypt(key, altered, HERE)


def test_seal_does_not_open_when_cut_short() -> None:
    key = seal.new_data_key()
    sealed = seal.encrypt(key, b"abc", HERE)
    for length in range(len(sealed)):
        with pytest.raises(SealBrokenError):
            seal.decrypt(key, sealed[:length], HERE)


def test_wrapped_data_key_opens_under_the_call_key_alone() -> None:
    call_key, data_key = seal.new_data_key(), seal.new_data_key()
    wrapped = seal.wrap(call_key, data_key, HERE)
    assert seal.unwrap(call_key, wrapped, HERE) == data_key
    with pytest.raises(SealBrokenError):
        seal.unwrap(data_key, wrapped, HERE)
    with pytest.raises(SealBrokenError):
        seal.unwrap(call_key, wrapped, seal.sealed_place("other", "answers"))


def test_wrapped_key_and_sealed_value_are_not_interchangeable() -> None:
    key = seal.new_data_key()
    with pytest.raises(SealBrokenError):
        seal.decrypt(key, seal.wrap(key, seal.new_data_key(), HERE), HERE)
    with pytest.raises(SealBrokenError):
        seal.unwrap(key, seal.encrypt(key, bytes(32), HERE), HERE)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_keys_have_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32"):
        seal.encrypt(bytes(size), TEXT, HERE)
    with pytest.raises(ValueError, match="32"):
        seal.wrap(bytes(32), bytes(size), HERE)


@pytest.mark.parametrize(("application", "field"), [("", "a"), ("1", ""), ("1\x002", "a")])
def test_places_are_an_application_and_a_field(application: str, field: str) -> None:
    with pytest.raises(ValueError, match="NUL"):
        seal.sealed_place(application, field)
