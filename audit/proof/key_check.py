"""Whether the keys on this machine open what is sealed with them; of the content nothing is read.

A key that was swapped, as for that of another installation, is noticed today and not at the
opening, when the right one may be lost.
"""

from collections.abc import Callable, Iterator

from audit.keys.seal import SealBrokenError, unwrap_with
from audit.keys.store import KeyMissingError, KeyUnfitError
from audit.proof.fsck import Difference, Finding, Tally

# (what people call the row, its wrapped data key, the place that it is bound to)
Wrapped = tuple[str, bytes, bytes]


def unopened(
    kind: str, keys: Callable[[], tuple[bytes, ...]], rows: Iterator[Wrapped]
) -> Iterator[Finding]:
    """Of rows whose data keys the same keys have wrapped."""
    try:
        found = keys()
    except KeyMissingError:
        yield Tally(kind, sum(1 for _one in rows), "the file of its key is not on this machine")
        return
    except KeyUnfitError as error:
        yield Difference(kind, str(error))
        return
    for name, wrapped, place in rows:
        yield Tally(kind, 1)
        try:
            unwrap_with(found, wrapped, place)
        except SealBrokenError:
            yield Difference(f"{kind} {name}", "the key on this machine does not open it")
