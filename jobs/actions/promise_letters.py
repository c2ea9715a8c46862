"""Write down, within an act, to whom letters about it go."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from jobs.models import Letter


def promise_letters(
    *, kind: str, about: int, readers: Iterable[tuple[str, str]], at: datetime | None = None
) -> None:
    """One letter to each of the readers (address, language); promised again it is the same one.

    The time of the act is `at`, where it is not now.
    """
    now = timezone.now()
    letters = [
        Letter(
            kind=kind,
            about=about,
            address=address,
            language=language,
            promised_at=at or now,
            due_at=now,
        )
        for address, language in readers
    ]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
