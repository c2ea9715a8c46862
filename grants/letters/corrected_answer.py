"""An answer about a call was corrected: said to everybody who has begun an application or sent one,
since they may have relied on it.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from grants.formats import text_in
from grants.models import AnswerCorrection
from jobs.models import Letter

CORRECTED_ANSWER = "corrected-answer"


def write_corrected_answer(letter: Letter) -> EmailMessage:
    rows = AnswerCorrection.objects.select_related("question__call__funder")
    call = rows.get(pk=letter.about).question.call
    with translation.override(letter.language):
        title = text_in(call.title)
        subject = _("A corrected answer about the call “%(title)s”")
        path = reverse("grants:call_questions", args=[call.code])
        context = {"call": call, "funder": call.funder, "url": f"{settings.BASE_URL}{path}"}
        text = render_to_string("grants/email/corrected_answer.txt", context)
    said = " ".join((subject % {"title": title}).split())
    return EmailMessage(said, text, None, [letter.address])
