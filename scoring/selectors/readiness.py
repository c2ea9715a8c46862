"""What still stands before a computation, and whether a computation is out of date."""

from collections.abc import Sequence
from dataclasses import dataclass

from grants.core import call_stages
from grants.models import Call, RecognisedFact
from scoring.models import AgreedScore, Committee, RankingRun
from scoring.selectors.committee.recusals import declared_in_seats, unrecorded_conflicts
from scoring.selectors.reopening import sheets_changed_since
from scoring.selectors.sheets import SheetProgress, open_numbers, sheet_progress


@dataclass(frozen=True, slots=True)
class Readiness:
    """`progress` is read only as long as sheets are being filled in."""

    is_scoring: bool
    has_committee: bool
    is_revealed: bool
    progress: SheetProgress | None
    open_numbers: Sequence[str] = ()

    @property
    def may_compute(self) -> bool:
        return self.is_scoring and self.is_revealed


def readiness_of(call: Call) -> Readiness:
    """A fixed number of queries; two of them once the scores are revealed."""
    committee = Committee.objects.filter(call=call).first()
    is_scoring = call.state in call_stages.IN_SCORING
    is_revealed = committee is not None and committee.revealed_at is not None
    waiting = is_scoring and committee is not None and not is_revealed
    progress = sheet_progress(call) if waiting else None
    return Readiness(
        is_scoring=is_scoring,
        has_committee=committee is not None,
        is_revealed=is_revealed,
        progress=progress,
        open_numbers=open_numbers(call) if progress and progress.waiting else (),
    )


def is_out_of_date(run: RankingRun) -> bool:
    """Something that a computation reads was written after the run; the run itself never changes.

    The digests are compared when the run is proposed and signed; this is the quick question of a
    page.
    """
    agreed = AgreedScore.objects.filter(application__call_id=run.call_id)
    facts = RecognisedFact.objects.filter(application__call_id=run.call_id)
    conflicts = declared_in_seats(application__call=run.call_id)
    return (
        agreed.filter(set_at__gt=run.created_at).exists()
        or facts.filter(recognised_at__gt=run.created_at).exists()
        or conflicts.filter(declared_at__gt=run.created_at).exists()
        or sheets_changed_since(run)
        or bool(unrecorded_conflicts(run.call))
    )
