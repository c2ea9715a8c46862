"""What desk, results and register show on the pages of the floors below, and in the public menu."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import is_staff_member
from accounts.slots import fill, fill_with_page
from reports.documents.meeting_minutes import meeting_address
from reports.documents.minutes import minutes_address
from reports.selectors.documents import decision_address, own_case_file_address
from reports.views.desk_bar import desk_bar
from reports.words.paper_forms import paper_forms

_PAGES = {
    "desk": "reports:desk",
    "workspace": "reports:workspace",
    "results": "reports:call_results",
    "receipt_pdf": "reports:receipt_pdf",
    "member_ruling": "reports:member_ruling",
    "letters_by_post": "reports:letters_by_post",
    "case_file": "reports:case_file",
    "applications_file": "reports:applications_xlsx",
    "register": "reports:register",
    "verify": "reports:verify",
    "decision_preview": "reports:decision_preview",
    "decisions": "reports:batch",
}


def fill_slots() -> None:
    fill("own_case_file", own_case_file_address)
    for slot, route in _PAGES.items():
        fill_with_page(slot, route)
    fill("desk_bar", desk_bar)
    fill("minutes_pdf", minutes_address)
    fill("meeting_pdf", meeting_address)
    fill("paper_forms", paper_forms)
    fill("newest_page", decision_address)
    fill("public_menu", _results, order=20)
    fill("public_menu", _register, order=30)
    fill("public_menu", _verify, order=40)
    fill("public_footer", _notices, order=25)
    fill("public_footer", _open_data, order=30)
    # Whoever works here begins at the desk, where all their roles stand side by side.
    fill("start_page", _desk, order=10)


def _results() -> tuple[str, str, str]:
    return "results", reverse("reports:results"), _("Results")


def _register() -> tuple[str, str, str]:
    return "register", reverse("reports:register"), _("Register of grants")


def _verify() -> tuple[str, str, str]:
    return "verify", reverse("reports:verify"), _("Verify a computation")


def _open_data() -> tuple[str, str]:
    return reverse("reports:open_data"), _("Open data and source code")


def _notices() -> tuple[str, str]:
    return reverse("reports:public_notices"), _("Service by public notice")


def _desk(user: User) -> str:
    return "reports:desk" if is_staff_member(user) else ""
