"""A call is cancelled: said by e-mail to everybody who may write for an applicant."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from grants.core import application_stages
from grants.core.workflow import CallStep
from grants.formats import text_in
from grants.letters.applicant_readers import writers_for
from grants.models import Call, StateChange
from jobs.models import Letter

CANCELLATION = "cancellation"


def readers_of_cancellation(call: Call) -> list[tuple[str, str]]:
    """Whose application was not withdrawn; one letter a person (address, language)."""
    applications = call.applications.exclude(state__in=application_stages.WITHDRAWN)
    return writers_for(applications.values_list("organisation_id", flat=True))


def write_cancellation(letter: Letter) -> EmailMessage:
    call = Call.objects.select_related("funder").get(pk=letter.about)
    step = StateChange.objects.get(call=call, application=None, step=CallStep.CANCEL)
    with translation.override(letter.language):
        subject = _("The call “%(title)s” is cancelled") % {"title": text_in(call.title)}
        reason = text_in(step.reason_texts) or step.reason
        context = {"call": call, "reason": reason, "funder": call.funder}
        text = render_to_string("grants/email/cancellation.txt", context)
    return EmailMessage(subject, text, None, [letter.address])
