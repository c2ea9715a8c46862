import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.core import canonical
from audit.core.canonical import CanonicalError
from audit.core.entry import (
    SYSTEM,
    Entry,
    EntryError,
    EntryType,
    LedgerActor,
    commitment,
    parse_entry,
    read_time,
    write_utc,
)

ADA = LedgerActor("officer", "5f0c2a9be1d34477")
NOON = datetime(2026, 10, 30, 11, 0, 0, 123456, tzinfo=UTC)
ENTRY = Entry(12, NOON, EntryType.CALL_PUBLISHED, "kultura-2027", ADA, "ab" * 32, {"lots": 2})

# Written out by hand: these bytes are the format, for ever.
BYTES = (
    '{"actor":{"pseudonym":"5f0c2a9be1d34477","role":"officer"},"c":"' + "ab" * 32 + '",'
    '"call":"kultura-2027","pub":{"lots":2},"seq":12,"t":"2026-10-30T11:00:00.123456Z",'
    '"type":"call.published","v":1}'
).encode()


def test_entry_has_one_sequence_of_bytes() -> None:
    assert ENTRY.canonical() == BYTES
    assert parse_entry(BYTES) == ENTRY


def test_entry_types_are_those_of_the_published_format() -> None:
    assert [code.value for code in EntryType] == [
        "call.published",
        "call.amended",
        "call.advanced",
        "committee.appointed",
        "committee.changed",
        "application.submitted",
        "application.replaced",
        "application.withdrawn",
        "application.recorded",
        "paper.transcribed",
        "paper.handed_over",
        "deadline.closed",
        "seal.opened",
        "files.opened",
        "conflict.declared",
        "member.objected",
        "objection.decided",
        "member.excluded",
        "completeness.decided",
        "fact.recognised",
        "reason.translated",
        "request.made",
        "request.delivered",
        "request.answered",
        "answer.late",
        "request.taken_back",
        "findings.told",
        "findings.answered",
        "answer.weighed",
        "letter.printed",
        "letter.posted",
        "letter.served",
        "notice.published",
        "question.asked",
        "question.answered",
        "answer.corrected",
        "question.declined",
        "step.asked",
        "step.confirmed",
        "step.declined",
        "step.taken_back",
        "assessors.drawn",
        "sheet.locked",
        "case.reopened",
        "scores.revealed",
        "agreed_score.set",
        "meeting.begun",
        "meeting.attended",
        "vote.taken",
        "meeting.ended",
        "minutes.signed",
        "ranking.computed",
        "allocation.computed",
        "proposal.made",
        "proposal.returned",
        "allocation.approved",
        "decisions.prepared",
        "decisions.signed",
        "decision.issued",
        "appeal.received",
        "appeal.decided",
        "results.published",
        "history.imported",
        "history.undone",
        "role.granted",
        "role.revoked",
        "organisation.proved",
        "organisation.unproved",
        "funder.founded",
        "funder.changed",
        "signatory.appointed",
        "signatory.ended",
        "signatory.named",
        "account.closed",
        "account.opened",
        "second_step.reset",
        "correction.made",
        "payload.erased",
        "key.rotated",
    ]


def test_commitment_is_the_hash_of_the_written_out_bytes() -> None:
    salt = bytes(range(32))
    expected = hashlib.sha256(b"merila/v1/call.published\x00" + salt + b'{"n":1}').hexdigest()
    assert commitment(EntryType.CALL_PUBLISHED, salt, {"n": 1}) == expected


def test_commitment_differs_by_type_salt_and_payload() -> None:
    found = {
        commitment(EntryType.CALL_PUBLISHED, bytes(32), {"n": 1}),
        commitment(EntryType.CALL_AMENDED, bytes(32), {"n": 1}),
        commitment(EntryType.CALL_PUBLISHED, b"\x01" * 32, {"n": 1}),
        commitment(EntryType.CALL_PUBLISHED, bytes(32), {"n": 2}),
    }
    assert len(found) == 4


@pytest.mark.parametrize("size", [0, 31, 33])
def test_commitment_refuses_another_length_of_salt(size: int) -> None:
    with pytest.raises(EntryError, match="salt"):
        commitment(EntryType.CALL_PUBLISHED, bytes(size), {})


def test_time_is_written_in_utc_whatever_the_zone() -> None:
    summer = timezone(timedelta(hours=2))
    assert write_utc(datetime(2026, 7, 1, 14, 0, tzinfo=summer)) == "2026-07-01T12:00:00.000000Z"


def test_time_without_zone_is_refused() -> None:
    with pytest.raises(EntryError, match="zone"):
        write_utc(NOON.replace(tzinfo=None))


