"""The letter that a decision is issued: to whoever writes for the organisation; a link, no more."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.models import Membership, MembershipRole
from awards.models import Decision


def announce_decision(decision: Decision) -> None:
    """One letter to each, in the language of each; what was decided stands behind the sign-in."""
    application = decision.application
    writers = Membership.objects.filter(
        organisation_id=application.organisation_id,
        role__in=(MembershipRole.OWNER, MembershipRole.EDITOR),
        user__is_active=True,
    )
    for membership in writers.select_related("user"):
        with override(membership.user.language):
            path = reverse("reports:decision", args=[application.number])
            subject = _("Application %(number)s: the decision is issued")
            text = render_to_string(
                "reports/email/decision.txt",
                {"number": application.number, "url": f"{settings.BASE_URL}{path}"},
            )
            send_mail(subject % {"number": application.number}, text, None, [membership.user.email])
