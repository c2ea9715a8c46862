"""An entry that speaks of no row, or whose content was erased, hides no change."""

import pytest

from audit.actions.erase_payload import erase_payload
from audit.actions.rotate_signing_key import rotate_signing_key
from audit.keys.pseudonyms import SYSTEM
from audit.models import LedgerEntry
from audit.proof import fsck
from audit.proof.recorded_check import differences_of_call, differences_of_rows
from tests.proof.tampering import tamper

pytestmark = pytest.mark.django_db

FIRST = "(SELECT id FROM grants_application WHERE number = 'M27-A-001')"
SHEET = f"UPDATE scoring_scoresheet SET {{}} WHERE application_id = {FIRST}"


@pytest.fixture
def ordinary_year(case):
    """The key of the ledger is another one, and the content of every locked sheet is erased."""
    rotate_signing_key(actor=SYSTEM)
    for entry in LedgerEntry.objects.filter(type="sheet.locked").order_by("seq"):
        erase_payload(entry=entry, reason="end of term", actor=SYSTEM)
    return case


def differences() -> list[str]:
    return [str(one) for one in fsck.differences()]


def test_erased_entries_still_hold_their_rows(ordinary_year):
    assert differences() == []
    assert list(differences_of_call(ordinary_year.code, ["sheet"])) == []
    assert list(differences_of_rows(["sheet"], application__number="M27-A-001")) == []


def test_row_of_an_erased_entry_is_still_compared(ordinary_year):
    tamper(SHEET.format("saved_at = '2020-01-01 00:00:00'"))
    found = differences()
    assert found
    assert all(one.startswith("sheet M27-A-001") for one in found)
    assert all("it is not what entry" in one for one in found)
    assert list(differences_of_call(ordinary_year.code, ["sheet"])) != []
    assert list(differences_of_rows(["sheet"], application__number="M27-A-001")) != []


def test_added_row_is_found_where_an_entry_says_nothing_of_rows(ordinary_year):
    tamper(
        "INSERT INTO accounts_rolegrant (user_id, role, granted_at) "
        "SELECT id, 'administrator', date_joined FROM accounts_user WHERE name = 'Bruno'"
    )
    [said] = differences()
    assert said.endswith(" · administrator ·  · : no entry speaks of it")


def test_row_that_names_an_entry_without_rows_is_found(ordinary_year):
    silent = LedgerEntry.objects.get(type="key.rotated").seq
    first = "SELECT min(entry_id) FROM scoring_scoresheet"
    tamper(f"UPDATE scoring_scoresheet SET entry_id = {silent} WHERE entry_id = ({first})")
    found = differences()
    assert found
    assert all(f"it names entry {silent}" in one for one in found)
