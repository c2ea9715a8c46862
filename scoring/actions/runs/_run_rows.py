"""A run as it is frozen: what went in, what came out, and its rows (scoring.core.run.run_rows).

The digests of both texts stand in the run; its number counts all computations of the call. All that
takes long is made first (`ranking_to_freeze`, `allocation_to_freeze`), while nobody waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from audit.core import canonical
from audit.core.entry import EntryType
from audit.database.ready_rows import ReadyRows, insert_ready, to_insert
from callfile.numbers.money import cents
from grants.actions._act import Done
from grants.models import Call
from scoring.core.run.recompute import RESULT_FORMAT
from scoring.core.run.run_rows import amount_rows, ranked_rows, summary_of
from scoring.models import AllocatedAmount, AllocationRun, RankedApplication, RankingRun, RunPurpose

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class RankingToFreeze:
    """Texts with their digests, and the rows of a run that does not exist yet, ready but for it."""

    evaluation: str
    evaluation_sha256: str
    result: str
    result_sha256: str
    summary: dict[str, Any]
    rows: ReadyRows


@dataclass(frozen=True, slots=True)
class AllocationToFreeze:
    """The same of the amounts; each row stands beside the number of its application."""

    result: str
    result_sha256: str
    summary: dict[str, Any]
    spent: dict[str, int | None]
    rows: Sequence[tuple[str, AllocatedAmount]]


def ranking_to_freeze(
    call: Call, evaluation: Mapping[str, Any], result: Mapping[str, Any]
) -> RankingToFreeze:
    texts = canonical.dumps(evaluation), canonical.dumps(result)
    keys = dict(call.applications.values_list("number", "pk"))
    return RankingToFreeze(
        evaluation=texts[0].decode(),
        evaluation_sha256=sha256(texts[0]).hexdigest(),
        result=texts[1].decode(),
        result_sha256=sha256(texts[1]).hexdigest(),
        summary=summary_of(result),
        rows=to_insert(
            RankedApplication,
            (
                RankedApplication(
                    application_id=keys[row.number],
                    lot=row.lot,
                    position=row.position,
                    place=row.place,
                    outcome=row.outcome,
                    total=row.total or "",
                    values=row.values,
                    row=canonical.dumps(row.row).decode(),
                )
                for row in ranked_rows(result)
            ),
            but=["run_id"],
        ),
    )


def allocation_to_freeze(result: Mapping[str, Any]) -> AllocationToFreeze:
    text = canonical.dumps(result)
    return AllocationToFreeze(
        result=text.decode(),
        result_sha256=sha256(text).hexdigest(),
        summary=summary_of(result),
        spent={code: cents(lot["spent"]) for code, lot in result["lots"].items()},
        rows=[
            (
                row.number,
                AllocatedAmount(
                    outcome=row.outcome,
                    amount_cents=row.amount,
                    cap_cents=row.cap,
                    reserve_place=row.reserve_place,
                    steps=canonical.dumps(row.steps).decode(),
                ),
            )
            for row in amount_rows(result)
        ],
    )


def freeze_ranking(
    done: Done, made: RankingToFreeze, corrects: AllocationRun | None = None
) -> RankingRun:
    """A binding run, or the replay that `corrects` a signed one; with its entry and its rows."""
    digests = {
        "evaluation_sha256": made.evaluation_sha256,
        "result_sha256": made.result_sha256,
    }
    last = done.call.ranking_runs.order_by("number").values_list("number", flat=True).last()
    number = (last or 0) + 1
    purpose = RunPurpose.BINDING if corrects is None else RunPurpose.REPLAY
    run = RankingRun(
        call=done.call,
        version=done.call.versions.latest("number"),
        number=number,
        purpose=purpose,
        corrects=corrects,
        evaluation=made.evaluation,
        result=made.result,
        summary=made.summary,
        created_by=done.actor,
        created_at=done.at,
        engine=RESULT_FORMAT,
        **digests,
    )
    told = {} if corrects is None else {"corrects": corrects.ranking.number}
    run.entry = done.record(
        pub={"number": number, **told},
        payload={"number": number, **told, **digests},
        rows={"ranking": [run]},
        type=EntryType.RANKING_COMPUTED,
    )
    run.save()
    write_ranked_rows(run, made)
    return run


def freeze_allocation(done: Done, ranking: RankingRun, made: AllocationToFreeze) -> AllocationRun:
    """The amounts on the points of this ranking, with their entry and their rows."""
    run = AllocationRun(
        ranking=ranking,
        result=made.result,
        result_sha256=made.result_sha256,
        summary=made.summary,
        engine=RESULT_FORMAT,
        created_by=done.actor,
        created_at=done.at,
    )
    run.entry = done.record(
        pub={"ranking": ranking.number},
        payload={
            "ranking": ranking.number,
            "evaluation_sha256": ranking.evaluation_sha256,
            "result_sha256": made.result_sha256,
            "spent": made.spent,
        },
        rows={"allocation": [run]},
        type=EntryType.ALLOCATION_COMPUTED,
    )
    run.save()
    write_amounts(run, made)
    return run


def write_ranked_rows(run: RankingRun, made: RankingToFreeze) -> None:
    """In the transaction of the run."""
    insert_ready(made.rows, run_id=run.pk)


def write_amounts(run: AllocationRun, made: AllocationToFreeze) -> None:
    """In the transaction of the run, after the rows of its ranking."""
    keys = dict(run.ranking.rows.order_by().values_list("application__number", "pk"))
    for number, row in made.rows:
        row.run, row.ranked_id = run, keys[number]
    AllocatedAmount.objects.bulk_create((row for _number, row in made.rows), batch_size=AT_ONCE)
