"""Every place of a value, and the value with another one there."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

Place = tuple[str | int, ...]


def places(value: object, here: Place = ()) -> Iterator[Place]:
    """From the outside in; of a list only the first part, since the others are alike."""
    if here:
        yield here
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*here, key))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*here, 0))


def changed(value: Any, place: Place, new: object) -> Any:
    whole = deepcopy(value)
    part = whole
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = new
    return whole


def without(value: Any, place: Place) -> Any:
    whole = deepcopy(value)
    part = whole
    for step in place[:-1]:
        part = part[step]
    del part[place[-1]]
    return whole


def written(place: Place) -> str:
    return ".".join(map(str, place))
