"""What is checked before an allocation is proposed and before it is signed.

A page asks the quick question, whether anything was recorded since the run. Who proposes or signs
has everything computed anew.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.db.models import Exists, OuterRef

from audit.core import canonical
from callfile.strict.fault import CoreFault
from grants.models import Call
from scoring.core.run.recompute import recompute
from scoring.models import (
    COUNTS,
    AllocationRun,
    AssessedCriterion,
    ConflictDeclaration,
    RankingRun,
    ScoreSheet,
)
from scoring.selectors.assessed import Owed, lacks_a_reason, owed_by
from scoring.selectors.committee.recusals import declared_in_seats, unrecorded_conflicts
from scoring.selectors.readiness import is_out_of_date
from scoring.selectors.reasons import Case, cases_of, official_languages
from scoring.selectors.runs.evaluation import evaluation_of


@dataclass(frozen=True)
class SigningChecks:
    """Facts about one run, each computed when it is asked for."""

    call: Call
    allocation: AllocationRun

    @cached_property
    def is_newest(self) -> bool:
        ranking = self.allocation.ranking
        runs = RankingRun.objects.filter(call=self.call, purpose=ranking.purpose)
        return runs.values_list("pk", flat=True).first() == ranking.pk

    @cached_property
    def is_current(self) -> bool:
        """Nothing that the run has read was recorded since: three small queries."""
        return self.is_newest and not is_out_of_date(self.allocation.ranking)

    @cached_property
    def inputs_are_unchanged(self) -> bool:
        """What is recorded now is what the run was computed from."""
        if unrecorded_conflicts(self.call):
            return False
        now = canonical.digest(evaluation_of(self.call))
        return now == self.allocation.ranking.evaluation_sha256

    @cached_property
    def result_is_the_same(self) -> bool:
        """Computed again from the published call and the frozen evaluation, to the byte."""
        ranking = self.allocation.ranking
        try:
            again = recompute(
                canonical.loads(ranking.version.canonical), canonical.loads(ranking.evaluation)
            )
        except CoreFault:
            return False
        text = canonical.dumps(again)
        same = text.decode() == self.allocation.result
        return same and sha256(text).hexdigest() == self.allocation.result_sha256

    @property
    def is_reproducible(self) -> bool:
        return self.inputs_are_unchanged and self.result_is_the_same

    @cached_property
    def owed(self) -> Owed:
        """How many scores are below the maximum, and how many of them lack a reason; one query."""
        return owed_by(self.call)

    def reasons_missing(self, most: int) -> list[Case]:
        """The first of them, in order of number."""
        rows = AssessedCriterion.objects.filter(
            lacks_a_reason(official_languages(self.call)), call=self.call
        ).order_by("number", "position")
        chosen = list(rows.values_list("application_id", "criterion")[:most])
        if not chosen:
            return []
        cases = cases_of(self.call, {application for application, _criterion in chosen})
        return [case for case in cases if (case.application.pk, case.code) in set(chosen)]

    def all_reasons_missing(self) -> list[Case]:
        """Read anew from every sheet, for whoever proposes."""
        return [case for case in cases_of(self.call) if case.missing_languages]

    @cached_property
    def conflicts(self) -> int:
        """Declared conflicts of members with applications."""
        return declared_in_seats(application__call=self.call).count()

    @cached_property
    def sheets_in_conflict(self) -> int:
        """Locked sheets of members who had declared a conflict: there must be none."""
        conflicts = ConflictDeclaration.objects.filter(
            user=OuterRef("member__user"), application=OuterRef("application"), in_conflict=True
        )
        sheets = ScoreSheet.objects.filter(COUNTS, application__call=self.call)
        return sheets.filter(Exists(conflicts)).count()
