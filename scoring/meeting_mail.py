"""All who were at the meeting have signed its minutes: a letter to the officers, who go on."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.actions._act import Done
from grants.core.workflow import CallStep
from grants.formats import text_in
from grants.letters.question import readers_of_questions
from grants.selectors.may import is_state_for
from jobs.models import Letter
from scoring.models import CommitteeMeeting
from scoring.selectors.meetings.adopted import before_proposal

MINUTES_READY = "minutes-ready"


def say_that_minutes_are_signed(done: Done, meeting: CommitteeMeeting) -> None:
    """Where the committee has made its proposal: then the officers send it to whoever signs."""
    if meeting.votes.filter(allocation__isnull=False, is_adopted=True).exists():
        done.tell(MINUTES_READY, meeting.pk, readers_of_questions(done.call))


def write_minutes_ready(letter: Letter) -> EmailMessage | None:
    """None where the proposal is made already, or cannot be made any more."""
    meeting = CommitteeMeeting.objects.select_related("call__funder").get(pk=letter.about)
    call = meeting.call
    if not is_state_for(CallStep.PROPOSE, call) or before_proposal(call) is not None:
        return None
    with override(letter.language):
        title = text_in(call.title)
        path = reverse("scoring:ranking", args=[call.code])
        context = {"title": title, "url": f"{settings.BASE_URL}{path}"}
        text = render_to_string("scoring/email/minutes_ready.txt", context)
        subject = _("The committee has made its proposal: “%(title)s”") % {"title": title}
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])
