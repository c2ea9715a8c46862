"""Public notices that run: what everybody may read of what the post could not deliver."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from awards.models import Mailing, PublicNotice
from grants.models import Funder, RequestOutcome


def running_notices(on: date, funder: Funder | None = None) -> QuerySet[PublicNotice]:
    """Of one funder or of all, the newest first: what counts as delivered, was taken over or was
    closed meanwhile is not there any more.
    """
    rows = PublicNotice.objects.filter(published_on__lte=on, served_on__gte=on)
    if funder is not None:
        rows = rows.filter(mailing__application__call__funder=funder)
    served = Mailing.objects.filter(served_on__isnull=False)
    same = Q(request=OuterRef("mailing__request")) | Q(decision=OuterRef("mailing__decision"))
    rows = rows.exclude(Exists(served.filter(same)))
    still = Q(mailing__request=None) | Q(mailing__request__outcome=RequestOutcome.OPEN)
    about = ("mailing__request", "mailing__decision", "mailing__application__call__funder")
    return rows.filter(still).select_related(*about).order_by("-published_on", "-pk")
