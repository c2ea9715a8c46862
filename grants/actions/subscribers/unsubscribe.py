"""Delete an address that is told of a call, by the link of any of its letters."""

from grants.letters.subscribers import TO_SUBSCRIBERS
from grants.models import Subscription
from jobs.actions.forget_letters import forget_letters


def unsubscribe(*, subscription: Subscription) -> None:
    """Once more is once. What is promised to it and not sent yet is not sent."""
    forget_letters(kinds=TO_SUBSCRIBERS, call=subscription.call_id, address=subscription.address)
    Subscription.objects.filter(pk=subscription.pk).delete()
