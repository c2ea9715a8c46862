"""Entry v1: one act in the public ledger, as bytes that never change again.

An entry is the canonical JSON (`audit.core.canonical`) of an object with exactly these keys:

| key     | value                                                                                |
|---------|--------------------------------------------------------------------------------------|
| `v`     | 1                                                                                    |
| `seq`   | number of the entry, from 1 without gaps; leaf `seq - 1` of the tree                  |
| `t`     | time of the act, UTC, `2026-10-30T11:00:00.123456Z`; never earlier than the one before |
| `type`  | what happened: one of `EntryType`                                                    |
| `call`  | code of the call, or empty                                                           |
| `actor` | `{"role", "pseudonym"}`; never a name; the system itself has an empty pseudonym       |
| `c`     | commitment to the payload, 64 lower-case hexadecimal digits                          |
| `pub`   | an object: what is public anyway                                                     |

The payload stands beside the log. `c` = SHA-256("merila/v1/" || type || 0x00 || 32-byte salt ||
canonical payload), so that payload and salt can be erased and the leaf says nothing about them.
Numbers are integers (cents, scaled points) below 2^53. Source: the ledger's published description
(docs/reference/ledger.md).

>>> who = LedgerActor("officer", "5f0c2a9be1d34477")
>>> sealed = commitment(EntryType.CALL_PUBLISHED, bytes(32), {"hash": "ab"})
>>> entry = Entry(1, datetime(2026, 10, 30, 11, tzinfo=UTC), EntryType.CALL_PUBLISHED,
...               "kultura-2027", who, sealed, {"lots": 2})
>>> parse_entry(entry.canonical()) == entry
True
>>> entry.canonical()[-64:].decode()
'"t":"2026-10-30T11:00:00.000000Z","type":"call.published","v":1}'
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from audit.core import canonical

VERSION: Final = 1
SALT_SIZE: Final = 32
KEYS: Final = frozenset({"v", "seq", "t", "type", "call", "actor", "c", "pub"})

_HEX64 = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z", re.ASCII)
_ROLE = re.compile(r"[a-z][a-z_]{0,39}")
_PSEUDONYM = re.compile(r"[0-9a-f]{16}")


class EntryType(StrEnum):
    """What can happen. The values are part of the format and never change."""

    CALL_PUBLISHED = "call.published"
    CALL_AMENDED = "call.amended"
    CALL_ADVANCED = "call.advanced"  # to its next state, by an act without a type of its own
    COMMITTEE_APPOINTED = "committee.appointed"
    COMMITTEE_CHANGED = "committee.changed"  # somebody left, or took the seat of one who left
    APPLICATION_SUBMITTED = "application.submitted"
    APPLICATION_REPLACED = "application.replaced"
    APPLICATION_WITHDRAWN = "application.withdrawn"
    # One that came on paper, entered by the officer; what was typed from its scan.
    APPLICATION_RECORDED = "application.recorded"
    PAPER_TRANSCRIBED = "paper.transcribed"
    # Its association is invited to take it into an account of its own.
    PAPER_HANDED_OVER = "paper.handed_over"
    DEADLINE_CLOSED = "deadline.closed"
    SEAL_OPENED = "seal.opened"
    FILES_OPENED = "files.opened"
    CONFLICT_DECLARED = "conflict.declared"
    # An applicant objects to a member for its application; a member is excluded from one.
    MEMBER_OBJECTED = "member.objected"
    OBJECTION_DECIDED = "objection.decided"
    MEMBER_EXCLUDED = "member.excluded"
    COMPLETENESS_DECIDED = "completeness.decided"
    FACT_RECOGNISED = "fact.recognised"
    REASON_TRANSLATED = "reason.translated"
    # Named things are asked of an applicant until a time, and answered once.
    REQUEST_MADE = "request.made"
    REQUEST_DELIVERED = "request.delivered"
    REQUEST_ANSWERED = "request.answered"
    ANSWER_LATE = "answer.late"
    REQUEST_TAKEN_BACK = "request.taken_back"
    # Recognised facts that differ are told to the applicant; what it says about them is weighed.
    FINDINGS_TOLD = "findings.told"
    FINDINGS_ANSWERED = "findings.answered"
    ANSWER_WEIGHED = "answer.weighed"
    # A request or a decision on paper goes to the post; the slip with its delivery comes back.
    LETTER_PRINTED = "letter.printed"
    LETTER_POSTED = "letter.posted"
    LETTER_SERVED = "letter.served"
    # What no address was found for is announced to the public.
    NOTICE_PUBLISHED = "notice.published"
    # Anybody asks about a call; it is answered for everybody, or declined.
    QUESTION_ASKED = "question.asked"
    QUESTION_ANSWERED = "question.answered"
    ANSWER_CORRECTED = "answer.corrected"
    QUESTION_DECLINED = "question.declined"
    # One person begins a step on a call, another confirms it.
    STEP_ASKED = "step.asked"
    STEP_CONFIRMED = "step.confirmed"
    STEP_DECLINED = "step.declined"
    STEP_TAKEN_BACK = "step.taken_back"
    # Who scores which application, where the call has it drawn.
    ASSESSORS_DRAWN = "assessors.drawn"
    SHEET_LOCKED = "sheet.locked"
    # The chair has opened sheets, values or facts of one application again, with a reason.
    CASE_REOPENED = "case.reopened"
    SCORES_REVEALED = "scores.revealed"
    AGREED_SCORE_SET = "agreed_score.set"
    MEETING_BEGUN = "meeting.begun"
    MEETING_ATTENDED = "meeting.attended"
    VOTE_TAKEN = "vote.taken"
    MEETING_ENDED = "meeting.ended"
    MINUTES_SIGNED = "minutes.signed"
    RANKING_COMPUTED = "ranking.computed"
    ALLOCATION_COMPUTED = "allocation.computed"
    PROPOSAL_MADE = "proposal.made"
    PROPOSAL_RETURNED = "proposal.returned"
    ALLOCATION_APPROVED = "allocation.approved"
    # Their content is fixed here, before any document is made of it.
    DECISIONS_PREPARED = "decisions.prepared"
    # Under them stands the name of whoever signs for the funder.
    DECISIONS_SIGNED = "decisions.signed"
    DECISION_ISSUED = "decision.issued"
    APPEAL_RECEIVED = "appeal.received"
    APPEAL_DECIDED = "appeal.decided"
    RESULTS_PUBLISHED = "results.published"
    # Awards of past years, read in from a published list; nothing of them was computed here.
    HISTORY_IMPORTED = "history.imported"
    HISTORY_UNDONE = "history.undone"
    # Who may act here, and in whose name: given, taken back, changed by an administrator.
    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    # The office found whose a registration number is; its holder has entered another one.
    ORGANISATION_PROVED = "organisation.proved"
    ORGANISATION_UNPROVED = "organisation.unproved"
    FUNDER_FOUNDED = "funder.founded"
    FUNDER_CHANGED = "funder.changed"
    # Who signs decisions, in which function and for which term; of several, who signs a call.
    SIGNATORY_APPOINTED = "signatory.appointed"
    SIGNATORY_ENDED = "signatory.ended"
    SIGNATORY_NAMED = "signatory.named"
    # An administrator lets nobody in with an account, or somebody again.
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_OPENED = "account.opened"
    SECOND_STEP_RESET = "second_step.reset"
    CORRECTION_MADE = "correction.made"
    PAYLOAD_ERASED = "payload.erased"
    KEY_ROTATED = "key.rotated"


class EntryError(ValueError):
    """Not an entry of version 1; the message names the part that is wrong."""


@dataclass(frozen=True, slots=True)
class LedgerActor:
    """Who acted: a role (`officer`) and a pseudonym (16 hexadecimal digits), never a name.

    Raises EntryError for anything else; only the role `system` has an empty pseudonym.
    """

    role: str
    pseudonym: str

    def __post_init__(self) -> None:
        if not _ROLE.fullmatch(self.role):
            raise EntryError(f"actor.role: {self.role!r}")
        if self.role == "system":
            if self.pseudonym:
                raise EntryError("actor.pseudonym: the system has none")
        elif not _PSEUDONYM.fullmatch(self.pseudonym):
            raise EntryError("actor.pseudonym: not 16 hexadecimal digits")


SYSTEM: Final = LedgerActor("system", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `t` is aware (any zone, written in UTC), `c` hexadecimal."""

    seq: int
    t: datetime
    type: EntryType
    call: str
    actor: LedgerActor
    c: str
    pub: Mapping[str, object]

    def as_object(self) -> dict[str, object]:
        """The JSON object with its eight keys."""
        return {
            "v": VERSION,
            "seq": self.seq,
            "t": write_utc(self.t),
            "type": self.type.value,
            "call": self.call,
            "actor": {"role": self.actor.role, "pseudonym": self.actor.pseudonym},
            "c": self.c,
            "pub": self.pub,
        }

    def canonical(self) -> bytes:
        """The bytes of the leaf. Raises EntryError, or CanonicalError for what `pub` holds."""
        data = canonical.dumps(self.as_object())
        parse_entry(data)
        return data


