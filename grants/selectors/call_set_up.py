"""What the set-up check finds in a draft, and the call as far as it can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.core.call_file import (
    CanonicalError,
    Fault,
    Severity,
    call_hash,
    check,
)
from grants.core.workflow import CALL_STEPS, CallState, CallStep, is_allowed
from grants.models import Call, Lot


@dataclass(frozen=True)
class SetUp:
    """A call before its publication; `sha256` is empty while it has no canonical form."""

    call: Call
    faults: Sequence[Fault]
    warnings: Sequence[Fault]
    lots: Sequence[Lot]
    sha256: str

    @property
    def is_draft(self) -> bool:
        return is_draft(self.call)

    @property
    def is_faultless(self) -> bool:
        return not self.faults

    @property
    def content(self) -> Mapping[str, Any]:
        return self.call.content


def set_up_of(call: Call) -> SetUp:
    found = check(call.content)
    try:
        digest = call_hash(call.content)
    except CanonicalError:
        digest = ""
    return SetUp(
        call=call,
        faults=[fault for fault in found if fault.severity is Severity.ERROR],
        warnings=[fault for fault in found if fault.severity is Severity.WARNING],
        lots=list(call.lots.all()),
        sha256=digest,
    )


def is_draft(call: Call) -> bool:
    """Whether its content may still change."""
    return is_allowed(CALL_STEPS, CallStep.PUBLISH, CallState(call.state))


def may_be_cancelled(call: Call) -> bool:
    return is_allowed(CALL_STEPS, CallStep.CANCEL, CallState(call.state))
