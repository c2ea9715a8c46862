"""What the acts that close a request have in common."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions._act import Done
from grants.models import Attachment, Request, RequestedThing, RequestOutcome


def lock_open(request: Request, done: Done) -> Request:
    """As it is now, held, with its locked application. Raises Refused once it is closed."""
    locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.outcome != RequestOutcome.OPEN:
        raise Refused(_("This request is closed already."))
    locked.application = done.application
    return locked


def close(
    done: Done,
    request: Request,
    outcome: RequestOutcome,
    *,
    because: str = "",
    answered: Sequence[RequestedThing] = (),
    files: Sequence[Attachment] = (),
    said: Mapping[str, object] = MappingProxyType({}),
) -> Request:
    """With the entry that fixes how it ended, and what was answered."""
    request.outcome, request.closed_by, request.closed_at = outcome, done.actor, done.at
    request.closed_because = because
    request.closing_entry = done.record(
        pub={},
        payload={"application": request.application.number, "number": request.number, **said},
        rows={"request closed": [request], "answered thing": answered, "attachment": files},
    )
    request.save(
        update_fields=["outcome", "closed_by", "closed_at", "closed_because", "closing_entry"]
    )
    return request