@settings(max_examples=40)
@given(st.datetimes(timezones=st.just(UTC)))
def test_time_comes_back(moment: datetime) -> None:
    assert read_time(write_utc(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-10-30T11:00:00Z",
        "2026-10-30T11:00:00.123Z",
        "2026-10-30T11:00:00.123456",
        "2026-10-30T11:00:00.123456+00:00",
        "2026-10-30 11:00:00.123456Z",
        "2026-13-30T11:00:00.123456Z",
        "2026-10-30T24:00:00.123456Z",
        "٢٠٢٦-10-30T11:00:00.123456Z",
        "2026-10-30T11:00:00.123456Z\n",
    ],
)
def test_time_in_another_shape_is_refused(text: str) -> None:
    with pytest.raises(EntryError, match="t:"):
        read_time(text)


@pytest.mark.parametrize(
    ("role", "pseudonym"),
    [
        ("Officer", "5f0c2a9be1d34477"),
        ("", "5f0c2a9be1d34477"),
        ("officer", ""),
        ("officer", "Ada Kovač"),
        ("officer", "5F0C2A9BE1D34477"),
        ("officer", "5f0c2a9be1d344771"),
        ("system", "5f0c2a9be1d34477"),
    ],
)
def test_actor_with_a_name_or_another_shape_is_refused(role: str, pseudonym: str) -> None:
    with pytest.raises(EntryError, match="actor"):
        LedgerActor(role, pseudonym)


def test_actor_of_the_system_has_no_pseudonym() -> None:
    assert LedgerActor("system", "") == SYSTEM
    assert parse_entry(replace(ENTRY, actor=SYSTEM).canonical()).actor == SYSTEM


def _changed(**parts: object) -> bytes:
    return canonical.dumps({**json.loads(BYTES), **parts})


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("v", 2),
        ("v", True),
        ("v", "1"),
        ("seq", 0),
        ("seq", -1),
        ("seq", True),
        ("seq", "12"),
        ("t", 1),
        ("t", "2026-10-30"),
        ("type", "call.invented"),
        ("type", None),
        ("call", None),
        ("actor", "Ada"),
        ("actor", {"role": "officer"}),
        ("actor", {"role": "officer", "pseudonym": "5f0c2a9be1d34477", "name": "Ada"}),
        ("actor", {"role": 1, "pseudonym": "5f0c2a9be1d34477"}),
        ("c", "ab"),
        ("c", "AB" * 32),
        ("c", None),
        ("pub", []),
        ("pub", None),
    ],
)
def test_parse_entry_names_the_wrong_part(part: str, value: object) -> None:
    with pytest.raises(EntryError, match=f"^{part}"):
        parse_entry(_changed(**{part: value}))


def test_parse_entry_refuses_a_missing_and_a_further_key() -> None:
    short = json.loads(BYTES)
    del short["pub"]
    for data in (canonical.dumps(short), _changed(extra=1), b"[]", b"1"):
        with pytest.raises(EntryError, match="eight keys"):
            parse_entry(data)


@pytest.mark.parametrize(
    "data",
    [
        BYTES + b"\n",
        BYTES.replace(b'"v":1', b'"v": 1'),
        BYTES.replace(b'"lots":2', b'"lots":2.0'),
        BYTES.replace(b'"lots":2', b'"lots":2,"lots":2'),
        BYTES.replace(b'"lots":2', b'"lots":9007199254740992'),
        BYTES.replace(b"kultura", b"\\u006bultura"),
        BYTES[:-1],
        b"",
        b"\xff",
    ],
)
def test_parse_entry_refuses_what_is_not_canonical(data: bytes) -> None:
    with pytest.raises(EntryError):
        parse_entry(data)


def test_entry_refuses_to_be_written_wrong() -> None:
    with pytest.raises(EntryError, match="seq"):
        replace(ENTRY, seq=0).canonical()
    with pytest.raises(EntryError, match="c:"):
        replace(ENTRY, c="").canonical()
    with pytest.raises(CanonicalError):
        replace(ENTRY, pub={"share": 0.5}).canonical()


PUBLIC = st.dictionaries(
    st.text(alphabet="abcčšž_", min_size=1, max_size=5),
    st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.text('aČ \n"\\', max_size=5)),
    max_size=4,
)


@settings(max_examples=40)
@given(st.integers(1, 2**40), st.sampled_from(EntryType), PUBLIC)
def test_entry_comes_back_from_its_bytes(
    seq: int, entry_type: EntryType, pub: dict[str, object]
) -> None:
    entry = replace(ENTRY, seq=seq, type=entry_type, pub=pub)
    assert parse_entry(entry.canonical()) == entry
