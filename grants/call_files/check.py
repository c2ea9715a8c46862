"""The set-up check of a call: made in the guarded child, kept with the content it is about.

Asked before a transaction begins. What was found stands beside the call (`Call.checked`) with the
hash of the content and of the rules it was checked by; looks at the desk read it from there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.guarded.looking import look_at
from accounts.guarded.pool import Busy, ChildFailed
from callfile import file as call_file
from callfile.as_written import Written
from callfile.checked import Checked
from callfile.file import CanonicalError, Fault, FaultCode, call_hash
from grants.models import Call

_LOOK = "grants.call_files.look"


@dataclass(frozen=True, slots=True)
class SentCall:
    """A call file as it was sent; `call` is None where nothing could be kept of it."""

    call: Written | None
    checked: Checked


def read_sent(data: bytes) -> SentCall:
    """Whatever is in the file: a call and its faults, or the faults alone."""
    try:
        words, parts = look_at(data, _LOOK, {"is": "file", "zone": settings.TIME_ZONE})
    except ChildFailed as fault:
        return SentCall(None, _not_checked(fault))
    call = json.loads(parts[0]) if parts else None
    return SentCall(call, Checked.read(words["checked"]))


def check_content(content: Written) -> dict[str, Any]:
    """What is kept beside a call with this content; a check that fails is a fault of its own."""
    try:
        words, _parts = look_at(
            json.dumps(content).encode(), _LOOK, {"is": "content", "zone": settings.TIME_ZONE}
        )
        found: dict[str, Any] = words["checked"]
    except ChildFailed as fault:
        # Kept with no hash: the next look tries again.
        return _not_checked(fault).stored()
    return {**found, "sha256": _hash(content), "rules": _rules()}


def checked_of(call: Call) -> Checked:
    """What was found in the call as it stands; checked anew only where that is not known.

    Nothing is kept by looking: that is for whoever changes the content.
    """
    kept = call.checked
    if not is_about(kept, call.content):
        kept = check_content(call.content)
    return Checked.read(kept)


def is_about(kept: Mapping[str, Any], content: Written) -> bool:
    """Whether it was found in this very content, by the rules of this program."""
    return kept.get("rules") == _rules() and kept.get("sha256") == _hash(content)


def _not_checked(fault: ChildFailed) -> Checked:
    code = FaultCode.NOT_NOW if isinstance(fault, Busy) else FaultCode.ENDLESS
    return Checked.of([Fault("", code)])


def _hash(content: Written) -> str:
    try:
        return call_hash(content)
    except CanonicalError:
        return ""


@cache
def _rules() -> str:
    """Another version of the program may find something else."""
    sources = sorted(Path(call_file.__file__).parent.rglob("*.py"))
    zone = settings.TIME_ZONE.encode()
    return hashlib.sha256(b"".join([zone, *(path.read_bytes() for path in sources)])).hexdigest()
