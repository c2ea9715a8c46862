"""What the set-up check finds in a draft, and the call as far as it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from callfile.as_written import Written
from callfile.checked import Checked
from callfile.dates.moments import check_moments
from callfile.file import CanonicalError, Fault, Severity, call_hash
from grants.call_files.check import checked_of
from grants.core.workflow import CallWork
from grants.models import Call, Lot
from grants.selectors.may import is_state_for


@dataclass(frozen=True)
class SetUp:
    """A call before its publication; `sha256` is empty while it has no canonical form."""

    call: Call
    checked: Checked
    dated: Sequence[Fault]
    lots: Sequence[Lot]
    sha256: str

    @property
    def is_draft(self) -> bool:
        return is_draft(self.call)

    @property
    def is_faultless(self) -> bool:
        return self.checked.is_faultless

    @property
    def faults(self) -> Sequence[Fault]:
        """The first of them; `checked.errors` says how many there are."""
        return self.checked.shown_of(Severity.ERROR)

    @property
    def warnings(self) -> Sequence[Fault]:
        """What is odd about the dates today, and the first of `checked.warnings`."""
        return [*self.dated, *self.checked.shown_of(Severity.WARNING)]

    @property
    def content(self) -> Written:
        return self.call.content


def set_up_of(call: Call) -> SetUp:
    try:
        digest = call_hash(call.content)
    except CanonicalError:
        digest = ""
    return SetUp(
        call=call,
        checked=checked_of(call),
        dated=check_moments(call.content, timezone.localtime()),
        lots=list(call.lots.all()),
        sha256=digest,
    )


def is_draft(call: Call) -> bool:
    """Whether its content may still change."""
    return is_state_for(CallWork.CHANGE_CONTENT, call)
