"""The receipt by e-mail."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from grants.formats import write_day_short, write_time
from grants.models import Submission
from jobs.models import Letter

RECEIPT = "receipt"
_ROWS = (
    "entry",
    "application__organisation",
    "application__lot",
    "application__call__funder",
)


def write_receipt(letter: Letter) -> EmailMultiAlternatives:
    """Number, time, ledger entry and hash; nothing of what is sealed."""
    submission = Submission.objects.select_related(*_ROWS).get(pk=letter.about)
    with translation.override(letter.language):
        return _written(submission, letter.address)


def _written(submission: Submission, address: str) -> EmailMultiAlternatives:
    context = _context(submission)
    at = submission.submitted_at
    subject = _("Application %(number)s is received (%(day)s at %(time)s)") % {
        "number": submission.application.number,
        "day": write_day_short(at),
        "time": write_time(at, seconds=True),
    }
    text = render_to_string("grants/email/receipt.txt", context)
    letter = EmailMultiAlternatives(subject, text, None, [address])
    letter.attach_alternative(render_to_string("grants/email/receipt.html", context), "text/html")
    return letter


def _context(submission: Submission) -> dict[str, Any]:
    application = submission.application
    path = reverse("grants:apply_receipt", args=[application.number])
    return {
        "submission": submission,
        "application": application,
        "organisation": application.organisation,
        "call": application.call,
        "funder": application.call.funder,
        "lot": application.lot,
        "seq": submission.entry.seq,
        "url": f"{settings.BASE_URL}{path}",
        "style": _style(),
    }


def _style() -> SafeString:
    """The design of letters; a mail program loads no style sheet from elsewhere."""
    found = finders.find("css/email.css")
    if not isinstance(found, str):
        return mark_safe("")
    css = Path(found).read_text(encoding="utf-8")
    return format_html("<style>{}</style>", mark_safe(css))
