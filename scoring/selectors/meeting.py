"""The meeting's list: where the marks of the committee differ most stands first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from accounts.models import User
from grants.models import Application, Call, StateChange
from scoring.models import AssessedCriterion
from scoring.permissions import read_application_in_committee
from scoring.selectors.assessed import Owed, owed_by, unsettled
from scoring.selectors.disagreements import Compared, compared
from scoring.selectors.reasons import cases_of, official_languages
from scoring.selectors.runs.returned import is_told, named_in


@dataclass(frozen=True)
class Meeting:
    """What this member of the committee may see of it; only cases that are shown are read."""

    call: Call
    user: User

    @cached_property
    def readable(self) -> Q:
        """What is closed to the member is little, and is found once for all lists of the page."""
        rows = read_application_in_committee.queryset(self.user).filter(call=self.call)
        closed = self.call.applications.exclude(pk__in=rows.order_by().values("pk"))
        return ~Q(application__in=list(closed.order_by().values_list("pk", flat=True)))

    @cached_property
    def owed(self) -> Owed:
        return owed_by(self.call, self.readable)

    @property
    def rows(self) -> QuerySet[AssessedCriterion]:
        """Widest spread first, then by number and rubric."""
        return AssessedCriterion.objects.filter(self.readable, call=self.call)

    @property
    def unsettled(self) -> QuerySet[AssessedCriterion]:
        return self.rows.filter(unsettled(official_languages(self.call)))

    def cases(self, rows: Iterable[AssessedCriterion]) -> list[Compared]:
        """These rows with sheets and reasons, in their order."""
        chosen = list(rows)
        only = {row.application_id for row in chosen}
        if not only:
            return []
        found = {
            (one.case.application.pk, one.case.code): one
            for one in compared(self.call, cases_of(self.call, only))
        }
        return [found[row.application_id, row.criterion] for row in chosen]

    def find(self, number: str, criterion: str) -> Compared | None:
        rows = self.rows.filter(number=number, criterion=criterion)
        return next(iter(self.cases(rows[:1])), None)

    def first(self) -> Compared | None:
        """The first that needs something, else the first."""
        row = self.unsettled.first() or self.rows.first()
        return next(iter(self.cases([row] if row is not None else [])), None)

    def named(self, returned: StateChange | None) -> list[tuple[str, bool]]:
        """The applications that a return names, and whether each is open to this member."""
        if returned is None:
            return []
        rows = read_application_in_committee.queryset(self.user).filter(call=self.call)
        readable = set(rows.order_by().values_list("number", flat=True))
        return [(number, number in readable) for number in named_in(returned)]

    def is_told(self, returned: StateChange | None) -> bool:
        """Whether the member may read why the proposal came back."""
        return returned is not None and is_told(self.user, self.call, named_in(returned))

    def common(self) -> list[tuple[Application, str, str]]:
        """Application, criterion and value where all sheets say the same and nothing is agreed."""
        rows = self.rows.exclude(common_value="").select_related("application")
        return [(row.application, row.criterion, row.common_value) for row in rows]
