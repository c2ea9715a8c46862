"""A call has a corrigendum: said to everybody who has begun an application or sent one."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from grants.core import application_stages
from grants.formats import text_in
from grants.letters.applicant_readers import writers_for
from grants.models import Call, CallVersion
from jobs.models import Letter

CORRIGENDUM = "corrigendum"


def readers_of_corrigendum(call: Call) -> list[tuple[str, str]]:
    """Whose application was not withdrawn; one letter a person (address, language)."""
    applications = call.applications.exclude(state__in=application_stages.WITHDRAWN)
    return writers_for(applications.values_list("organisation_id", flat=True))


def write_corrigendum(letter: Letter) -> EmailMessage:
    version = CallVersion.objects.select_related("call__funder").get(pk=letter.about)
    call, number = version.call, version.number - 1
    with translation.override(letter.language):
        subject = _("Corrigendum No %(number)d of the call “%(title)s”") % {
            "number": number,
            "title": text_in(call.title),
        }
        path = reverse("grants:call_corrigenda", args=[call.code])
        context = {
            "call": call,
            "funder": call.funder,
            "number": number,
            "reason": text_in(version.reason),
            "deadline": version.file.dates.deadline,
            "url": f"{settings.BASE_URL}{path}#c{number}",
        }
        text = render_to_string("grants/email/corrigendum.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])
