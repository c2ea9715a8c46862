"""A step on a call waits for a second person, or does not wait any more: said by e-mail."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from grants.formats import text_in
from grants.models import PendingStep
from grants.words.pending_steps import step_in_words
from jobs.models import Letter

STEP_WAITS = "second-person"
STEP_CLOSED = "second-person-answer"


def write_second_person(letter: Letter) -> EmailMessage | None:
    """None where it does not wait any more; whoever began it is told how it ended."""
    rows = PendingStep.objects.select_related("call__funder", "asked_by", "closed_by")
    pending = rows.get(pk=letter.about)
    if letter.kind == STEP_WAITS and not pending.is_open:
        return None
    with translation.override(letter.language):
        step = step_in_words(pending.step)
        words = {"step": step, "title": text_in(pending.call.title)}
        subject = (
            _("To be confirmed by you: %(step)s, “%(title)s”")
            if letter.kind == STEP_WAITS
            else _("%(step)s, “%(title)s”: answered by the second person")
        )
        path = reverse("grants:second_person", args=[pending.call.code])
        context = {
            "kind": letter.kind,
            "pending": pending,
            "step": step,
            "call": pending.call,
            "funder": pending.call.funder,
            "url": f"{settings.BASE_URL}{path}",
        }
        text = render_to_string("grants/email/second_person.txt", context)
    line = " ".join((subject % words).split())
    return EmailMessage(line[:1].upper() + line[1:], text, None, [letter.address])
