"""How often something may be done within a day, counted where all processes see it."""

from hashlib import sha256

from django.core.cache import cache

A_DAY = 24 * 60 * 60


def is_once_too_often(act: str, key: object, most: int) -> bool:
    """Count this time; whether it is more than `most` within a day of the first."""
    # The key may be an address: the cache holds none in clear.
    name = f"limit-{act}-{sha256(str(key).encode()).hexdigest()[:32]}"
    if cache.add(name, 1, A_DAY):
        return most < 1
    try:
        return cache.incr(name) > most
    except ValueError:
        # It ended between the two questions.
        cache.set(name, 1, A_DAY)
        return most < 1
