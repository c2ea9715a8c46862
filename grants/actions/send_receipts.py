"""Send the receipts that are due by e-mail; whoever submits does not wait for the mail server."""

from datetime import datetime, timedelta

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from grants.models import Submission
from grants.receipt_mail import send_receipt

# Who takes a letter has so long to send it; then it is taken for lost and sent again.
_LEASE = timedelta(minutes=10)
_PAUSE = timedelta(seconds=30)
logger = structlog.get_logger(__name__)


def send_receipts(*, most: int = 50) -> int:
    """How many were sent. At the first letter that the mail server does not take all wait a little.

    A letter may come twice where a worker is killed between sending and noting it; none is lost.
    """
    sent = 0
    now = timezone.now()
    for key, due in _due(now)[:most]:
        if not _claim(key, due, now + _LEASE):
            continue
        try:
            send_receipt(_rows().get(pk=key))
        except OSError as error:
            logger.warning("receipt_not_sent", error=type(error).__name__)
            _claim(key, now + _LEASE, now + _PAUSE)
            return sent
        _claim(key, now + _LEASE, None)
        sent += 1
    return sent


def _due(now: datetime) -> list[tuple[int, datetime | None]]:
    rows = Submission.objects.filter(mail_due_at__lte=now).order_by("mail_due_at", "pk")
    return list(rows.values_list("pk", "mail_due_at")[:200])


def _claim(key: int, known: datetime | None, until: datetime | None) -> bool:
    """Whether nobody else has taken it in the meantime."""
    rows = Submission.objects.filter(pk=key, mail_due_at=known)
    return bool(rows.update(mail_due_at=until))


def _rows() -> QuerySet[Submission]:
    return Submission.objects.select_related(
        "entry",
        "application__organisation",
        "application__lot",
        "application__call__funder",
    )
