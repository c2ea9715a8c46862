"""A seat in a committee has ended or was given: a letter to the person whose seat it is.

The reason may say something of the person, so it stands in the file and not in the letter.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.sign_in.letters import new_password_link
from grants.formats import text_in
from jobs.models import Letter
from scoring.models import CommitteeMember

LEFT_SEAT, TAKEN_SEAT = "left-seat", "taken-seat"


def write_left_seat(letter: Letter) -> EmailMessage:
    seat = _seat(letter)
    with override(letter.language):
        subject = _("Your seat in the committee for “%(title)s” has ended")
        return _written(letter, seat, subject, "scoring/email/left_seat.txt", {})


def write_taken_seat(letter: Letter) -> EmailMessage | None:
    """None where the person has left again meanwhile."""
    seat = _seat(letter)
    if seat.left_at is not None:
        return None
    with override(letter.language):
        path = reverse("scoring:sheets", args=[seat.committee.call.code])
        subject = _("You sit in the committee for “%(title)s”")
        more = {
            "url": f"{settings.BASE_URL}{path}",
            "decision": seat.took_decision or seat.committee.appointment,
            "day": seat.took_on or seat.committee.decided_on,
            "invitation": ""
            if seat.user.has_usable_password()
            else new_password_link(seat.user, letter.language),
            "again_url": settings.BASE_URL + reverse("account_reset_password"),
        }
        return _written(letter, seat, subject, "scoring/email/taken_seat.txt", more)


def _seat(letter: Letter) -> CommitteeMember:
    return CommitteeMember.objects.select_related("committee__call", "user").get(pk=letter.about)


def _written(
    letter: Letter, seat: CommitteeMember, subject: str, template: str, more: dict[str, Any]
) -> EmailMessage:
    title = text_in(seat.committee.call.title)
    text = render_to_string(template, {"title": title, "seat": seat, **more})
    line = " ".join((subject % {"title": title}).split())
    return EmailMessage(line, text, None, [letter.address])
