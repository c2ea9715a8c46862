"""A call to supplement waits, its time runs, it is answered: said by e-mail.

What is asked stands in the account alone, where taking it over is the delivery.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants.core.legal_days import DAYS_OF_FICTION
from grants.models import Request, RequestOutcome
from grants.selectors.requests.asked import is_running
from grants.selectors.requests.legal_time import delivered_on
from jobs.models import Letter

ASKED = "supplement-asked"
WAITS = "supplement-waits"
ENDS = "supplement-ends"
ANSWERED = "supplement-answered"

SUBJECTS: dict[str, str | Promise] = {
    ASKED: _("A call to supplement waits for you: application %(number)s"),
    WAITS: _("The call to supplement still waits: application %(number)s"),
    ENDS: _("The time to supplement ends soon: application %(number)s"),
    ANSWERED: _("Application %(number)s is supplemented"),
}


def write_supplement(letter: Letter) -> EmailMessage | None:
    """None where there is nothing to be reminded of any more."""
    rows = Request.objects.select_related("application__call__funder")
    request = rows.filter(pk=letter.about).first()
    if request is None or not _is_still_true(letter.kind, request):
        return None
    application = request.application
    page = "grants:check" if letter.kind == ANSWERED else "grants:supplement"
    with translation.override(letter.language):
        context = {
            "kind": letter.kind,
            "application": application,
            "call": application.call,
            "funder": application.call.funder,
            "request": request,
            "fiction": DAYS_OF_FICTION,
            "url": settings.BASE_URL + reverse(page, args=[application.number]),
        }
        subject = str(SUBJECTS[letter.kind]) % {"number": application.number}
        text = render_to_string("grants/email/supplement.txt", context)
    return EmailMessage(subject, text, None, [letter.address])


def _is_still_true(kind: str, request: Request) -> bool:
    if kind == ANSWERED:
        return request.outcome == RequestOutcome.ANSWERED
    now = timezone.now()
    return is_running(request, now) and (kind != WAITS or delivered_on(request, now) is None)
