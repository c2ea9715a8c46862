import json

import pytest

from audit.backup import key_file
from audit.backup.key_file import read_key_file, write_keys
from audit.backup.manifest import BackupError
from audit.backup.put_back import put_back_keys
from audit.keys import store as key_store

PASSPHRASE = "slana voda, sladke murve"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path, monkeypatch):
    settings.KEYS_ROOT = tmp_path / "keys"
    monkeypatch.setattr(key_file, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})
    key_store.first_signing_key()
    key_store.pseudonym_key()


@pytest.fixture
def file(tmp_path):
    write_keys(tmp_path / "file.json", PASSPHRASE)
    return tmp_path / "file.json"


def test_keys_come_back_with_their_passphrase(file, settings, tmp_path):
    names = key_store.key_names()
    keys = read_key_file(file, PASSPHRASE)
    assert keys == {name: key_store.read_key(name) for name in names}
    settings.KEYS_ROOT = tmp_path / "other"
    put_back_keys(keys)
    put_back_keys(keys)
    assert {name: key_store.read_key(name) for name in key_store.key_names()} == keys


def test_file_of_keys_is_for_its_owner_alone_and_holds_no_key_in_clear(file):
    assert file.stat().st_mode & 0o777 == 0o600
    assert key_store.read_key(key_store.SIGNING).hex() not in file.read_text()


def test_keys_stay_closed_to_another_passphrase(file):
    with pytest.raises(BackupError, match="not the one of"):
        read_key_file(file, PASSPHRASE + " ")


def test_file_of_keys_that_was_altered_is_refused(file):
    value = json.loads(file.read_text())
    sealed = value["sealed"]
    value["sealed"] = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    file.write_text(json.dumps(value))
    with pytest.raises(BackupError, match="altered"):
        read_key_file(file, PASSPHRASE)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"merila": "keys/2"}', "š"])
def test_file_that_holds_no_keys_is_refused(tmp_path, content):
    (tmp_path / "x").write_text(content)
    with pytest.raises(BackupError, match="not a file of keys"):
        read_key_file(tmp_path / "x", PASSPHRASE)


def test_file_that_asks_for_endless_memory_is_refused(file):
    value = json.loads(file.read_text())
    value["scrypt"]["n"] = 2**40
    file.write_text(json.dumps(value))
    with pytest.raises(BackupError, match="more memory"):
        read_key_file(file, PASSPHRASE)


def test_short_passphrase_and_existing_file_are_refused(file, tmp_path):
    with pytest.raises(BackupError, match="at least 12"):
        write_keys(tmp_path / "other.json", "kratko")
    before = file.read_bytes()
    with pytest.raises(BackupError, match="exists already"):
        write_keys(file, PASSPHRASE)
    assert file.read_bytes() == before


def test_key_in_use_is_not_written_over(file):
    keys = read_key_file(file, PASSPHRASE)
    with pytest.raises(BackupError, match="not written over"):
        put_back_keys({**keys, key_store.SIGNING: bytes(32)})
    with pytest.raises(BackupError, match="not a key's name"):
        put_back_keys({"../x": bytes(32)})
