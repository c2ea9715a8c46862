"""The number of an application, which stands in addresses: K27-A-001. Given once, never again."""

from grants.models import Call, Lot


def take_number(call: Call, lot: Lot) -> str:
    """The next one; the row of the call is locked by the act."""
    call.last_number += 1
    call.save(update_fields=["last_number"])
    return f"{call.prefix}-{lot.code}-{call.last_number:03d}"
