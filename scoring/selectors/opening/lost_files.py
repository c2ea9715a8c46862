"""What could not be read at the opening, and what became of it: files, and whole applications."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from grants.core import application_stages
from grants.models import Application, Attachment, Call, Request, RequestKind, RequestOutcome


@dataclass(frozen=True)
class LostFile:
    """One that the minutes name, without a `name` where nothing of the application could be read.

    `is_open` once it was put back and opened; `is_asked` once the applicant is asked to send it
    again, and what was sent first stays closed.
    """

    number: str
    name: str
    is_open: bool
    is_asked: bool = False


def lost_attachments(call: Call) -> QuerySet[Attachment]:
    """In order of the numbers; each has its application and that its call."""
    rows = Attachment.objects.filter(
        application__call=call, application__state__in=application_stages.OPENED, file=""
    )
    rows = rows.exclude(sha256="").select_related("application__call")
    return rows.order_by("application_id", "added_at", "pk")


def unread_applications(call: Call) -> QuerySet[Application]:
    """`Application.is_unread`, in order of the numbers."""
    rows = call.applications.filter(state__in=application_stages.OPENED, nonce="")
    return rows.order_by("pk")


def lost_texts(call: Call) -> QuerySet[Application]:
    """Those that may still be opened: once the applicant is asked to send its application again,
    what it sends is what counts.
    """
    asked = Request.objects.filter(application__call=call, kind=RequestKind.SUPPLEMENT)
    asked = asked.exclude(outcome=RequestOutcome.TAKEN_BACK).order_by()
    rows = unread_applications(call).filter(state__in=application_stages.TO_CHECK)
    return rows.exclude(pk__in=asked.values("application"))


def lost_files(call: Call, lines: Iterable[dict[str, Any]]) -> list[LostFile]:
    """`lines` of the opening as the reader may see them."""
    lines = [line for line in lines if line.get("unread") or line.get("lost")]
    if not lines:
        return []
    unread = set(unread_applications(call).values_list("number", flat=True))
    waiting = set(lost_texts(call).values_list("number", flat=True))
    still = list(lost_attachments(call).values_list("application__number", "name"))
    found = []
    for line in lines:
        number = line["number"]
        if line.get("unread"):
            is_asked = number in unread - waiting
            found.append(LostFile(number, "", number not in unread, is_asked))
            # Named only when the application was opened.
            found += [LostFile(*one, is_open=False) for one in still if one[0] == number]
        for name in line.get("lost", ()):
            # Two files of one application may have one name.
            is_lost = (number, name) in still
            if is_lost:
                still.remove((number, name))
            found.append(LostFile(number, name, is_open=not is_lost))
    return found
