"""What proposals show on the pages of the floors below."""

from accounts.models import Role, User
from accounts.permissions import has_role
from accounts.slots import fill, fill_with_page


def fill_slots() -> None:
    fill_with_page("propose", "awards:propose")
    # An approver comes to sign.
    fill("start_page", _signatures, order=30)


def _signatures(user: User) -> str:
    return "awards:signatures" if has_role(user, Role.APPROVER) else ""
