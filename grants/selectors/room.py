"""How much room the files of applications take, and what is left of it."""

from django.conf import settings
from django.db.models import QuerySet, Sum

from accounts.models import User
from applicants.files.room import MEGABYTE, Room, RoomOf, owned_by, rooms_of
from applicants.models import Organisation
from grants.core import call_stages
from grants.models import Application, Attachment


def bytes_of_attachments(organisation: Organisation | None, person: User | None) -> int:
    """Of calls that are not opened yet; what is opened belongs to the record of the call."""
    rows = _kept().filter(owned_by(organisation, person, at="application__organisation"))
    return _sum(rows)


def rooms_of_application(application: Application, person: User) -> list[Room]:
    """The narrowest first: the call, the organisation, the person."""
    organisation, call = application.organisation, application.call
    rows = _kept().filter(application__organisation=organisation, application__call=call)
    in_call = Room(RoomOf.CALL, _sum(rows), settings.ROOM_CALL_MB * MEGABYTE)
    return [in_call, *rooms_of(organisation, person)]


def _kept() -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(application__call__state__in=call_stages.SEALED)
    return rows.exclude(sealed_file="")


def _sum(rows: QuerySet[Attachment]) -> int:
    return rows.aggregate(sum=Sum("sealed_size"))["sum"] or 0
