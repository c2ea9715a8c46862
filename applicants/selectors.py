"""What the page of an organisation shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from applicants.models import Invitation, Organisation, StoredDocument
from applicants.permissions import edit_organisation, manage_members, view_organisation
from jobs.models import Letter

SOON = 90
# What its people write about an organisation, in the order of the form.
DATA = (
    *("name", "legal_form", "registration_number", "tax_number", "vat_payer", "iban"),
    *("registered_on", "street", "postcode", "place", "email", "phone"),
    *("public_interest_field", "public_interest_until"),
)
# By what the office knows it, and how its number was decided so far.
_CLAIM = (
    *("name", "legal_form", "registration_number", "tax_number", "seat", "email", "phone"),
    *("offices", "proved_at", "evidence", "proof_reason"),
)
_OFFICER = ("name", "function", "address", "legal_representative")


@dataclass(frozen=True)
class DocumentState:
    """`days` until it expires, negative after; None where it does not."""

    document: StoredDocument
    days: int | None

    @property
    def is_past(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= SOON

    @property
    def days_past(self) -> int:
        return -(self.days or 0)


def data_of(organisation: Organisation) -> dict[str, Any]:
    return {column: getattr(organisation, column) for column in DATA}


def officers_of(organisation: Organisation) -> list[dict[str, Any]]:
    return list(organisation.officers.values(*_OFFICER))


def organisations_of(user: User) -> QuerySet[Organisation]:
    return view_organisation.queryset(user)


def claimants_of(organisation: Organisation) -> QuerySet[Organisation]:
    """All that have entered its registration number, itself too."""
    number = organisation.registration_number
    return Organisation.objects.filter(registration_number=number).order_by("created_at", "pk")


def claims_among(claimants: Iterable[Organisation]) -> dict[str, Any]:
    """What the office looks at before it decides whose a number is."""
    rows = sorted(claimants, key=lambda one: one.pk)
    return {"claims": [[one.pk, *(getattr(one, name) for name in _CLAIM)] for one in rows]}


def is_contested(organisation: Organisation) -> bool:
    return claimants_of(organisation).exclude(pk=organisation.pk).exists()


def known_sender(number: str) -> Organisation | None:
    """Whose a paper application with this registration number is: of the organisation that has
    proved it, else of the one that an officer has entered from an earlier paper.
    """
    same = Organisation.objects.filter(registration_number=number)
    proved = same.exclude(proved_at=None).first()
    return proved or same.exclude(recorded_by=None).order_by("pk").first()


def is_without_people(organisation: Organisation) -> bool:
    """The office has entered it from a paper, and nobody acts for it yet."""
    return organisation.recorded_by_id is not None and not organisation.memberships.exists()


def without_people(organisations: Iterable[int]) -> set[int]:
    """Of these, for whom nobody acts (`is_without_people`)."""
    rows = Organisation.objects.filter(pk__in=list(organisations), memberships=None)
    return set(rows.exclude(recorded_by=None).order_by().values_list("pk", flat=True))


def acts_for_number(user: User, number: str) -> bool:
    """Whether the person belongs to an organisation that has entered this number."""
    return user.memberships.filter(organisation__registration_number=number).exists()


def unproved_among(numbers: Iterable[int]) -> set[int]:
    """Of these organisations, whose registration number nobody has proved."""
    rows = Organisation.objects.filter(pk__in=list(numbers), proved_at=None)
    return set(rows.order_by().values_list("pk", flat=True))


def unproved_organisations() -> QuerySet[Organisation]:
    """With `claims`, how many have entered the number; what more than one has entered first."""
    same = Organisation.objects.filter(registration_number=OuterRef("registration_number"))
    claims = same.order_by().values("registration_number").annotate(n=Count("pk")).values("n")
    rows = Organisation.objects.filter(proved_at=None).annotate(claims=Subquery(claims))
    return rows.order_by("-claims", "registration_number", "-created_at", "pk")


def may_edit(user: User, organisation: Organisation) -> bool:
    return edit_organisation.allows(user, organisation)


def may_manage(user: User, organisation: Organisation) -> bool:
    return manage_members.allows(user, organisation)


def documents_of(organisation: Organisation, today: date) -> list[DocumentState]:
    return [
        DocumentState(one, (one.valid_until - today).days if one.valid_until else None)
        for one in organisation.documents.all()
    ]


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """With `letter_waits`: whether the letter is still to be sent."""
    rows = organisation.invitations.filter(accepted_at=None, expires_at__gte=timezone.now())
    letters = Letter.objects.filter(kind=Invitation.LETTER, about=OuterRef("pk"))
    return rows.annotate(letter_waits=Exists(letters))
