"""Send the letters that were promised and are due."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.utils import timezone

from jobs.letters import write_letter
from jobs.models import Letter

# Who takes a letter has so long to send it; then it is taken for lost and sent again.
_LEASE = timedelta(minutes=10)
_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=6)
# So long a letter is tried whose reader the mail server refuses.
_PATIENCE = timedelta(days=5)
_OF_THE_LETTER = (SMTPRecipientsRefused, SMTPDataError)
logger = structlog.get_logger(__name__)


def send_letters(*, most: int = 50) -> int:
    """How many were sent. Where the mail server is away, all wait a little.

    A letter may come twice where a worker is killed between sending and noting it; none is lost.
    One that the server refuses for itself is tried ever more rarely, for five days.
    """
    sent = 0
    now = timezone.now()
    due = Letter.objects.filter(due_at__lte=now).order_by("due_at", "pk")
    for letter in list(due[:most]):
        if not _claim(letter, now + _LEASE):
            continue
        try:
            sent += _send(letter)
        except _OF_THE_LETTER as error:
            _put_off(letter, now, error)
        except OSError as error:
            logger.warning("letters_wait", kind=letter.kind, error=type(error).__name__)
            _claim(letter, now + _PAUSE)
            due.update(due_at=now + _PAUSE)
            return sent
        else:
            letter.delete()
    return sent


def _send(letter: Letter) -> int:
    written = write_letter(letter)
    return int(written.send()) if written else 0


def _claim(letter: Letter, until: datetime) -> bool:
    """Whether nobody else has taken it in the meantime."""
    rows = Letter.objects.filter(pk=letter.pk, due_at=letter.due_at)
    letter.due_at = until
    return bool(rows.update(due_at=until))


def _put_off(letter: Letter, now: datetime, error: OSError) -> None:
    """The words of the server may name the reader, so only the kind of the fault is logged."""
    said = {"kind": letter.kind, "about": letter.about, "error": type(error).__name__}
    if now - letter.promised_at > _PATIENCE:
        logger.error("letter_given_up", **said)
        letter.delete()
        return
    logger.warning("letter_refused", **said)
    letter.tries += 1
    # Doubled each time; what is longer than the longest pause need not be counted.
    letter.due_at = now + min(_PAUSE * 2 ** min(letter.tries, 12), _LONGEST_PAUSE)
    letter.save(update_fields=["tries", "due_at"])
