"""The letter that a decision is issued: to whoever writes for the organisation; a link, no more."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.models import Decision
from jobs.models import Letter

DECISION = "decision"


def write_announcement(letter: Letter) -> EmailMessage:
    """What was decided stands behind the sign-in."""
    decision = Decision.objects.select_related("application__call__funder").get(pk=letter.about)
    number = decision.application.number
    with override(letter.language):
        path = reverse("reports:decision", args=[number])
        subject = _("Application %(number)s: the decision is issued") % {"number": number}
        context = {
            "number": number,
            "url": f"{settings.BASE_URL}{path}",
            "funder": decision.application.call.funder,
        }
        text = render_to_string("reports/email/decision.txt", context)
    return EmailMessage(subject, text, None, [letter.address])
