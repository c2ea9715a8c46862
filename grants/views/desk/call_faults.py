"""Faults of a call file as rows of a table: place, sentence, where it is mended."""

from collections.abc import Iterable
from typing import Any

from callfile.file import Fault, FaultCode, Severity
from grants.call_files.check import SentCall
from grants.call_files.places import form_for, place_in_words
from grants.words.call_file_messages import SEVERITIES, place_of_fault, sentence_of


def fault_rows(faults: Iterable[Fault], content: object) -> list[dict[str, Any]]:
    return [
        {
            "shape": "no" if fault.severity is Severity.ERROR else "wait",
            "severity": SEVERITIES[fault.severity],
            "place": place_in_words(fault.place, content),
            "path": place_of_fault(fault) if fault.place or fault.line else "",
            "sentence": sentence_of(fault),
            "part": form_for(_mended_at(fault)),
        }
        for fault in faults
    ]


def sent_faults(sent: SentCall | None) -> dict[str, Any]:
    """The faults of a file that could not be kept, and how many there are."""
    if sent is None:
        return {"faults": [], "all_faults": 0}
    checked = sent.checked
    rows = fault_rows(checked.shown, sent.call)
    return {"faults": rows, "all_faults": checked.errors + checked.warnings}


def _mended_at(fault: Fault) -> str:
    """What is missing is written where it would stand."""
    if fault.code is not FaultCode.MISSING_KEY:
        return fault.place
    return ".".join(filter(None, (fault.place, str(fault.args.get("key", "")))))
