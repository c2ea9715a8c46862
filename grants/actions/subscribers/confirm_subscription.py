"""Confirm, by the link of the first letter, that its reader wants to be told of the call."""

from django.utils import timezone

from grants.models import Subscription


def confirm_subscription(*, subscription: Subscription) -> None:
    """Once more is once; nobody else knows the link, so nobody else is asked who they are."""
    rows = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None)
    rows.update(confirmed_at=timezone.now())
