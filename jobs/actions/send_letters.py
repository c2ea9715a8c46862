"""Send the letters that were promised and are due."""

from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.utils import timezone

from jobs.letters import Kept, kept_of, write_letter
from jobs.models import Letter, SentLetter

# Who takes a letter has so long to send it; then it is taken for lost and sent again.
_LEASE = timedelta(minutes=10)
_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=6)
# So long a letter is tried.
_PATIENCE = timedelta(days=5)
_OF_THE_LETTER = (SMTPRecipientsRefused, SMTPDataError, SMTPNotSupportedError)
logger = structlog.get_logger(__name__)


def send_letters(*, most: int = 50) -> int:
    """How many were sent. Where the mail server is away, all wait a little.

    A letter may come twice where a worker is killed between sending and noting it; none is lost.
    One that cannot be written, or that the server refuses for itself, is tried ever more rarely.
    After five days one is given up, whatever the fault, and stays, so that somebody sees it. Those
    that were never tried come first: one at which the server always breaks off comes after all
    others, and once it has taken another one, the fault is that letter's own.
    """
    sent = 0
    # Whether the server took a letter since it last failed.
    is_there = False
    now = timezone.now()
    due = Letter.objects.filter(due_at__lte=now, given_up_at=None)
    due = due.order_by("tries", "due_at", "pk")
    for letter in list(due[:most]):
        if not _claim(letter, now + _LEASE):
            continue
        try:
            sent += _send(letter)
        except DatabaseError:
            # The letter could not even be put off.
            raise
        except Exception as error:
            if _is_of_the_server(error) and not is_there:
                # The server is away, or breaks off at this one: next time it is not the first.
                _put_off(letter, now, error, _PAUSE)
                due.update(due_at=now + _PAUSE)
                return sent
            is_there = is_there and not _is_of_the_server(error)
            # Doubled each time; what is longer than the longest pause need not be counted.
            pause = min(_PAUSE * 2 ** min(letter.tries + 1, 12), _LONGEST_PAUSE)
            _put_off(letter, now, error, pause)
        else:
            is_there = True
    return sent


def _is_of_the_server(error: Exception) -> bool:
    """Whether no other letter would get through either."""
    # Every fault of the mail server is one of the network, to Python.
    return isinstance(error, OSError) and not isinstance(error, _OF_THE_LETTER)


def _send(letter: Letter) -> int:
    written = write_letter(letter)
    if written is None:
        letter.delete()
        return 0
    # Named after the site: a machine's own name means nothing outside, and filters distrust it.
    written.extra_headers["Message-ID"] = make_msgid(domain=urlsplit(settings.BASE_URL).hostname)
    count = int(written.send())
    with transaction.atomic():
        letter.delete()
        keep_letter(letter, written, timezone.now())
    return count


def keep_letter(letter: Letter, written: EmailMessage, sent_at: datetime) -> None:
    """In the outbox of its call, as far as its kind is kept."""
    kept = kept_of(letter)
    # What is about no call is in nobody's outbox.
    if kept is Kept.NOTHING or letter.call_id is None or letter.funder_id is None:
        return
    SentLetter.objects.create(
        kind=letter.kind,
        address=letter.address,
        language=letter.language,
        subject=str(written.subject),
        text=str(written.body) if kept is Kept.TEXT else "",
        promised_at=letter.promised_at,
        sent_at=sent_at,
        call_id=letter.call_id,
        funder_id=letter.funder_id,
    )


def _claim(letter: Letter, until: datetime) -> bool:
    """Whether nobody else has taken it in the meantime."""
    rows = Letter.objects.filter(pk=letter.pk, due_at=letter.due_at)
    letter.due_at = until
    return bool(rows.update(due_at=until))


def _put_off(letter: Letter, now: datetime, error: Exception, pause: timedelta) -> None:
    """The words of the fault may name the reader, so only its kind is kept and logged."""
    said = {"kind": letter.kind, "about": letter.about, "error": type(error).__name__}
    letter.tries += 1
    letter.fault = type(error).__name__[:60]
    if now - letter.promised_at > _PATIENCE:
        logger.error("letter_given_up", **said)
        letter.given_up_at = now
    else:
        logger.warning("letter_refused", **said)
        letter.due_at = now + pause
    letter.save(update_fields=["tries", "fault", "due_at", "given_up_at"])
