"""Who reads the letters to an applicant: whoever may write for the organisation."""

from collections.abc import Iterable

from accounts.models import User
from applicants.models import Membership, MembershipRole


def writers_for(organisations: Iterable[int]) -> list[tuple[str, str]]:
    """One letter a person (address, language); `organisations` by their keys."""
    members = Membership.objects.filter(
        organisation_id__in=organisations,
        role__in=(MembershipRole.OWNER, MembershipRole.EDITOR),
    )
    users = User.objects.filter(is_active=True, pk__in=members.values("user_id"))
    return list(users.values_list("email", "language"))
