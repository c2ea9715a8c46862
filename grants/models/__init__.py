from grants.models.announced.answer_correction import AnswerCorrection
from grants.models.announced.call_question import CallQuestion, QuestionOutcome
from grants.models.announced.subscription import Subscription
from grants.models.application import Application, Channel
from grants.models.attachment import Attachment
from grants.models.call import Call
from grants.models.call_version import CallVersion
from grants.models.completeness_check import CompletenessCheck, Finding, Verdict
from grants.models.funder import Country, Funder, Letterhead, Signatory
from grants.models.lot import Lot, LotKind
from grants.models.paper_filing import PaperFiling, PaperWay, Transcription
from grants.models.pending_step import PendingOutcome, PendingStep
from grants.models.recognised_fact import RecognisedFact
from grants.models.request import (
    LateAnswer,
    PaperAnswer,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
    WeighedAnswer,
)
from grants.models.sealed_read import SealedRead
from grants.models.state_change import StateChange
from grants.models.submission import Submission

__all__ = [
    "AnswerCorrection",
    "Application",
    "Attachment",
    "Call",
    "CallQuestion",
    "CallVersion",
    "Channel",
    "CompletenessCheck",
    "Country",
    "Finding",
    "Funder",
    "LateAnswer",
    "Letterhead",
    "Lot",
    "LotKind",
    "PaperAnswer",
    "PaperFiling",
    "PaperWay",
    "PendingOutcome",
    "PendingStep",
    "QuestionOutcome",
    "RecognisedFact",
    "Request",
    "RequestKind",
    "RequestOutcome",
    "RequestedThing",
    "SealedRead",
    "Signatory",
    "StateChange",
    "Submission",
    "Subscription",
    "Transcription",
    "Verdict",
    "WeighedAnswer",
]
