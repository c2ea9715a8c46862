"""The chair has opened a sheet again: a letter to the member whose sheet it is.

The reason may say something of the applicant, so it stands behind the sign-in.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.formats import text_in
from jobs.models import Letter
from scoring.models import Reopening

REOPENED = "reopened-sheet"


def write_reopened(letter: Letter) -> EmailMessage | None:
    """None where the member has left meanwhile."""
    rows = Reopening.objects.select_related("application__call", "member")
    row = rows.get(pk=letter.about)
    if row.member is None or row.member.left_at is not None:
        return None
    application = row.application
    path = reverse("scoring:sheet", args=[application.call.code, application.number])
    with override(letter.language):
        number = {"number": application.number}
        context = {
            **number,
            "title": text_in(application.call.title),
            "url": f"{settings.BASE_URL}{path}",
        }
        text = render_to_string("scoring/email/reopened.txt", context)
        subject = _("Your sheet for application %(number)s is open again") % number
    return EmailMessage(subject, text, None, [letter.address])
