"""A run as it is frozen: what went in, what came out, and its rows (scoring.core.run.run_rows).

The digests of both texts stand in the run; its number counts all computations of the call.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from audit.core import canonical
from audit.core.entry import EntryType
from callfile.numbers.money import cents
from grants.actions._act import Done
from scoring.core.run.recompute import RESULT_FORMAT
from scoring.core.run.run_rows import amount_rows, ranked_rows, summary_of
from scoring.models import AllocatedAmount, AllocationRun, RankedApplication, RankingRun, RunPurpose

AT_ONCE = 1_000


def evaluation_digest(evaluation: Mapping[str, Any]) -> str:
    """As a run names what it read."""
    return sha256(canonical.dumps(evaluation)).hexdigest()


def freeze_ranking(
    done: Done,
    evaluation: Mapping[str, Any],
    result: Mapping[str, Any],
    corrects: AllocationRun | None = None,
) -> RankingRun:
    """A binding run, or the replay that `corrects` a signed one; with its entry and its rows."""
    texts = {"evaluation": canonical.dumps(evaluation), "result": canonical.dumps(result)}
    digests = {f"{name}_sha256": sha256(text).hexdigest() for name, text in texts.items()}
    last = done.call.ranking_runs.order_by("number").values_list("number", flat=True).last()
    number = (last or 0) + 1
    purpose = RunPurpose.BINDING if corrects is None else RunPurpose.REPLAY
    run = RankingRun(
        call=done.call,
        version=done.call.versions.latest("number"),
        number=number,
        purpose=purpose,
        corrects=corrects,
        evaluation=texts["evaluation"].decode(),
        result=texts["result"].decode(),
        summary=summary_of(result),
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
    write_ranked_rows(run, result)
    return run


def freeze_allocation(done: Done, ranking: RankingRun, result: Mapping[str, Any]) -> AllocationRun:
    """The amounts on the points of this ranking, with their entry and their rows."""
    text = canonical.dumps(result)
    digest = sha256(text).hexdigest()
    run = AllocationRun(
        ranking=ranking,
        result=text.decode(),
        result_sha256=digest,
        summary=summary_of(result),
        engine=RESULT_FORMAT,
        created_by=done.actor,
        created_at=done.at,
    )
    run.entry = done.record(
        pub={"ranking": ranking.number},
        payload={
            "ranking": ranking.number,
            "evaluation_sha256": ranking.evaluation_sha256,
            "result_sha256": digest,
            "spent": {code: cents(lot["spent"]) for code, lot in result["lots"].items()},
        },
        rows={"allocation": [run]},
        type=EntryType.ALLOCATION_COMPUTED,
    )
    run.save()
    write_amounts(run, result)
    return run


def write_ranked_rows(run: RankingRun, result: Mapping[str, Any]) -> None:
    """In the transaction of the run; one query for each thousand rows."""
    keys = dict(run.call.applications.values_list("number", "pk"))
    RankedApplication.objects.bulk_create(
        (
            RankedApplication(
                run=run,
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
        batch_size=AT_ONCE,
    )


def write_amounts(run: AllocationRun, result: Mapping[str, Any]) -> None:
    """In the transaction of the run, after the rows of its ranking."""
    keys = dict(run.ranking.rows.values_list("application__number", "pk"))
    AllocatedAmount.objects.bulk_create(
        (
            AllocatedAmount(
                run=run,
                ranked_id=keys[row.number],
                outcome=row.outcome,
                amount_cents=row.amount,
                cap_cents=row.cap,
                reserve_place=row.reserve_place,
                steps=canonical.dumps(row.steps).decode(),
            )
            for row in amount_rows(result)
        ),
        batch_size=AT_ONCE,
    )
