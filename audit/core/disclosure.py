"""What an entry tells the public: one table, by type; nothing else may stand in `pub`.

The ledger is public line by line, from the moment of an act and for ever. So an act tells only what
everybody may know at that moment: that it happened, when, in which published call. Everything else
stands in the payload, of which the line holds the salted commitment. Until the results of a call
are published no line names an application, a lot, a verdict, points or an amount; what was decided
then follows from the published files, whose hashes stand in `results.published`.

Who acted is a role and a pseudonym. Where acts are many and of one person each, as the sheets of a
committee, even their number would tell who was excluded from which application: there the pseudonym
is another one in each entry, and the role is that of all.

>>> DISCLOSED[EntryType.SHEET_LOCKED].keys, DISCLOSED[EntryType.SHEET_LOCKED].role
((), 'committee')
>>> require_public(EntryType.SEAL_OPENED, {"count": 12})
>>> require_public(EntryType.SEAL_OPENED, {"count": 12, "lot": "A"})
Traceback (most recent call last):
    ...
audit.core.disclosure.DisclosureError: seal.opened: not public: lot
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from audit.core.entry import EntryType


class DisclosureError(ValueError):
    """An act was about to tell the public more than the table allows."""


class PseudonymScope(StrEnum):
    """Within what a person keeps one pseudonym."""

    CALL = "call"
    """In all entries of one call, or in all that belong to no call; in each call another one."""
    ENTRY = "entry"
    """Another one in each entry, so that no two of them can be joined."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`keys` are those that `pub` may hold, each with what it means; `role` is written instead of
    the person's own where that would tell who it was."""

    meanings: Mapping[str, str]
    scope: PseudonymScope = PseudonymScope.CALL
    role: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.meanings)


_CALL: Final = {
    "version": "number of the call's version",
    "sha256": "hash of the call file",
    "lots": "budget of each lot in cents",
}
_ROLE: Final = {"role": "which role", "funder": "code of the funder, or empty"}
_QUESTION: Final = {"number": "number of the question in its call"}
_MEETING: Final = {"meeting": "number of the meeting in its call"}
_NOTHING: Final = Disclosure({})
_APPLICANT: Final = Disclosure({}, PseudonymScope.ENTRY)
_COMMITTEE: Final = Disclosure({}, PseudonymScope.ENTRY, "committee")

