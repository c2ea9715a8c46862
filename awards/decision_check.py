"""Whether prepared and issued decisions give what the signed computation gives."""

from collections.abc import Iterator

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from audit.fsck import Difference, Finding, Tally
from awards.models import Decision
from scoring.models import AllocatedAmount

_AT_ONCE = 1000


def amount_differences(decision: int | None = None) -> Iterator[Finding]:
    """Of all decisions, or of the one with this key."""
    amounts = AllocatedAmount.objects.filter(
        run=OuterRef("proposal__allocation"), ranked__application=OuterRef("application")
    )
    rows = Decision.objects.order_by("pk")
    if decision is not None:
        rows = rows.filter(pk=decision)
    found = rows.values_list(
        *("number", "amount_cents", "requested_cents", "application__number"),
        "application__requested_cents",
        Coalesce(Subquery(amounts.values("amount_cents")[:1]), 0),
    )
    for number, amount, requested, application, asked, allocated in found.iterator(
        chunk_size=_AT_ONCE
    ):
        yield Tally("decided amount", 1)
        place = f"decision {number}"
        if amount != allocated:
            yield Difference(
                place,
                f"it gives {amount} cents, the signed computation {allocated} to {application}",
            )
        if requested != (asked or 0):
            said = f"it says that {requested} cents were requested, {application} asks {asked}"
            yield Difference(place, said)
