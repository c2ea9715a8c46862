import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from audit.actions.erase_payload import erase_payload
from audit.core.entry import EntryType
from audit.keys.pseudonyms import SYSTEM, pseudonym_in_call
from audit.models import LedgerEntry
from audit.words import TYPE_WORDS, role_in_words, type_in_words
from tests.audit.entries import write_entries, write_entry

pytestmark = pytest.mark.django_db


def _page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_ledger_page_lists_acts_in_the_language_of_the_reader(client: Client) -> None:
    write_entry(type=EntryType.APPLICATION_SUBMITTED)
    assert "Vloga oddana" in _page(client, "/sl/ledger/")
    assert "Domanda presentata" in _page(client, "/it/ledger/")
    assert "Application submitted" in _page(client, "/en/ledger/")


def test_ledger_page_shows_who_as_a_role_and_a_pseudonym(client: Client) -> None:
    write_entry()
    page = _page(client, "/sl/ledger/")
    assert "Prijavitelj" in page
    assert pseudonym_in_call(user_id=7, call_code="kultura-2027")[:8] in page


def test_ledger_page_of_one_call(client: Client) -> None:
    write_entry(call_code="kultura-2027", type=EntryType.CALL_PUBLISHED)
    write_entry(call_code="sport-2027", type=EntryType.CALL_AMENDED)
    page = _page(client, "/en/ledger/?call=sport-2027")
    assert "Call amended" in page
    assert "Call published" not in page


@pytest.mark.parametrize("call", ["unknown", "%00", "kultura-2027%27"])
def test_ledger_page_of_an_unknown_call_is_not_found(client: Client, call: str) -> None:
    write_entry()
    assert client.get(f"/sl/ledger/?call={call}").status_code == 404


def test_ledger_page_goes_on_after_fifty_entries(client: Client) -> None:
    write_entries(51)
    first, second = _page(client, "/en/ledger/"), _page(client, "/en/ledger/?page=2")
    assert "/en/ledger/51/" in first
    assert "/en/ledger/1/" not in first
    assert "/en/ledger/1/" in second
    assert "/en/ledger/1/" in _page(client, "/en/ledger/?page=999")


def test_ledger_page_that_is_empty_says_what_comes(client: Client) -> None:
    assert "Zapisov še ni" in _page(client, "/sl/ledger/")


def test_ledger_page_says_what_it_does_not_prove(client: Client) -> None:
    assert "Da so ocene pravične." in _page(client, "/sl/ledger/")


def test_ledger_page_costs_the_same_for_any_number_of_entries(client: Client) -> None:
    write_entries(3)
    with CaptureQueriesContext(connection) as few:
        _page(client, "/sl/ledger/")
    write_entries(40)
    with CaptureQueriesContext(connection) as many:
        _page(client, "/sl/ledger/")
    assert len(many) == len(few)


def test_entry_page_shows_the_bytes_and_the_proof(client: Client) -> None:
    row = write_entries(3)[1]
    page = _page(client, "/en/ledger/2/")
    assert "Entry 2 of 3" in page
    assert row.canonical.replace('"', "&quot;") in page
    assert "/ledger/receipt/2" in page


def test_entry_page_says_when_its_content_was_erased(client: Client) -> None:
    write_entry()
    erase_payload(entry=LedgerEntry.objects.get(seq=1), reason="end of term", actor=SYSTEM)
    assert "has been erased" in _page(client, "/en/ledger/1/")


@pytest.mark.parametrize("seq", ["0", "2", "99999999999999999999999"])
def test_entry_page_that_is_not_there_is_not_found(client: Client, seq: str) -> None:
    write_entry()
    assert client.get(f"/sl/ledger/{seq}/").status_code == 404


def test_every_type_has_words_in_every_language() -> None:
    assert set(TYPE_WORDS) == set(EntryType)
    for language in ("sl", "it"):
        with override("en"):
            english = {str(words) for words in TYPE_WORDS.values()}
        with override(language):
            assert english.isdisjoint({str(words) for words in TYPE_WORDS.values()})


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert type_in_words("call.invented") == "call.invented"
    assert role_in_words("mayor") == "mayor"
