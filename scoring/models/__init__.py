from scoring.models.agreed_score import AgreedScore
from scoring.models.allocation_run import AllocationRun
from scoring.models.assessed_criterion import AssessedCriterion
from scoring.models.assessor_draw import AssessorDraw
from scoring.models.committee import SITS, Committee, CommitteeMember, CommitteeRole, LeftWhy
from scoring.models.committee_meeting import (
    CommitteeMeeting,
    MeetingVote,
    MinutesSignature,
    SignatureKind,
    VoteChoice,
)
from scoring.models.conflict_declaration import ConflictDeclaration
from scoring.models.criterion_reason import CriterionReason
from scoring.models.member_draft import MemberNote, ReasonPhrase
from scoring.models.member_objection import (
    MemberObjection,
    MemberRuling,
    ObjectionOutcome,
    PaperObjection,
)
from scoring.models.opening_session import OpeningSession
from scoring.models.ranked_application import AllocatedAmount, RankedApplication
from scoring.models.ranking_run import RankingRun, RunPurpose
from scoring.models.reopening import ReopenedPart, Reopening
from scoring.models.score_sheet import COUNTS, ScoreSheet

__all__ = [
    "COUNTS",
    "SITS",
    "AgreedScore",
    "AllocatedAmount",
    "AllocationRun",
    "AssessedCriterion",
    "AssessorDraw",
    "Committee",
    "CommitteeMeeting",
    "CommitteeMember",
    "CommitteeRole",
    "ConflictDeclaration",
    "CriterionReason",
    "LeftWhy",
    "MeetingVote",
    "MemberNote",
    "MemberObjection",
    "MemberRuling",
    "MinutesSignature",
    "ObjectionOutcome",
    "OpeningSession",
    "PaperObjection",
    "RankedApplication",
    "RankingRun",
    "ReasonPhrase",
    "ReopenedPart",
    "Reopening",
    "RunPurpose",
    "ScoreSheet",
    "SignatureKind",
    "VoteChoice",
]
