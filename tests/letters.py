"""The worker's way with letters, walked at once: what acts promised is sent."""

from typing import Any

from django.core import mail
from django.utils import timezone

from grants.actions.applying.promise_receipts import promise_receipts
from grants.models import Submission
from jobs.actions.send_letters import send_letters
from jobs.models import Letter


def delivered() -> list[Any]:
    """Everything that was promised, whenever that was in the time of the test."""
    now = timezone.now()
    Submission.objects.filter(mail_due_at__gt=now).update(mail_due_at=now)
    promise_receipts(most=1000)
    Letter.objects.update(due_at=now)
    send_letters(most=1000)
    return mail.outbox
