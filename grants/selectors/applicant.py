"""The organisation as it is copied into an application at the moment it is sent."""

from datetime import date
from typing import Any

from applicants.models import Organisation


def applicant_of(organisation: Organisation) -> dict[str, Any]:
    """Texts, booleans and lists only; a later change of the organisation leaves it as it is."""
    return {
        "name": organisation.name,
        "legal_form": organisation.legal_form,
        "registration_number": organisation.registration_number,
        "tax_number": organisation.tax_number,
        "vat_payer": organisation.vat_payer,
        "iban": organisation.iban,
        "registered_on": _day(organisation.registered_on),
        "street": organisation.street,
        "postcode": organisation.postcode,
        "place": organisation.place,
        "email": organisation.email,
        "phone": organisation.phone,
        "public_interest_field": organisation.public_interest_field,
        "public_interest_until": _day(organisation.public_interest_until),
        "officers": [
            {
                "name": officer.name,
                "function": officer.function,
                "address": officer.address,
                "legal_representative": officer.legal_representative,
            }
            for officer in organisation.officers.all()
        ],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
