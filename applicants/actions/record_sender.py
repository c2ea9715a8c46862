"""Enter the organisation whose application came on paper; its own people may come later."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override

from accounts.core.offices import office_lines
from accounts.models import User
from applicants.actions._claim import tell_claimants
from applicants.models import Organisation, OrganisationOfficer
from applicants.selectors import known_sender


@transaction.atomic
def record_sender(
    *, data: Mapping[str, Any], representative: str, language: str, actor: User
) -> Organisation:
    """The one that is known by its number, as it is; else a new one of checked columns `data`.

    The caller has asked who may. `representative` is the name of who signs for it, or empty, and
    `language` the one in which that is written down. Who has entered the number too is told.
    """
    known = known_sender(str(data["registration_number"]))
    if known is not None:
        return known
    organisation = Organisation(**data, recorded_by=actor)
    if representative:
        with override(language):
            function = gettext("legal representative")
        person = {"name": representative, "function": function, "legal_representative": True}
        organisation.offices = office_lines([person])
        organisation.save()
        OrganisationOfficer.objects.create(organisation=organisation, **person)
    else:
        organisation.save()
    tell_claimants(organisation)
    return organisation
