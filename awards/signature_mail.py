"""Decisions wait for a signature, or are signed: said by e-mail, without points and amounts."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.slots import filled
from awards.models import DecisionSignature, Proposal
from awards.selectors.signatories import has_unsigned, may_sign_today
from grants.formats import text_in
from grants.models import Call
from jobs.models import Letter

DECISIONS_WAIT, DECISIONS_SIGNED = "decisions-wait", "decisions-signed"


def write_call_to_sign(letter: Letter) -> EmailMessage | None:
    """None where they are signed meanwhile, and for somebody who does not sign any more."""
    proposal = Proposal.objects.select_related("call__funder").get(pk=letter.about)
    call = proposal.call
    reader = User.objects.with_address(letter.address)
    if reader is None or not has_unsigned(call) or not may_sign_today(call, reader):
        return None
    with override(letter.language):
        path = reverse("awards:approval", args=[call.code, proposal.number])
        subject = _("Decisions wait for your signature: “%(title)s”")
        return _letter(letter, subject, call, path, reader)


def write_signed(letter: Letter) -> EmailMessage | None:
    """None for an address that is nobody's any more."""
    signature = DecisionSignature.objects.select_related("call__funder").get(pk=letter.about)
    reader = User.objects.with_address(letter.address)
    if reader is None:
        return None
    with override(letter.language):
        path = filled("decisions", signature.call.code)
        subject = _("The decisions are signed: “%(title)s”")
        return _letter(letter, subject, signature.call, path, reader, signature)


def _letter(
    letter: Letter,
    subject: str,
    call: Call,
    path: str,
    reader: User,
    signature: DecisionSignature | None = None,
) -> EmailMessage:
    title = text_in(call.title)
    context = {
        "user": reader,
        "title": title,
        "url": f"{settings.BASE_URL}{path}",
        "signature": signature,
    }
    text = render_to_string("awards/email/signature.txt", context)
    said = " ".join((subject % {"title": title}).split())
    return EmailMessage(said, text, None, [letter.address])
