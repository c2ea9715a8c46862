"""Organisations as they are entered: every field filled, so that each form and letter has it."""

from applicants.models import LegalForm, Organisation


def an_ownerless_organisation(name: str, **changes: str) -> Organisation:
    """With the next free registration number; nobody acts for it yet."""
    given = {
        "legal_form": LegalForm.SOCIETY,
        "registration_number": f"{9331310 + Organisation.objects.count()}000",
        "tax_number": "50223054",
        "iban": "SI56191000000123438",
        "street": "Pot na grič 7",
        "postcode": "6999",
        "place": "Bonaca",
        "email": "zbor@example.org",
    }
    return Organisation.objects.create(name=name, **{**given, **changes})
