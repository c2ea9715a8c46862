"""Who wants to be told of a call, and the marks by which the links of their letters are known."""

from django.core import signing
from django.db.models import QuerySet

from grants.models import Call, Subscription

_SIGNER = signing.Signer(salt="subscription", sep=".")


def readers_of_news(call: Call) -> list[tuple[str, str]]:
    """Those who have confirmed it (address, language)."""
    rows = confirmed_subscriptions(call).order_by("pk")
    return list(rows.values_list("address", "language"))


def confirmed_subscriptions(call: Call) -> QuerySet[Subscription]:
    return call.subscriptions.filter(confirmed_at__isnull=False)


def mark_of_subscription(subscription: Subscription) -> str:
    """For the links of its letters; nobody else can write it."""
    return _SIGNER.sign(str(subscription.pk))


def marked_subscription(call: Call, mark: str) -> Subscription | None:
    """None where the mark is of no letter of this call, or the address is deleted."""
    try:
        key = _SIGNER.unsign(mark)
    except signing.BadSignature:
        return None
    return call.subscriptions.filter(pk=key).first()
