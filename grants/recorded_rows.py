"""What the ledger knows of the rows of calls and applications (`audit.proof.recorded`)."""

from django.db.models import Q

from accounts.models import RoleGrant, User
from audit.proof import stored_files
from audit.proof.recorded import Recorded, register
from audit.proof.stored_files import StoredFile
from grants.core import application_stages
from grants.models import (
    AnswerCorrection,
    Application,
    Attachment,
    Call,
    CallQuestion,
    CallVersion,
    CompletenessCheck,
    Funder,
    LateAnswer,
    Letterhead,
    PaperFiling,
    PendingOutcome,
    PendingStep,
    QuestionOutcome,
    RecognisedFact,
    Signatory,
    StateChange,
    Submission,
    Transcription,
)
from grants.proof.recorded_requests import REQUESTS

CALL = Recorded(
    "call",
    Call,
    key=("code",),
    columns=("uuid", "funder_id", "prefix", "file_number", "created_by_id", "published_at"),
    due=Q(published_at__isnull=False),
    call="code",
)
VERSION = Recorded(
    "version",
    CallVersion,
    key=("call__code", "number"),
    columns=("canonical", "sha256", "reason", "published_at"),
    entry="entry_id",
    call="call__code",
)
APPLICATION = Recorded(
    "application",
    Application,
    key=("number",),
    columns=(
        *("call_id", "lot_id", "organisation_id", "channel"),
        *("created_by_id", "created_at", "submitted_at", "wrapped_key"),
    ),
    due=~Q(state__in=application_stages.DRAFTED),
    call="call__code",
)
SUBMISSION = Recorded(
    "submission",
    Submission,
    key=("application__number", "sequence"),
    columns=("sealed", "sha256", "draft_version", "submitted_by_id", "submitted_at"),
    entry="entry_id",
    call="application__call__code",
)
_SEALED = ("sealed_meta", "sealed_file", "sealed_size", "sealed_sha256")
# Those that a submission was sent with.
ATTACHMENT = Recorded(
    "attachment",
    Attachment,
    key=("application__number", "pk"),
    columns=_SEALED,
    call="application__call__code",
    may_be_unsaid=True,
)
# Those that the answer to a request was sent with, or is read from: they lie open from then on.
ANSWER_FILE = Recorded(
    "answer file",
    Attachment,
    key=("application__number", "pk"),
    columns=(*_SEALED, "field", "name", "content_type", "size", "sha256"),
    call="application__call__code",
    may_be_unsaid=True,
)
PAPER = Recorded(
    "paper",
    PaperFiling,
    key=("application__number",),
    columns=("way", "registry_number", "is_late"),
    call="application__call__code",
)
TRANSCRIPTION = Recorded(
    "transcription",
    Transcription,
    key=("application__number",),
    columns=("answers", "eligibility", "typed_by_id", "typed_at"),
    entry="entry_id",
    call="application__call__code",
)
VERDICT = Recorded(
    "verdict",
    CompletenessCheck,
    key=("application__number",),
    columns=("verdict", "findings", "article", "fact", "decided_by_id", "decided_at"),
    entry="entry_id",
    call="application__call__code",
)
FACT = Recorded(
    "fact",
    RecognisedFact,
    key=("application__number", "code"),
    columns=("declared", "recognised", "reason", "recognised_by_id", "recognised_at"),
    entry="entry_id",
    call="application__call__code",
)
QUESTIONS = (
    Recorded(
        "question",
        CallQuestion,
        key=("call__code", "number"),
        columns=("language", "asked_at", "due_at", "text"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "question closed",
        CallQuestion,
        key=("call__code", "number"),
        columns=(
            *("outcome", "closed_by_id", "closed_at"),
            *("declined_because", "wording", "answer"),
        ),
        due=~Q(outcome=QuestionOutcome.OPEN.value) | Q(closed_at__isnull=False),
        entry="closing_entry_id",
        call="call__code",
    ),
)
CORRECTED = Recorded(
    "corrected answer",
    AnswerCorrection,
    key=("question__call__code", "question__number", "number"),
    columns=("corrected_by_id", "corrected_at", "answer"),
    entry="entry_id",
    call="question__call__code",
)
PENDING = (
    Recorded(
        "pending step",
        PendingStep,
        key=("call__code", "number"),
        columns=("step", "about", "asked_by_id", "asked_at"),
        entry="entry_id",
        call="call__code",
    ),
    Recorded(
        "pending step closed",
        PendingStep,
        key=("call__code", "number"),
        columns=("outcome", "closed_by_id", "closed_at", "closed_because"),
        due=~Q(outcome=PendingOutcome.OPEN.value) | Q(closed_at__isnull=False),
        entry="closing_entry_id",
        call="call__code",
    ),
)
STATE = Recorded(
    "state",
    StateChange,
    key=("call__code", "application__number", "step"),
    columns=("source", "target", "actor_id", "reason", "reason_texts", "at"),
    entry="entry_id",
    call="call__code",
    once=True,
)
ROLE = Recorded(
    "role",
    RoleGrant,
    key=("user_id", "role", "funder_id", "call_id"),
    columns=("granted_at", "granted_by_id"),
)
# Whoever administers everything without a role (`createsuperuser`).
SUPERUSER = Recorded(
    "superuser",
    User,
    key=("pk",),
    columns=("is_superuser", "is_staff"),
    due=Q(is_superuser=True) | Q(is_staff=True),
)
FUNDER = Recorded(
    "funder",
    Funder,
    key=("code",),
    columns=(
        *("name", "name_of", "name_in", "department", "address"),
        "issuer",
        *("email", "phone", "languages", "arms", "country", "fictional"),
        *("second_person", "case_numbers", "case_first"),
    ),
    may_be_unsaid=True,
)
LETTERHEAD = Recorded(
    "letterhead",
    Letterhead,
    key=("pk",),
    columns=("funder_id", "since", "set_by_id", "arms", "arms_sha256", "words"),
)
SIGNATORY = Recorded(
    "signatory",
    Signatory,
    key=("pk",),
    columns=(
        *("funder_id", "user_id", "title", "since", "until"),
        *("appointed_by_id", "appointed_at", "ended_by_id", "ended_at"),
    ),
)


def register_rows() -> None:
    for kind in (
        *(CALL, VERSION, APPLICATION, SUBMISSION, ATTACHMENT, ANSWER_FILE),
        *(PAPER, TRANSCRIPTION, VERDICT),
        *(FACT, *REQUESTS, *QUESTIONS, CORRECTED, *PENDING, STATE, ROLE, SUPERUSER),
        *(FUNDER, LETTERHEAD, SIGNATORY),
    ):
        register(kind)
    late = ("request__application__number", "request__number", "number")
    stored_files.register(StoredFile("late answer", LateAnswer, "scan", late, "scan_sha256"))
    place = ("application__number", "pk")
    for name, field, sha256 in (
        ("sealed attachment", "sealed_file", "sealed_sha256"),
        ("attachment", "file", "sha256"),
    ):
        stored_files.register(StoredFile(name, Attachment, field, place, sha256))
