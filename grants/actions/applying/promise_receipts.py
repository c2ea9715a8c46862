"""Receipts by e-mail: whoever submits does not even wait until it is noted who gets one."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from grants.letters.receipt import RECEIPT
from grants.models import Submission
from grants.selectors.own_applications import writers_of
from jobs.actions.promise_letters import promise_letters


def promise_receipts(*, most: int = 50) -> int:
    """To everybody who may write for the organisation; for how many submissions."""
    due = Submission.objects.filter(mail_due_at__lte=timezone.now())
    due = due.select_related("application__organisation", "application__call").defer(
        "sealed", "receipt"
    )
    # Read before anybody has to wait: in a rush every lock is in somebody's way.
    readers = {
        one: [
            (member.user.email, member.user.language)
            for member in writers_of(one.application.organisation)
        ]
        for one in due.order_by("mail_due_at", "pk")[:most]
    }
    if not readers:
        return 0
    with transaction.atomic():
        still = _still_due(readers)
        for one in readers:
            if one.pk in still:
                call = one.application.call
                promise_letters(
                    kind=RECEIPT,
                    about=one.pk,
                    readers=readers[one],
                    at=one.submitted_at,
                    call=(call.pk, call.funder_id),
                )
        Submission.objects.filter(pk__in=still).update(mail_due_at=None)
    return len(still)


def _still_due(rows: Iterable[Submission]) -> set[int]:
    """Without those that another worker has taken meanwhile or takes at this moment."""
    keys = [one.pk for one in rows]
    found = Submission.objects.filter(pk__in=keys, mail_due_at__isnull=False).order_by()
    return set(found.select_for_update(skip_locked=True).values_list("pk", flat=True))
