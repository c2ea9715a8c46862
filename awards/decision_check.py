"""Whether prepared and issued decisions give what the signed computation gives, and whether those
that supersede others belong to the same application and came after them.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from audit.proof.fsck import Difference, Finding, Tally
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
        *("supersedes__application__number", "supersedes__issued_at", "prepared_at"),
        "application__requested_cents",
        Coalesce(Subquery(amounts.values("amount_cents")[:1]), 0),
    )
    for number, amount, requested, application, *before, asked, allocated in found.iterator(
        chunk_size=_AT_ONCE
    ):
        yield Tally("decided amount", 1)
        place = f"decision {number}"
        yield from _chain(place, application, *before)
        if amount != allocated:
            yield Difference(
                place,
                f"it gives {amount} cents, the signed computation {allocated} to {application}",
            )
        if requested != (asked or 0):
            said = f"it says that {requested} cents were requested, {application} asks {asked}"
            yield Difference(place, said)


def _chain(
    place: str, application: str, superseded: str | None, issued: datetime | None, made: datetime
) -> Iterator[Finding]:
    if superseded is None:
        return
    if superseded != application:
        yield Difference(place, f"it supersedes a decision on another application, {superseded}")
    if issued is None or issued > made:
        yield Difference(place, "it supersedes a decision that was not issued before it")
