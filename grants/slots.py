"""What calls and applications show on the pages of the floors below, and in the public menu."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.slots import fill, fill_with_page


def fill_slots() -> None:
    fill_with_page("calls", "grants:home")
    fill_with_page("funder_arms", "grants:funder_arms")
    fill_with_page("my_applications", "grants:applications")
    fill("public_menu", _menu, order=10)
    fill("public_footer", _accessibility, order=10)
    fill("public_footer", _privacy, order=20)
    # Whoever has no desk comes to the own applications.
    fill("start_page", lambda user: "grants:applications", order=90)


def _menu() -> tuple[str, str, str]:
    return "calls", reverse("grants:home"), _("Calls")


def _accessibility() -> tuple[str, str]:
    return reverse("grants:accessibility"), _("Accessibility")


def _privacy() -> tuple[str, str]:
    return reverse("grants:privacy"), _("Protection of personal data")
