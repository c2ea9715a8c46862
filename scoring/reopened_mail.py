"""The chair has opened something again: a letter to whoever mends it, the member whose sheet it is,
the officers where facts are open.

The reason may say something of the applicant, so it stands behind the sign-in.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.formats import text_in
from grants.letters.question import readers_of_questions
from jobs.models import Letter
from scoring.models import ReopenedPart, Reopening
from scoring.permissions import read_application_in_committee

REOPENED = "reopened-sheet"


def readers_of_reopened(row: Reopening) -> list[tuple[str, str]]:
    """(address, language); nobody for what the chair and the secretary write themselves."""
    if row.member is not None:
        user = row.member.user
        return [] if user == row.opened_by else [(user.email, user.language)]
    # Those who answer for the call to everybody else, too.
    is_theirs = row.part == ReopenedPart.FACTS
    return readers_of_questions(row.application.call) if is_theirs else []


def write_reopened(letter: Letter) -> EmailMessage | None:
    """None where the member has left meanwhile, or is kept out of the application."""
    rows = Reopening.objects.select_related("application__call", "member__user")
    row = rows.get(pk=letter.about)
    application = row.application
    if row.member is not None and not read_application_in_committee.allows(
        row.member.user, application
    ):
        return None
    with override(letter.language):
        path = reverse("scoring:sheet", args=[application.call.code, application.number])
        subject = _("Your sheet for application %(number)s is open again")
        if row.member is None:
            path = reverse("grants:check", args=[application.number])
            subject = _("Facts of application %(number)s are open again")
        number = {"number": application.number}
        context = {
            **number,
            "title": text_in(application.call.title),
            "url": f"{settings.BASE_URL}{path}",
        }
        name = "reopened" if row.member is not None else "reopened_facts"
        text = render_to_string(f"scoring/email/{name}.txt", context)
    return EmailMessage(subject % number, text, None, [letter.address])
