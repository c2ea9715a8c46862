"""Delete the addresses that are not needed any more: an errand of the worker.

Once the results are published, or the call is cancelled, and its last letters are sent; after three
days where nobody has confirmed. A letter that was given up keeps no address either.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from grants.core import call_stages
from grants.letters.subscribers import TO_SUBSCRIBERS
from grants.models import Subscription
from jobs.models import Letter

UNCONFIRMED_FOR = timedelta(days=3)


def forget_subscribers() -> int:
    """How many were deleted."""
    Letter.objects.filter(kind__in=TO_SUBSCRIBERS, given_up_at__isnull=False).delete()
    waiting = Letter.objects.filter(kind__in=TO_SUBSCRIBERS).values("call_id")
    ended = Q(call__results_published_at__isnull=False) | Q(call__state__in=call_stages.CANCELLED)
    old = Q(confirmed_at=None, asked_at__lt=timezone.now() - UNCONFIRMED_FOR)
    rows = Subscription.objects.filter(old | (ended & ~Q(call__in=waiting)))
    count, _by_model = rows.delete()
    return count
