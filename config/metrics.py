"""The text that Prometheus reads (exposition format 0.0.4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from config.request_times import BOUNDS, totals

_PREFIX = "merila_"
_REQUESTS = f"{_PREFIX}request_seconds"


@dataclass(frozen=True, slots=True)
class Family:
    """A gauge and its samples: labels and value."""

    name: str
    meaning: str
    samples: list[tuple[dict[str, str], float]]


def exposition(families: Iterable[Family]) -> str:
    """All families, then the durations of requests."""
    lines = [line for family in families for line in _family(family)]
    return "\n".join([*lines, *_request_times()]) + "\n"


def _family(family: Family) -> Iterator[str]:
    name = _PREFIX + family.name
    yield f"# HELP {name} {family.meaning}"
    yield f"# TYPE {name} gauge"
    for labels, value in family.samples:
        yield f"{name}{_labels(labels)} {value}"


def _request_times() -> Iterator[str]:
    yield f"# HELP {_REQUESTS} Seconds until the answer was ready, by class of status."
    yield f"# TYPE {_REQUESTS} histogram"
    for status, counts, microseconds in totals():
        total = 0
        for bound, count in zip([*map(str, BOUNDS), "+Inf"], counts, strict=True):
            total += count
            yield f"{_REQUESTS}_bucket{_labels({'status': status, 'le': bound})} {total}"
        yield f"{_REQUESTS}_sum{_labels({'status': status})} {microseconds / 1_000_000}"
        yield f"{_REQUESTS}_count{_labels({'status': status})} {total}"


def _labels(labels: dict[str, str]) -> str:
    """All values are codes of ours, so that nothing has to be escaped."""
    return (
        "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}" if labels else ""
    )
