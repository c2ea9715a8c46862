"""Questions about a call: until when they are taken, which wait, which are answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from grants.core.question_days import answer_due, questions_until
from grants.models import Call, CallQuestion, QuestionOutcome
from grants.selectors.requests.legal_time import holidays_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait for an answer, and when the first of them is due."""

    count: int = 0
    due_at: datetime | None = None


def last_moment_for_questions(call: Call) -> datetime | None:
    """None where the call has no deadline yet."""
    if call.deadline_at is None:
        return None
    return questions_until(timezone.localtime(call.deadline_at))


def due_of_answer(call: Call, asked_at: datetime) -> datetime:
    """Of a call that takes questions, and so has its deadline."""
    deadline = call.deadline_at or asked_at
    local = timezone.localtime
    return answer_due(local(asked_at), local(deadline), holidays_of(call))


def answered_questions(call: Call) -> QuerySet[CallQuestion]:
    """As the public reads them, the newest last, with their corrections."""
    rows = _of(call, QuestionOutcome.ANSWERED).prefetch_related("corrections")
    return rows.order_by("number")


def open_questions(call: Call) -> QuerySet[CallQuestion]:
    """What is due first comes first."""
    return _of(call, QuestionOutcome.OPEN).order_by("due_at", "number")


def closed_questions(call: Call) -> QuerySet[CallQuestion]:
    """Answered and declined ones, the newest first."""
    return call.questions.exclude(outcome=QuestionOutcome.OPEN).order_by("-number")


def waiting_questions(call: Call) -> Waiting:
    return Waiting(**open_questions(call).aggregate(count=Count("pk"), due_at=Min("due_at")))


def _of(call: Call, outcome: QuestionOutcome) -> QuerySet[CallQuestion]:
    return call.questions.filter(outcome=outcome)