def commitment(entry_type: EntryType, salt: bytes, payload: Mapping[str, object]) -> str:
    """`c` of an entry: 64 hexadecimal digits. Raises EntryError unless the salt has 32 bytes."""
    return commitment_to_text(entry_type, salt, canonical.dumps(payload))


def commitment_to_text(entry_type: EntryType, salt: bytes, text: bytes) -> str:
    """The same, where the canonical bytes of the payload are there already."""
    if len(salt) != SALT_SIZE:
        raise EntryError(f"salt: {len(salt)} bytes, not {SALT_SIZE}")
    head = b"merila/v1/" + entry_type.value.encode() + b"\x00"
    return hashlib.sha256(head + salt + text).hexdigest()


def write_utc(moment: datetime) -> str:
    """UTC with microseconds. Raises EntryError for a time without zone.

    >>> write_utc(datetime(2026, 10, 30, 11, 0, 0, 123456, tzinfo=UTC))
    '2026-10-30T11:00:00.123456Z'
    """
    if moment.tzinfo is None:
        raise EntryError("t: a time without zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_time(text: str) -> datetime:
    """The reverse of `write_time`; nothing but that one shape is read. Raises EntryError."""
    if not _TIME.fullmatch(text):
        raise EntryError(f"t: {text!r}")
    try:
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        raise EntryError(f"t: {text!r}") from None


def parse_entry(data: bytes) -> Entry:
    """Read the bytes of a leaf. Raises EntryError, also when they are not canonical."""
    try:
        value = canonical.loads(data)
        if canonical.dumps(value) != data:
            raise EntryError("not canonical")
    except canonical.CanonicalError as error:
        raise EntryError(str(error)) from None
    return read_entry(value)


def read_entry(value: object) -> Entry:
    """An entry from its JSON object. Raises EntryError with the first part that is wrong."""
    if not isinstance(value, dict) or value.keys() != KEYS:
        raise EntryError("not the eight keys of an entry")
    if value["v"] != VERSION or isinstance(value["v"], bool):
        raise EntryError(f"v: {value['v']!r}")
    seq = value["seq"]
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 1:
        raise EntryError(f"seq: {seq!r}")
    if not isinstance(value["c"], str) or not _HEX64.fullmatch(value["c"]):
        raise EntryError("c: not 64 hexadecimal digits")
    if not isinstance(value["pub"], dict):
        raise EntryError("pub: not an object")
    return Entry(
        seq,
        read_time(_text(value, "t")),
        _entry_type(_text(value, "type")),
        _text(value, "call"),
        _actor(value["actor"]),
        value["c"],
        value["pub"],
    )


def _text(value: dict[str, object], key: str) -> str:
    found = value[key]
    if not isinstance(found, str):
        raise EntryError(f"{key}: not a text")
    return found


def _entry_type(code: str) -> EntryType:
    try:
        return EntryType(code)
    except ValueError:
        raise EntryError(f"type: {code!r}") from None


def _actor(value: object) -> LedgerActor:
    if not isinstance(value, dict) or value.keys() != {"role", "pseudonym"}:
        raise EntryError("actor: not a role and a pseudonym")
    if not all(isinstance(part, str) for part in value.values()):
        raise EntryError("actor: not texts")
    return LedgerActor(value["role"], value["pseudonym"])
