"""A call file on disk: every fault of it, and what its dates have against a publication now."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from callfile.dates.moments import check_moments
from callfile.faults import Fault
from callfile.text.lines import with_lines
from callfile.text.reading import lines_of
from grants.call_files.reading import read_call
from grants.models import Country
from grants.selectors.requests.legal_time import holidays_in


def check_call_file(path: Path, now: datetime) -> list[Fault]:
    """In the order of the file, the dates last. Raises OSError where it cannot be opened.

    `now` carries the zone in which the readers of the call live. A file says nothing of its
    funder, so the holidays are those of Slovenia.
    """
    data = path.read_bytes()
    found = read_call(data, now.tzinfo)
    if not isinstance(found.call, Mapping):
        return list(found.faults)
    dated = check_moments(found.call, now, holidays_in(Country.SLOVENIA))
    return [*found.faults, *with_lines(dated, found.call, found.lines or lines_of(data))]
