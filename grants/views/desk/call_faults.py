"""Faults of a call file as rows of a table: place, sentence, where it is mended."""

from collections.abc import Iterable
from typing import Any

from grants.call_file_messages import SEVERITIES, sentence_of
from grants.call_file_places import form_for, place_in_words
from grants.core.call_file import Fault, Severity

# A file can have thousands; nobody reads them all at once, and the number stands above.
MOST_ROWS = 200


def fault_rows(faults: Iterable[Fault], content: object) -> list[dict[str, Any]]:
    return [
        {
            "shape": "no" if fault.severity is Severity.ERROR else "wait",
            "severity": SEVERITIES[fault.severity],
            "place": place_in_words(fault.place, content),
            "path": fault.place,
            "sentence": sentence_of(fault),
            "part": form_for(fault.place),
        }
        for fault in list(faults)[:MOST_ROWS]
    ]