DISCLOSED: Final[Mapping[EntryType, Disclosure]] = {
    EntryType.CALL_PUBLISHED: Disclosure(_CALL),
    EntryType.CALL_AMENDED: Disclosure(_CALL),
    EntryType.CALL_ADVANCED: Disclosure(
        {
            "step": "which step (docs/reference/workflow.md)",
            "draw_seed": "seed of the draws, with `start_checking`",
        }
    ),
    EntryType.COMMITTEE_APPOINTED: Disclosure({"roles": "the role of each seat"}),
    EntryType.COMMITTEE_CHANGED: Disclosure(
        {"change": "`left` or `taken`", "role": "the role of the seat"}
    ),
    EntryType.APPLICATION_SUBMITTED: _APPLICANT,
    EntryType.APPLICATION_REPLACED: _APPLICANT,
    EntryType.APPLICATION_WITHDRAWN: _APPLICANT,
    EntryType.APPLICATION_RECORDED: _NOTHING,
    EntryType.PAPER_TRANSCRIBED: _NOTHING,
    EntryType.PAPER_HANDED_OVER: _NOTHING,
    EntryType.DEADLINE_CLOSED: Disclosure({"count": "applications received in time"}),
    EntryType.SEAL_OPENED: Disclosure({"count": "applications opened"}),
    EntryType.FILES_OPENED: Disclosure({"count": "files and applications opened"}),
    EntryType.CONFLICT_DECLARED: _COMMITTEE,
    EntryType.MEMBER_OBJECTED: _APPLICANT,
    EntryType.OBJECTION_DECIDED: _NOTHING,
    EntryType.MEMBER_EXCLUDED: _NOTHING,
    EntryType.COMPLETENESS_DECIDED: _NOTHING,
    EntryType.FACT_RECOGNISED: _NOTHING,
    EntryType.REASON_TRANSLATED: _NOTHING,
    EntryType.REQUEST_MADE: _NOTHING,
    EntryType.REQUEST_DELIVERED: _APPLICANT,
    EntryType.REQUEST_ANSWERED: _APPLICANT,
    EntryType.ANSWER_LATE: _NOTHING,
    EntryType.REQUEST_TAKEN_BACK: _NOTHING,
    EntryType.FINDINGS_TOLD: _NOTHING,
    EntryType.FINDINGS_ANSWERED: _APPLICANT,
    EntryType.ANSWER_WEIGHED: _NOTHING,
    EntryType.LETTER_PRINTED: _NOTHING,
    EntryType.LETTER_POSTED: _NOTHING,
    EntryType.LETTER_SERVED: _NOTHING,
    EntryType.NOTICE_PUBLISHED: _NOTHING,
    EntryType.QUESTION_ASKED: Disclosure(_QUESTION),
    EntryType.QUESTION_ANSWERED: Disclosure(
        {**_QUESTION, "sha256": "hash of the published question with its answer"}
    ),
    EntryType.ANSWER_CORRECTED: Disclosure(
        {
            **_QUESTION,
            "correction": "which correction of the answer it is",
            "sha256": "hash of the published question with its new answer",
        }
    ),
    EntryType.QUESTION_DECLINED: Disclosure(_QUESTION),
    EntryType.STEP_ASKED: _NOTHING,
    EntryType.STEP_CONFIRMED: _NOTHING,
    EntryType.STEP_DECLINED: _NOTHING,
    EntryType.STEP_TAKEN_BACK: _NOTHING,
    EntryType.ASSESSORS_DRAWN: Disclosure(
        {"seed": "hash of the entry that began the scoring", "draw": "hash of what was drawn"}
    ),
    EntryType.SHEET_LOCKED: _COMMITTEE,
    EntryType.CASE_REOPENED: _COMMITTEE,
    EntryType.SCORES_REVEALED: _NOTHING,
    EntryType.AGREED_SCORE_SET: _NOTHING,
    EntryType.MEETING_BEGUN: Disclosure(_MEETING),
    EntryType.MEETING_ATTENDED: Disclosure(_MEETING),
    EntryType.VOTE_TAKEN: Disclosure(_MEETING),
    EntryType.MEETING_ENDED: Disclosure({**_MEETING, "minutes": "hash of its minutes"}),
    EntryType.MINUTES_SIGNED: Disclosure(_MEETING, PseudonymScope.ENTRY, "committee"),
    EntryType.RANKING_COMPUTED: Disclosure(
        {"number": "number of the run", "corrects": "number of the signed run that it replays"}
    ),
    EntryType.ALLOCATION_COMPUTED: Disclosure({"ranking": "number of the run"}),
    EntryType.PROPOSAL_MADE: Disclosure({"proposal": "number of the proposal"}),
    EntryType.PROPOSAL_RETURNED: Disclosure({"proposal": "number of the proposal"}),
    EntryType.ALLOCATION_APPROVED: Disclosure({"proposal": "number of the proposal"}),
    EntryType.DECISIONS_PREPARED: _NOTHING,
    EntryType.DECISIONS_SIGNED: _NOTHING,
    EntryType.DECISION_ISSUED: _NOTHING,
    EntryType.APPEAL_RECEIVED: _APPLICANT,
    EntryType.APPEAL_DECIDED: _NOTHING,
    EntryType.RESULTS_PUBLISHED: Disclosure(
        {
            "public_call": "hash of the published call file",
            "public_evaluation": "hash of the published evaluation",
            "result": "what `./merila recompute` of the two files gives",
            "decisions": "how many",
            "awarded": "their sum in cents",
        }
    ),
    EntryType.HISTORY_IMPORTED: Disclosure(
        {
            "funder": "code of the funder",
            "file": "hash of the list",
            "rows": "how many are in the register",
            "left_out": "how many are not",
            "amount": "what the amounts mean",
            "requested": "sum in cents",
            "awarded": "sum in cents",
            "content": "hash of what the register shows",
        }
    ),
    EntryType.HISTORY_UNDONE: Disclosure(
        {
            "funder": "code of the funder",
            "file": "hash of the list",
            "rows": "how many left the register",
            "imported": "entry of the import",
        }
    ),
    EntryType.ROLE_GRANTED: Disclosure(_ROLE),
    EntryType.ROLE_REVOKED: Disclosure(_ROLE),
    EntryType.ORGANISATION_PROVED: _NOTHING,
    EntryType.ORGANISATION_UNPROVED: _APPLICANT,
    EntryType.FUNDER_FOUNDED: Disclosure({"funder": "code of the funder"}),
    EntryType.FUNDER_CHANGED: Disclosure(
        {"funder": "code of the funder", "changed": "names of the fields"}
    ),
    EntryType.SIGNATORY_APPOINTED: Disclosure({"funder": "code of the funder"}),
    EntryType.SIGNATORY_ENDED: Disclosure({"funder": "code of the funder"}),
    EntryType.SIGNATORY_NAMED: _NOTHING,
    EntryType.ACCOUNT_CLOSED: _NOTHING,
    EntryType.ACCOUNT_OPENED: _NOTHING,
    EntryType.SECOND_STEP_RESET: _NOTHING,
    EntryType.CORRECTION_MADE: _NOTHING,
    EntryType.PAYLOAD_ERASED: Disclosure({"seq": "the entry whose payload is gone"}),
    EntryType.KEY_ROTATED: Disclosure({"key": "the new public key, without a call"}),
}


def require_public(type: EntryType, pub: Mapping[str, object]) -> None:
    """Raises DisclosureError naming what is not public in an entry of this type."""
    more = sorted(set(pub) - set(DISCLOSED[type].keys))
    if more:
        raise DisclosureError(f"{type.value}: not public: {', '.join(more)}")
