"""What proposals show on the pages of the floors below."""

from django.urls import reverse

from accounts.models import Role, User
from accounts.permissions import has_role
from accounts.slots import fill, fill_with_page
from awards.permissions import view_proposal
from grants.models import Call


def fill_slots() -> None:
    fill_with_page("propose", "awards:propose")
    fill("proposal", _newest)
    # An approver comes to approve, a signatory to sign.
    fill("start_page", _signatures, order=30)


def _newest(call: Call, user: User) -> str:
    rows = view_proposal.queryset(user).filter(call=call).order_by("number")
    number = rows.values_list("number", flat=True).last()
    return reverse("awards:approval", args=[call.code, number]) if number else ""


def _signatures(user: User) -> str:
    return "awards:signatures" if has_role(user, Role.APPROVER, Role.SIGNATORY) else ""
