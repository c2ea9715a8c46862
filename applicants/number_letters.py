"""Letters about a registration number that two organisations have entered; neither is named."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from applicants.models import MembershipRole, Organisation
from jobs.models import Letter

CLAIMED, DECIDED = "number-claimed", "number-decided"


def owners_of(organisation: Organisation) -> list[tuple[str, str]]:
    """(address, language) of whoever decides for it."""
    owners = organisation.memberships.filter(role=MembershipRole.OWNER).values("user_id")
    users = User.objects.filter(pk__in=owners, is_active=True)
    return list(users.values_list("email", "language"))


def write_claimed(letter: Letter) -> EmailMessage | None:
    """None where it was decided meanwhile."""
    found = Organisation.objects.filter(pk=letter.about, proved_at=None).first()
    return _letter(letter, found, "number_claimed", "") if found else None


def write_decided(letter: Letter) -> EmailMessage | None:
    """To whom the number belongs, and to whom it does not; with the reason."""
    found = Organisation.objects.filter(pk=letter.about).first()
    if found is None:
        return None
    same = Organisation.objects.filter(registration_number=found.registration_number)
    proved = same.exclude(proved_at=None).first()
    return _letter(letter, found, "number_decided", proved.proof_reason) if proved else None


def _letter(letter: Letter, found: Organisation, name: str, reason: str) -> EmailMessage:
    with override(letter.language):
        subject = _("Registration number %(number)s") % {"number": found.registration_number}
        path = reverse("applicants:organisation", args=[found.pk])
        context = {
            "organisation": found,
            "reason": reason,
            "url": f"{settings.BASE_URL}{path}",
        }
        text = render_to_string(f"applicants/email/{name}.txt", context)
    return EmailMessage(subject, text, None, [letter.address])
