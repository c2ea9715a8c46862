"""A request waits, its time runs, it is answered: said by e-mail, in the words of its kind.

What is asked stands in the account alone, where taking it over is the delivery.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from grants.core.legal_days import DAYS_OF_FICTION
from grants.models import Request, RequestOutcome
from grants.selectors.requests.asked import is_running
from grants.selectors.requests.legal_time import delivered_on
from grants.words.requests import REQUEST_WORDS, Notice
from jobs.models import Letter


def write_request(letter: Letter) -> EmailMessage | None:
    """None where there is nothing to be reminded of any more."""
    rows = Request.objects.select_related("application__call__funder")
    request = rows.filter(pk=letter.about).first()
    moment = Notice(letter.kind.rpartition("-")[2])
    if request is None or not _is_still_true(moment, request):
        return None
    application, words = request.application, REQUEST_WORDS[request.kind]
    page = words.desk_page if moment == Notice.ANSWERED else words.own_page
    with translation.override(letter.language):
        context = {
            "moment": moment.value,
            "application": application,
            "call": application.call,
            "funder": application.call.funder,
            "request": request,
            "fiction": DAYS_OF_FICTION,
            "url": settings.BASE_URL + reverse(page, args=[application.number]),
        }
        subject = str(words.subjects[moment]) % {"number": application.number}
        text = render_to_string(words.letter, context)
    return EmailMessage(subject, text, None, [letter.address])


def _is_still_true(moment: Notice, request: Request) -> bool:
    if moment == Notice.ANSWERED:
        return request.outcome == RequestOutcome.ANSWERED
    now = timezone.now()
    return is_running(request, now) and (
        moment != Notice.WAITS or delivered_on(request, now) is None
    )
