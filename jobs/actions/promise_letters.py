"""Write down, within an act, to whom letters about it go."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from jobs.models import Letter


def promise_letters(
    *,
    kind: str,
    about: int,
    readers: Iterable[tuple[str, str]],
    at: datetime | None = None,
    call: tuple[int, int] | None = None,
    not_before: datetime | None = None,
) -> None:
    """One letter to each of the readers (address, language); promised again it is the same one.

    The time of the act is `at`, where it is not now. `call` are the numbers of call and funder:
    the officers of the call see which letters did not get through. A reminder goes out `not_before`
    its time; promised again, it takes the new one.
    """
    now = timezone.now()
    # One that was given up is promised anew: somebody asked for it again.
    known = Letter.objects.filter(kind=kind, about=about)
    known.exclude(given_up_at=None).delete()
    if not_before is not None:
        known.update(due_at=not_before)
    letters = [
        Letter(
            kind=kind,
            about=about,
            address=address,
            language=language,
            promised_at=at or now,
            due_at=not_before or now,
            call_id=call[0] if call else None,
            funder_id=call[1] if call else None,
        )
        for address, language in readers
    ]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
