"""How often something may be done within a day, counted where all processes see it."""

from hashlib import sha256

from django.core.cache import cache

A_DAY = 24 * 60 * 60


def is_once_too_often(act: str, key: object, most: int) -> bool:
    """Count this time; whether it is more than `most` within a day of the first."""
    name = _name(act, key)
    if cache.add(name, 1, A_DAY):
        return most < 1
    try:
        return cache.incr(name) > most
    except ValueError:
        # It ended between the two questions.
        cache.set(name, 1, A_DAY)
        return most < 1


def is_used_up(act: str, key: object, most: int) -> bool:
    """Whether once more would be too often; nothing is counted."""
    return int(cache.get(_name(act, key), 0)) >= most


def _name(act: str, key: object) -> str:
    # The key may be an address: the cache holds none in clear.
    return f"limit-{act}-{sha256(str(key).encode()).hexdigest()[:32]}"
