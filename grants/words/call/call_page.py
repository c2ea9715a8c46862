"""Everything that the page of a call says, from its content and the clock."""

from dataclasses import dataclass
from datetime import datetime

from callfile.call import Basis, PerOrganisation
from grants.core import call_stages
from grants.core.workflow import CallPhase
from grants.models import Call, CallVersion
from grants.words.call.dates import (
    DateInWords,
    Moment,
    call_facts,
    phase_at,
    remedy_sentence,
    timeline,
)
from grants.words.call.lots import LotBlock, lot_blocks


@dataclass(frozen=True, slots=True)
class CallPage:
    """The parts of the page in order."""

    phase: CallPhase | None
    facts: list[DateInWords]
    lots: list[LotBlock]
    timeline: list[Moment]
    basis: tuple[Basis, ...]
    remedy: str
    limits: PerOrganisation | None
    supplement_days: int
    version: CallVersion | None
    # Frozen, and nobody outside the house sees it yet.
    is_to_come: bool

    @property
    def is_open(self) -> bool:
        return self.phase is CallPhase.OPEN

    @property
    def is_announced(self) -> bool:
        return self.phase is CallPhase.ANNOUNCED

    @property
    def has_corrigenda(self) -> bool:
        return self.version is not None and self.version.number > 1


def call_page(
    call: Call, version: CallVersion | None, now: datetime, cancelled_at: datetime | None = None
) -> CallPage:
    file = call.file
    lots = lot_blocks(file)
    draft = call.state not in call_stages.PUBLIC
    return CallPage(
        phase=None if draft else phase_at(call, now),
        facts=call_facts(call, lots, now),
        lots=lots,
        timeline=timeline(call, now, cancelled_at),
        basis=file.basis,
        remedy=remedy_sentence(call),
        limits=file.applications_per_organisation,
        supplement_days=file.supplement_days,
        version=version,
        is_to_come=call.is_to_come(now),
    )
