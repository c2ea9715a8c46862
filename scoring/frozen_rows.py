"""The rows of committee, sheets and runs that never change (`audit.database.frozen`)."""

from audit.database.frozen import freeze
from scoring.models import (
    AllocatedAmount,
    AllocationRun,
    AssessorDraw,
    CommitteeMeeting,
    CommitteeMember,
    ConflictDeclaration,
    MeetingVote,
    MemberObjection,
    MemberRuling,
    MinutesSignature,
    OpeningSession,
    PaperObjection,
    RankedApplication,
    RankingRun,
    Reopening,
    ScoreSheet,
)


def freeze_rows() -> None:
    runs = (RankingRun, RankedApplication, AllocationRun, AllocatedAmount)
    for model in (*runs, Reopening, AssessorDraw):
        freeze(model)
    freeze(MeetingVote)
    freeze(MinutesSignature)
    freeze(CommitteeMeeting, since='OLD."ended_at" IS NOT NULL')
    # It is opened again as it stands; the ledger knows whether the chair has done it.
    freeze(
        ScoreSheet,
        since='OLD."locked_at" IS NOT NULL',
        unless=(
            'NEW."locked_at" IS NULL AND NEW."entry_id" IS NULL '
            'AND NEW."answers" = OLD."answers" AND NEW."saved_at" = OLD."saved_at" '
            'AND NEW."member_id" = OLD."member_id" '
            'AND NEW."application_id" = OLD."application_id"'
        ),
    )
    freeze(OpeningSession, since='OLD."closed_at" IS NOT NULL')
    # A conflict that is found later takes the place of "none"; nothing takes the place of it.
    freeze(
        ConflictDeclaration,
        unless=(
            'NOT OLD."in_conflict" AND NEW."in_conflict" AND NEW."entry_id" > OLD."entry_id" '
            'AND NEW."user_id" = OLD."user_id" '
            'AND NEW."application_id" = OLD."application_id"'
        ),
    )
    freeze(MemberObjection, since='OLD."decided_at" IS NOT NULL')
    freeze(PaperObjection)
    freeze(MemberRuling)
    freeze(CommitteeMember, fields=["declared_at"], since='OLD."declared_at" IS NOT NULL')
    freeze(CommitteeMember, name="left", since='OLD."left_at" IS NOT NULL')
    freeze(
        CommitteeMember,
        name="taken",
        fields=["role", "in_place_of", "former_role", "took_at", "took_on", "took_decision"],
        since='OLD."took_at" IS NOT NULL',
    )
