"""One person, one pseudonym within a call; none that could be joined where that would tell more."""

import pytest

from audit.core.entry import Entry, EntryType, parse_entry
from audit.keys.pseudonyms import (
    SYSTEM,
    is_by,
    ledger_actor,
    pseudonym_in_call,
    pseudonym_of_assessor,
)
from tests.audit.entries import write_entry

pytestmark = pytest.mark.django_db

APPLICANTS = (
    EntryType.APPLICATION_SUBMITTED,
    EntryType.APPLICATION_REPLACED,
    EntryType.APPLICATION_WITHDRAWN,
    EntryType.APPEAL_RECEIVED,
)
COMMITTEE = (EntryType.SHEET_LOCKED, EntryType.CONFLICT_DECLARED)


def _written(type: EntryType, user_id: int, role: str, call: str = "kultura-2027") -> Entry:
    actor = ledger_actor(user_id=user_id, role=role)
    row = write_entry(type=type, actor=actor, call_code=call, pub={})
    return parse_entry(row.canonical.encode())


def test_staff_have_one_pseudonym_in_a_call_and_another_in_the_next() -> None:
    types = (EntryType.CALL_PUBLISHED, EntryType.COMPLETENESS_DECIDED, EntryType.DECISION_ISSUED)
    here = {_written(type, 7, "officer").actor.pseudonym for type in types}
    there = {_written(type, 7, "officer", "kultura-2028").actor.pseudonym for type in types}
    nowhere = {_written(EntryType.FUNDER_CHANGED, 7, "administrator", "").actor.pseudonym}
    assert len(here) == len(there) == len(nowhere) == len(here | there | nowhere) / 3 == 1
    assert _written(EntryType.CALL_PUBLISHED, 8, "officer").actor.pseudonym not in here


@pytest.mark.parametrize("type", APPLICANTS)
def test_entries_of_one_applicant_cannot_be_joined(type: EntryType) -> None:
    first, second = (_written(type, 7, "applicant") for _ in range(2))
    assert first.actor.role == second.actor.role == "applicant"
    assert first.actor.pseudonym != second.actor.pseudonym
    staff = pseudonym_in_call(user_id=7, call_code="kultura-2027")
    assert staff not in {first.actor.pseudonym, second.actor.pseudonym}


@pytest.mark.parametrize("type", COMMITTEE)
def test_entries_of_one_member_cannot_be_counted_nor_those_of_the_chair_known(
    type: EntryType,
) -> None:
    first, second = _written(type, 7, "chair"), _written(type, 7, "chair")
    assert {first.actor.role, second.actor.role} == {"committee"}
    assert first.actor.pseudonym != second.actor.pseudonym


@pytest.mark.parametrize("type", [*APPLICANTS, *COMMITTEE, EntryType.SEAL_OPENED])
def test_whoever_holds_the_key_can_say_whose_an_entry_is(type: EntryType) -> None:
    entry = _written(type, 7, "member")
    assert is_by(entry, 7)
    assert not is_by(entry, 8)


def test_the_system_has_no_pseudonym() -> None:
    entry = parse_entry(write_entry(actor=SYSTEM).canonical.encode())
    assert (entry.actor.role, entry.actor.pseudonym) == ("system", "")
    assert not is_by(entry, 7)


def test_an_assessor_is_another_one_in_each_application_and_in_no_ledger() -> None:
    about = [("kultura-2027", "K-1"), ("kultura-2027", "K-2"), ("kultura-2028", "K-1")]
    found = {pseudonym_of_assessor(user_id=7, call_code=c, number=n) for c, n in about}
    known = {pseudonym_in_call(user_id=7, call_code=c) for c, _n in about}
    assert (len(found), found & known) == (3, set())
