"""Announce to the public what the post could not deliver: after 15 days it counts as delivered.

Only once a letter has come back: then the address is not known, and nothing else is left. Source:
ZUP, articles 96 to 98.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import Mailing, PublicNotice, SlipKind
from grants.actions._act import Done, act
from grants.actions.requests._requests import remind
from grants.core.legal_days import delivered_by_fiction
from grants.core.workflow import ApplicationWork
from grants.models import Request, RequestOutcome
from grants.selectors.requests.legal_time import due_after


def publish_notice(*, mailing: Mailing, actor: User) -> PublicNotice:
    """The notice; the same once more is the same. Raises Refused."""
    step = ApplicationWork.PUBLISH_NOTICE
    with act(mailing.application, step, actor, holding_call=True) as done:
        done.require()
        row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
        row.application = done.application
        known = PublicNotice.objects.filter(mailing=row).first()
        if known is not None:
            return known
        request = _to_announce(row)
        today = timezone.localdate(done.at)
        notice = PublicNotice(
            mailing=row,
            published_on=today,
            served_on=delivered_by_fiction(today),
            published_by=done.actor,
            published_at=done.at,
        )
        if request is not None:
            request.application = done.application
            request.announced_on = today
            request.due_at = due_after(done.call, notice.served_on, request.days)
        entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                "letter": row.number,
                "published_on": today.isoformat(),
                "served_on": notice.served_on.isoformat(),
            },
            rows={
                "public notice": [notice],
                **({"request due": [request]} if request is not None else {}),
            },
        )
        notice.entry = entry
        notice.save(force_insert=True)
        if request is not None:
            _keep(done, request, entry.pk)
        return notice


def _to_announce(row: Mailing) -> Request | None:
    """The request that it announces; None of any decision. Raises Refused."""
    if row.slip_kind != SlipKind.RETURNED:
        raise Refused(_("Only a letter that came back undelivered is announced to the public."))
    if row.of_the_same.filter(number__gt=row.number).exists():
        raise Refused(_("This letter was sent again since."))
    if row.request_id is None:
        return None
    request = Request.objects.select_for_update(of=("self",)).get(pk=row.request_id)
    if request.outcome != RequestOutcome.OPEN:
        raise Refused(_("This request is closed already."))
    return request


def _keep(done: Done, request: Request, entry: int) -> None:
    request.due_entry_id = entry
    request.save(update_fields=["announced_on", "due_at", "due_entry"])
    remind(done, request)
