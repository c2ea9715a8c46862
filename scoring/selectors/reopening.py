"""What the chair may open again, what was opened, and what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grants.models import Application, StateChange
from scoring.models import (
    COUNTS,
    CommitteeMember,
    RankingRun,
    ReopenedPart,
    Reopening,
    ScoreSheet,
)
from scoring.selectors.committee.recusals import recused_from
from scoring.selectors.runs.evaluation import recognised_facts_of
from scoring.selectors.runs.returned import return_of

Before = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Openable:
    """`key` stands in forms."""

    part: ReopenedPart
    sheet: ScoreSheet | None = None

    @property
    def key(self) -> str:
        return self.part if self.sheet is None else f"{self.part}-{self.sheet.member_id}"

    @property
    def member(self) -> CommitteeMember | None:
        return None if self.sheet is None else self.sheet.member


def openable(application: Application) -> list[Openable]:
    """Locked sheets that count, in the order of the seats; after a return also what the committee
    wrote together and the recognised facts, until they are open.
    """
    sheets = application.score_sheets.filter(COUNTS).exclude(member__in=recused_from(application))
    rows = sheets.select_related("member__user", "entry").order_by("member")
    found = [Openable(ReopenedPart.SHEET, sheet) for sheet in rows]
    returned = return_of(application.call)
    if returned is None:
        return found
    others = (ReopenedPart.MEETING, ReopenedPart.FACTS)
    return [
        *found,
        *(Openable(part) for part in others if not is_open_again(application, returned, part)),
    ]


def is_open_again(application: Application, returned: StateChange, part: ReopenedPart) -> bool:
    """Since that return."""
    since = Reopening.objects.filter(application=application, entry__gt=returned.entry_id)
    return since.filter(part=part).exists()


def reopenings_of(application: Application) -> list[Reopening]:
    """Oldest first."""
    rows = application.reopenings.select_related("member__user", "opened_by")
    return list(rows.order_by("pk"))


def before_of(application: Application, one: Openable) -> Before:
    """What stands there now, as `Reopening.before` keeps it."""
    if one.sheet is not None:
        return {
            "answers": one.sheet.answers,
            "locked_at": one.sheet.locked_at.isoformat() if one.sheet.locked_at else None,
            "entry": one.sheet.entry.seq if one.sheet.entry else None,
        }
    if one.part is ReopenedPart.FACTS:
        form = application.call.file.lot(application.lot.code).form
        return {"facts": recognised_facts_of(application, form)}
    agreed = application.agreed_scores.order_by("criterion")
    reasons = application.criterion_reasons.order_by("criterion")
    return {
        "agreed": {row.criterion: row.value for row in agreed},
        "reasons": {row.criterion: row.text for row in reasons},
    }


def after_of(application: Application, rows: Sequence[Reopening]) -> dict[int, Before]:
    """By key of each opening: what stood there at the next one, or what stands there now. A sheet
    that is still open has no answers yet.
    """
    found: dict[int, Before] = {}
    sheets = {row.member_id: row for row in application.score_sheets.all()}
    later: dict[tuple[str, int | None], Before] = {}
    for row in reversed(rows):
        key = (row.part, row.member_id)
        if key not in later:
            later[key] = _now(application, row, sheets.get(row.member_id or 0))
        found[row.pk] = later[key]
        later[key] = row.before
    return found


def _now(application: Application, row: Reopening, sheet: ScoreSheet | None) -> Before:
    if row.part != ReopenedPart.SHEET:
        return before_of(application, Openable(ReopenedPart(row.part)))
    return {"answers": sheet.answers if sheet is not None and sheet.locked_at else {}}


def sheets_changed_since(run: RankingRun) -> bool:
    """Whether a sheet that was opened after this run is still open, or has other values now."""
    rows = Reopening.objects.filter(
        part=ReopenedPart.SHEET, application__call=run.call_id, opened_at__gt=run.created_at
    )
    first: dict[tuple[int, int], Before] = {}
    for row in rows.order_by("pk"):
        first.setdefault((row.application_id, row.member_id or 0), row.before["answers"])
    if not first:
        return False
    sheets = ScoreSheet.objects.filter(application__in={key for key, _member in first})
    now = {(row.application_id, row.member_id): row for row in sheets}
    return any(
        now[key].locked_at is None or _values(now[key].answers) != _values(answers)
        for key, answers in first.items()
    )


def _values(answers: Before) -> dict[str, str]:
    return {code: answer["value"] for code, answer in answers.items()}
