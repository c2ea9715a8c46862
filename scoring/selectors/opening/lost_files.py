"""Files of opened applications that could not be read at the opening, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from grants.core import application_stages
from grants.models import Attachment, Call


@dataclass(frozen=True)
class LostFile:
    """One that the minutes name; `is_open` once it was put back and opened."""

    number: str
    name: str
    is_open: bool


def lost_attachments(call: Call) -> QuerySet[Attachment]:
    """In order of the numbers; each has its application and that its call."""
    rows = Attachment.objects.filter(
        application__call=call, application__state__in=application_stages.OPENED, file=""
    )
    rows = rows.exclude(sha256="").select_related("application__call")
    return rows.order_by("application_id", "added_at", "pk")


def lost_files(call: Call, lines: Iterable[dict[str, Any]]) -> list[LostFile]:
    """`lines` of the opening as the reader may see them."""
    named = [(line["number"], name) for line in lines for name in line.get("lost", ())]
    if not named:
        return []
    still = list(lost_attachments(call).values_list("application__number", "name"))
    found = []
    for one in named:
        # Two files of one application may have one name.
        is_lost = one in still
        if is_lost:
            still.remove(one)
        found.append(LostFile(*one, is_open=not is_lost))
    return found
