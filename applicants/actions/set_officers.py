"""Write down who leads an organisation: all officers at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.core.offices import office_lines
from accounts.models import User
from accounts.seen import require_seen
from applicants.models import Organisation, OrganisationOfficer
from applicants.permissions import edit_organisation
from applicants.selectors import officers_of


@transaction.atomic
def set_officers(
    *,
    organisation: Organisation,
    officers: Sequence[Mapping[str, Any]],
    actor: User,
    seen: str = "",
) -> list[OrganisationOfficer]:
    """Each has name, function, address and legal_representative; the same one twice is once.

    `seen` is the mark of what was on the page. Raises ChangedMeanwhile.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    edit_organisation.require(actor, locked)
    require_seen(seen, {"officers": officers_of(locked)})
    locked.officers.all().delete()
    locked.offices = office_lines(officers)
    locked.save(update_fields=["offices"])
    once = {(one["name"], one["function"]): one for one in officers}
    return [OrganisationOfficer.objects.create(organisation=locked, **one) for one in once.values()]
