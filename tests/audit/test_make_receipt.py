import pytest

from audit.actions.erase_payload import erase_payload
from audit.actions.make_receipt import make_receipt
from audit.core import canonical
from audit.core.checkpoint import parse_note
from audit.core.entry import EntryType, parse_entry
from audit.core.receipt import Receipt, parse_receipt, verify_receipt
from audit.models import LedgerPayload
from tests.audit.entries import BRUNO, write_entries, write_entry
from tests.signatures import is_signed

pytestmark = pytest.mark.django_db


def _bytes(receipt: Receipt) -> bytes:
    return canonical.dumps(receipt.as_object())


def test_receipt_holds_the_moment_the_entry_is_written() -> None:
    write_entries(4)
    receipt = make_receipt(entry=write_entry(payload={"number": "K27-A-014"}))
    verify_receipt(parse_receipt(_bytes(receipt)), is_signed)
    assert receipt.payload == {"number": "K27-A-014", "rows": {}}
    assert parse_note(receipt.checkpoint).checkpoint.size == 5


def test_receipt_is_the_same_however_often_it_is_asked_for() -> None:
    entry = write_entry()
    first = _bytes(make_receipt(entry=entry))
    write_entries(3)
    make_receipt(entry=write_entry())
    assert _bytes(make_receipt(entry=entry)) == first


def test_receipt_of_an_older_entry_holds_too() -> None:
    entries = write_entries(6)
    receipt = make_receipt(entry=entries[2])
    verify_receipt(receipt, is_signed)
    assert parse_note(receipt.checkpoint).checkpoint.size == 3


def test_erased_payload_leaves_a_receipt_that_still_holds() -> None:
    entry = write_entry(payload={"number": "K27-A-014"})
    erased = erase_payload(entry=entry, reason="end of term", actor=BRUNO)
    assert erased is not None
    assert erased.type == EntryType.PAYLOAD_ERASED
    assert parse_entry(erased.canonical.encode()).pub == {"seq": entry.seq}
    assert not LedgerPayload.objects.filter(entry=entry).exists()
    receipt = make_receipt(entry=entry)
    assert (receipt.salt, receipt.payload) == (None, None)
    verify_receipt(receipt, is_signed)


def test_erase_payload_twice_writes_one_entry() -> None:
    entry = write_entry()
    erase_payload(entry=entry, reason="end of term", actor=BRUNO)
    assert erase_payload(entry=entry, reason="end of term", actor=BRUNO) is None
