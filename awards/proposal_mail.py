"""A proposal waits for the approval, or is approved: said by e-mail, without points and amounts."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role, RoleGrant, User
from awards.models import Proposal, ProposalState
from awards.selectors.signatories import has_unsigned
from grants.formats import text_in
from grants.models import Call
from grants.permissions import approve_call, run_call
from jobs.models import Letter

PROPOSED, SIGNED = "proposal-waits", "proposal-signed"


def readers_of_proposal(call: Call, proposer: User) -> list[tuple[str, str]]:
    """(address, language) of those who may approve it."""
    approvers = RoleGrant.objects.filter(role=Role.APPROVER).values("user")
    found = User.objects.filter(is_active=True, pk__in=approvers).exclude(pk=proposer.pk)
    return [
        (user.email, user.language)
        for user in found.order_by("pk")
        if approve_call.allows(user, call)
    ]


def write_proposal(letter: Letter) -> EmailMessage | None:
    """None where it does not wait any more, and for an address that is nobody's any more; and for
    the office where the decisions are signed too, of which it gets another letter.
    """
    proposal = Proposal.objects.select_related("call").get(pk=letter.about)
    if letter.kind == PROPOSED and proposal.state != ProposalState.WAITING:
        return None
    call = proposal.call
    reader = User.objects.filter(email=letter.address).first()
    if reader is None:
        return None
    with override(letter.language):
        title = text_in(call.title)
        subject = (
            _("A proposal waits for your approval: “%(title)s”")
            if letter.kind == PROPOSED
            else _("The proposal was approved: “%(title)s”")
        )
        path = reverse("awards:approval", args=[call.code, proposal.number])
        is_of_the_office = letter.kind == PROPOSED or run_call.allows(reader, call)
        if letter.kind == SIGNED and is_of_the_office and _is_told_of_signature(proposal):
            return None
        if not is_of_the_office:
            path = reverse("scoring:meeting", args=[call.code])
        context = {
            "waits": letter.kind == PROPOSED,
            "is_of_the_office": is_of_the_office,
            "waits_for_decisions": has_unsigned(call),
            "title": title,
            "url": f"{settings.BASE_URL}{path}",
        }
        text = render_to_string("awards/email/proposal.txt", context)
    return EmailMessage(
        " ".join((subject % {"title": title}).split()), text, None, [letter.address]
    )


def _is_told_of_signature(proposal: Proposal) -> bool:
    at = proposal.closed_at
    return at is not None and proposal.call.signatures.filter(signed_at__gte=at).exists()
