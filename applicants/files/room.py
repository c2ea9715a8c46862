"""How much room there is for files, and who has how much of it left.

What counts is what people may still add to or take away: the stored documents of an organisation,
and its attachments until the applications are opened; afterwards they belong to the record of the
call. An organisation has a limit, in each call another one, and a person has one over all
organisations (`MERILA_ROOM_…`, docs/operate.md).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.models import Organisation, StoredDocument

MEGABYTE = 1_000_000
# From here on people are told before it is full.
_NEARLY = 80


class RoomOf(StrEnum):
    """Whose room it is."""

    CALL = "call"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Room:
    """One limit and how much of it is taken, in bytes."""

    of: RoomOf
    used: int
    most: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)

    @property
    def is_nearly_full(self) -> bool:
        return self.used * 100 >= self.most * _NEARLY


class NoRoom(Refused):
    """The file would take more than is left; the sentence says of what, and how much that is."""

    def __init__(self, room: Room, size: int, field: str | None) -> None:
        self.room = room
        # The units of megabytes below: what is left is never rounded up.
        values = {"size": -(-size // MEGABYTE), "left": room.left // MEGABYTE}
        values["most"] = room.most // MEGABYTE
        super().__init__(_WORDS[room.of] % values, field=field)


_WORDS: dict[RoomOf, str | Promise] = {
    RoomOf.CALL: _(
        "The file has %(size)s MB, and of the %(most)s MB for your files in this call %(left)s MB"
        " are left. Remove a file that is not needed, or save this one smaller."
    ),
    RoomOf.ORGANISATION: _(
        "The file has %(size)s MB, and of the %(most)s MB for the files of the organisation"
        " %(left)s MB are left. Remove a document that is not needed, or save this one smaller."
    ),
    RoomOf.PERSON: _(
        "The file has %(size)s MB, and of the %(most)s MB for the files that you have added"
        " %(left)s MB are left. Remove one that is not needed, or let another person of the"
        " organisation add this one."
    ),
}

# Who keeps files: rows that match a condition on `organisation` or `added_by`, in bytes.
_counts: list[Callable[[Organisation | None, User | None], int]] = []


def register_files(count: Callable[[Organisation | None, User | None], int]) -> None:
    """A higher floor counts the files that it keeps for an organisation, or for a person."""
    if count not in _counts:
        _counts.append(count)


def lock_rooms(organisation: Organisation, person: User) -> None:
    """Within an act: two files that come at once do not both take what is left.

    Rows that only point to these two are written meanwhile.
    """
    for rows, number in ((Organisation.objects, organisation.pk), (User.objects, person.pk)):
        rows.select_for_update(no_key=True).get(pk=number)


def rooms_of(organisation: Organisation, person: User) -> list[Room]:
    """The rooms that any file of this organisation takes, when this person adds it."""
    return [
        Room(
            RoomOf.ORGANISATION,
            _used(organisation, None),
            settings.ROOM_ORGANISATION_MB * MEGABYTE,
        ),
        Room(RoomOf.PERSON, _used(None, person), settings.ROOM_PERSON_MB * MEGABYTE),
    ]


def require_room(rooms: Iterable[Room], size: int, *, field: str) -> None:
    """Raises NoRoom for the first one that `size` bytes do not fit in."""
    for room in rooms:
        if size > room.left:
            raise NoRoom(room, size, field)


def bytes_of_documents(organisation: Organisation | None, person: User | None) -> int:
    rows = StoredDocument.objects.filter(owned_by(organisation, person))
    return rows.aggregate(sum=Sum("size"))["sum"] or 0


def owned_by(organisation: Organisation | None, person: User | None, at: str = "organisation") -> Q:
    """Files of the organisation (at the path `at`) and of the person, as far as they are given."""
    condition = Q() if organisation is None else Q(**{at: organisation})
    return condition if person is None else condition & Q(added_by=person)


def _used(organisation: Organisation | None, person: User | None) -> int:
    return sum(count(organisation, person) for count in _counts)
