"""What the ledger knows of the rows of committee, sheets and runs (`audit.proof.recorded`).

A key of a seat, a statement or a sheet holds the number of the person; names stand nowhere.
"""

from django.db.models import Exists, OuterRef, Q

from audit.proof import stored_files
from audit.proof.recorded import Recorded, register
from audit.proof.stored_files import StoredFile
from grants.core import call_stages
from grants.core.workflow import CallStep
from grants.models import StateChange
from scoring.models import (
    AgreedScore,
    AllocationRun,
    AssessorDraw,
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    ConflictDeclaration,
    CriterionReason,
    MeetingVote,
    MemberObjection,
    MemberRuling,
    MinutesSignature,
    ObjectionOutcome,
    OpeningSession,
    PaperObjection,
    RankingRun,
    Reopening,
    ScoreSheet,
)

_OF_APPLICATION = "application__call__code"
# A call that is cancelled after its proposal keeps the reasons that the proposal has fixed.
_CANCELLED_WITH_REASONS = StateChange.objects.filter(
    call=OuterRef("application__call"),
    application=None,
    step=CallStep.CANCEL.value,
    source__in=call_stages.REASONS_FIXED,
)

OPENING = (
    Recorded(
        "opening begun",
        OpeningSession,
        key=("call__code",),
        columns=("place", "started_at"),
        call="call__code",
    ),
    Recorded(
        "opening confirmed",
        OpeningSession,
        key=("call__code",),
        columns=("first_by_id", "first_at", "second_by_id", "second_at", "present"),
        due=Q(second_at__isnull=False) | Q(entry__isnull=False),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "opening closed",
        OpeningSession,
        key=("call__code",),
        columns=("public_present", "remarks", "opened", "closed_at", "closed_by_id"),
        due=Q(closed_at__isnull=False),
        call="call__code",
    ),
)
COMMITTEE = (
    Recorded(
        "committee",
        Committee,
        key=("call__code",),
        columns=("appointment", "appointed_at", "decided_on"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "seat",
        CommitteeMember,
        key=("committee__call__code", "user_id"),
        columns=("role", "former_role", "address", "other_memberships"),
        call="committee__call__code",
    ),
    Recorded(
        "seat taken",
        CommitteeMember,
        key=("committee__call__code", "user_id"),
        columns=(
            "in_place_of__user_id",
            *("took_at", "took_on", "took_decision", "took_by_id"),
        ),
        due=Q(took_at__isnull=False),
        call="committee__call__code",
    ),
    Recorded(
        "seat left",
        CommitteeMember,
        key=("committee__call__code", "user_id"),
        columns=("left_at", "left_why", "left_on", "left_decision", "left_by_id", "left_reason"),
        due=Q(left_at__isnull=False),
        entry="left_entry_id",
        call="committee__call__code",
    ),
    Recorded(
        "declared",
        CommitteeMember,
        key=("committee__call__code", "user_id"),
        columns=("declared_at",),
        due=Q(declared_at__isnull=False),
        call="committee__call__code",
    ),
    Recorded(
        "revealed",
        Committee,
        key=("call__code",),
        columns=("revealed_at",),
        due=Q(revealed_at__isnull=False),
        call="call__code",
    ),
)
STATEMENT = Recorded(
    "statement",
    ConflictDeclaration,
    key=("application__number", "user_id"),
    columns=("in_conflict", "reason", "matches", "declared_at", "excluded_by_id"),
    entry="entry_id",
    call=_OF_APPLICATION,
)
OBJECTIONS = (
    Recorded(
        "objection",
        MemberObjection,
        key=("application__number", "member__user_id"),
        columns=("raised_by_id", "raised_at", "reason"),
        entry="entry_id",
        call=_OF_APPLICATION,
    ),
    Recorded(
        "objection decided",
        MemberObjection,
        key=("application__number", "member__user_id"),
        columns=("outcome", "decided_by_id", "decided_at", "decision_reason"),
        due=~Q(outcome=ObjectionOutcome.OPEN.value) | Q(decided_at__isnull=False),
        entry="decision_entry_id",
        call=_OF_APPLICATION,
    ),
    Recorded(
        "objection on paper",
        PaperObjection,
        key=("objection__application__number", "objection__member__user_id"),
        columns=("filed_on", "registry_number", "scan", "scan_name", "scan_sha256"),
        entry="objection__entry_id",
        call="objection__application__call__code",
    ),
    Recorded(
        "ruling",
        MemberRuling,
        key=("application__number", "number"),
        columns=("member__user_id", "objection_id", "made_at", "sha256", "content"),
        entry="entry_id",
        call=_OF_APPLICATION,
    ),
)
DRAWN = Recorded(
    "drawn assessors",
    AssessorDraw,
    key=("call__code",),
    columns=("seed", "drawn_at", "seats", "draw"),
    entry="entry_id",
    call="call__code",
)
SHEET = Recorded(
    "sheet",
    ScoreSheet,
    key=("application__number", "member__user_id"),
    columns=("answers", "saved_at", "locked_at"),
    due=Q(locked_at__isnull=False) | Q(entry__isnull=False),
    entry="entry_id",
    call=_OF_APPLICATION,
)
REOPENED = Recorded(
    "reopening",
    Reopening,
    key=("application__number", "part", "member__user_id"),
    columns=("reason", "before", "opened_by_id", "opened_at"),
    entry="entry_id",
    call=_OF_APPLICATION,
    once=True,
)
AGREED = Recorded(
    "agreed",
    AgreedScore,
    key=("application__number", "criterion"),
    columns=("value", "set_by_id", "set_at"),
    entry="entry_id",
    call=_OF_APPLICATION,
)
MEETINGS = (
    Recorded(
        "meeting begun",
        CommitteeMeeting,
        key=("call__code", "number"),
        columns=("place", "started_at", "started_by_id"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "meeting ended",
        CommitteeMeeting,
        key=("call__code", "number"),
        columns=("ended_at", "ended_by_id", "remarks", "attendance", "minutes", "minutes_sha256"),
        due=Q(ended_at__isnull=False),
        entry="end_entry_id",
        call="call__code",
    ),
    Recorded(
        "vote",
        MeetingVote,
        key=("meeting__call__code", "meeting__number", "number"),
        columns=(
            *("application_id", "criterion", "value", "allocation_id", "is_adopted"),
            *("taken_at", "taken_by_id", "ballots"),
        ),
        entry="entry_id",
        call="meeting__call__code",
    ),
    Recorded(
        "minutes signed",
        MinutesSignature,
        key=("meeting__call__code", "meeting__number", "user_id"),
        columns=("kind", "given_at", "given_by_id", "reason"),
        entry="entry_id",
        call="meeting__call__code",
    ),
)
REASON = Recorded(
    "reason",
    CriterionReason,
    key=("application__number", "criterion"),
    columns=("text", "written_by_id", "written_at"),
    due=Q(application__call__state__in=call_stages.REASONS_FIXED)
    | Q(Exists(_CANCELLED_WITH_REASONS)),
    call=_OF_APPLICATION,
)
RUNS = (
    Recorded(
        "ranking",
        RankingRun,
        key=("call__code", "number"),
        columns=(
            *(
                "purpose",
                "corrects_id",
                "version_id",
                "evaluation",
                "evaluation_sha256",
                "result",
                "result_sha256",
            ),
            *("summary", "engine", "created_by_id", "created_at"),
        ),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "allocation",
        AllocationRun,
        key=("ranking__call__code", "ranking__number"),
        columns=("result", "result_sha256", "summary", "engine", "created_by_id", "created_at"),
        entry="entry_id",
        call="ranking__call__code",
    ),
)


def register_rows() -> None:
    before = (*COMMITTEE, STATEMENT, *OBJECTIONS, DRAWN, SHEET, REOPENED, AGREED)
    kinds = (*before, *MEETINGS, REASON, *RUNS)
    for kind in (*OPENING, *kinds):
        register(kind)
    place = ("objection__application__number", "objection__member__user_id")
    scan = StoredFile("objection on paper", PaperObjection, "scan", place, "scan_sha256")
    stored_files.register(scan)
