"""What the set-up check finds in a draft, and the call as far as it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from callfile.as_written import Written, moment_at
from callfile.checked import Checked
from callfile.dates.moments import check_moments
from callfile.file import CanonicalError, Fault, Severity, call_hash
from grants.call_files.check import checked_of
from grants.core.workflow import CallWork
from grants.models import Call, Lot
from grants.selectors.may import is_state_for
from grants.selectors.requests.legal_time import holidays_of


@dataclass(frozen=True)
class SetUp:
    """A call before its publication; `sha256` is empty while it has no canonical form.

    `dated` is what its dates have against a publication now.
    """

    call: Call
    checked: Checked
    dated: Sequence[Fault]
    lots: Sequence[Lot]
    sha256: str

    @property
    def is_draft(self) -> bool:
        return is_draft(self.call)

    @property
    def publication(self) -> datetime | None:
        """When everybody sees it; None while its file names no moment that can be read."""
        return self.call.published_at or moment_at(self.call.content, "published")

    @property
    def is_to_come(self) -> bool:
        """Whether a publication now, or the one that was made, is for a later moment."""
        return self.publication is not None and self.publication > timezone.now()

    @property
    def is_faultless(self) -> bool:
        return self.checked.is_faultless

    @property
    def faults(self) -> Sequence[Fault]:
        """The first of them; `checked.errors` says how many there are."""
        return self.checked.shown_of(Severity.ERROR)

    @property
    def warnings(self) -> Sequence[Fault]:
        """The first of them; `checked.warnings` says how many there are."""
        return self.checked.shown_of(Severity.WARNING)

    @property
    def may_be_published(self) -> bool:
        return self.is_draft and self.is_faultless and not self.dated

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
        dated=dated_faults(call, timezone.localtime()),
        lots=list(call.lots.all()),
        sha256=digest,
    )


def dated_faults(call: Call, now: datetime) -> list[Fault]:
    """What the dates of the call have against its publication at `now`."""
    return check_moments(call.content, timezone.localtime(now), holidays_of(call))


def is_draft(call: Call) -> bool:
    """Whether its content may still change."""
    return is_state_for(CallWork.CHANGE_CONTENT, call)
