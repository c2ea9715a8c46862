"""The sign of life of the workers, in the cache that all processes share."""

from datetime import datetime, timedelta
from typing import Final

from django.core.cache import caches
from django.utils import timezone

_KEY: Final = "jobs:heartbeat"
# Written about every two seconds.
_FRESH: Final = timedelta(seconds=30)


def beat() -> None:
    caches["shared"].set(_KEY, timezone.now().isoformat(), timeout=24 * 60 * 60)


def last_beat() -> datetime | None:
    """When a worker was last alive; None where none was for a day."""
    found = caches["shared"].get(_KEY)
    return datetime.fromisoformat(found) if found else None


def is_beating() -> bool:
    found = last_beat()
    return found is not None and timezone.now() - found < _FRESH
