import threading
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings

from audit.keys import store as key_store
from audit.keys.store import KeyMissingError, KeyUnfitError

CALL = UUID("4dd5b8a0-6d44-4f0e-8a67-1c1f1f0a2b3c")


@pytest.fixture(autouse=True)
def _keys(settings: LazySettings, tmp_path: Path) -> Path:
    settings.KEYS_ROOT = tmp_path / "keys"
    return tmp_path / "keys"


def _file(name: str) -> Path:
    return key_store._path(name)


def test_call_key_is_made_once_and_read_again() -> None:
    made = key_store.ensure_call_key(CALL)
    assert len(made) == 32
    assert key_store.call_keys(CALL) == (made,)
    assert key_store.ensure_call_key(CALL) == made


def test_keys_of_two_calls_differ() -> None:
    assert key_store.ensure_call_key(CALL) != key_store.ensure_call_key(UUID(int=1))


def test_call_key_that_is_missing_is_not_made_by_reading() -> None:
    with pytest.raises(KeyMissingError, match=str(CALL)):
        key_store.call_keys(CALL)
    assert not _file(f"calls/{CALL}").exists()


def test_keys_are_readable_by_their_owner_alone() -> None:
    key_store.ensure_call_key(CALL)
    path = _file(f"calls/{CALL}")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_key_that_others_may_read_is_refused() -> None:
    key_store.ensure_call_key(CALL)
    _file(f"calls/{CALL}").chmod(0o640)
    with pytest.raises(KeyUnfitError, match="mode 600"):
        key_store.call_keys(CALL)


@pytest.mark.parametrize("content", [b"", b"ab", b"zz" * 32, b"\xff" * 64, b"ab" * 33])
def test_file_that_is_no_key_is_refused_and_kept(content: bytes) -> None:
    key_store.ensure_call_key(CALL)
    path = _file(f"calls/{CALL}")
    path.write_bytes(content)
    with pytest.raises(KeyUnfitError):
        key_store.ensure_call_key(CALL)
    assert path.read_bytes() == content


def test_signing_key_signs_the_same_each_time() -> None:
    first = key_store.first_signing_key()
    again = key_store.signing_key(first.public_key().public_bytes_raw())
    assert first.sign(b"root") == again.sign(b"root")


def test_signing_key_that_is_missing_is_not_replaced() -> None:
    with pytest.raises(KeyMissingError, match="backup"):
        key_store.signing_key(bytes(32))
    key_store.first_signing_key()
    with pytest.raises(KeyMissingError, match="another signing key"):
        key_store.signing_key(bytes(32))


def test_keys_of_the_installation_differ_by_purpose() -> None:
    assert key_store.pseudonym_key() != key_store.first_signing_key().private_bytes_raw()


@pytest.mark.parametrize("name", ["", "../x", "a/b/c", "/x", "A", "calls/..", "a\n"])
def test_names_that_leave_the_folder_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a key's name"):
        key_store.ensure_key(name)


def test_many_at_once_get_one_key() -> None:
    found: list[bytes] = []
    start = threading.Barrier(8)

    def take() -> None:
        start.wait()
        found.append(key_store.ensure_call_key(CALL))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
