"""The evaluation file of a call, from its rows (CALL_FILE section 7).

With the published call it is all that a recomputation needs. Assessors carry their pseudonyms in
the file that is kept and in the public copy alike; the public copy leaves out what persons wrote.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch

from audit.pseudonyms import ledger_actor
from grants.core.facts import facts_of
from grants.core.fields import FieldKind, fields_of
from grants.core.lots import leaf_lots
from grants.core.money import money_text
from grants.core.workflow import OPENED_APPLICATION_STATES, ApplicationState
from grants.models import Application, Call
from scoring.models import AgreedScore, ConflictDeclaration, ScoreSheet

# Found complete, whatever became of it later: what a computation counts.
COUNTED_STATES = sorted(
    OPENED_APPLICATION_STATES
    - {
        ApplicationState.RECEIVED,
        ApplicationState.INCOMPLETE,
        ApplicationState.SUPPLEMENTED,
        ApplicationState.DISMISSED,
    }
)


def evaluation_of(call: Call) -> dict[str, Any]:
    """Everything that was evaluated, as data; the number of queries does not grow with the rows."""
    lots = {row.pk: call.lot_content(row.code) for row in call.lots.filter(is_leaf=True)}
    return {
        "merila": "evaluation/1",
        "call": call.versions.latest("number").sha256,
        "seed": call.draw_seed or None,
        "applications": [evaluated(row, lots[row.lot_id]) for row in counted_applications(call)],
    }


def public_copy(evaluation: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, Any]:
    """What may be published of an evaluation of the call `content`: its points stay the same.

    Left out is what persons wrote: the reasons on the sheets, and the texts and days in tables,
    where the names of performers or members may stand. No rule of points reads them.
    """
    typed = {lot["code"]: _typed_columns(lot) for lot in leaf_lots(content)}
    return {
        **evaluation,
        "applications": [
            {
                **row,
                "facts": _without_columns(row["facts"], typed.get(row["lot"], {})),
                "sheets": [_without_reasons(sheet) for sheet in row["sheets"]],
            }
            for row in evaluation["applications"]
        ],
    }


def _typed_columns(lot: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """By table of the form: its columns that are free text or a day."""
    return {
        field["code"]: frozenset(
            column["code"]
            for column in field.get("columns") or []
            if column.get("kind") in (FieldKind.SHORT_TEXT, FieldKind.DATE)
        )
        for field in fields_of(lot)
        if field.get("kind") == FieldKind.TABLE
    }


def _without_columns(
    facts: Mapping[str, Any], typed: Mapping[str, frozenset[str]]
) -> dict[str, Any]:
    return {
        code: [
            {name: cell for name, cell in row.items() if name not in typed[code]} for row in value
        ]
        if code in typed
        else value
        for code, value in facts.items()
    }


def _without_reasons(sheet: Mapping[str, Any]) -> dict[str, Any]:
    answers = {code: {"value": answer["value"]} for code, answer in sheet["answers"].items()}
    return {**sheet, "answers": answers}


def counted_applications(call: Call) -> list[Application]:
    """Complete applications with all that the evaluation says of them, in order of number."""
    sheets = ScoreSheet.objects.filter(locked_at__isnull=False).select_related("member")
    conflicts = ConflictDeclaration.objects.filter(in_conflict=True).select_related("member")
    return list(
        call.applications.filter(state__in=COUNTED_STATES)
        .select_related("lot")
        .order_by("number")
        .prefetch_related(
            Prefetch("score_sheets", queryset=sheets.order_by("member_id")),
            Prefetch("conflict_declarations", queryset=conflicts.order_by("member_id")),
            Prefetch("agreed_scores", queryset=AgreedScore.objects.order_by("criterion")),
            "recognised_facts",
        )
    )


def recognised_facts_of(application: Application, lot: dict[str, Any]) -> dict[str, Any]:
    """Declared facts with the officer's corrections in their place."""
    facts = facts_of(lot, application.answers or {})
    for row in application.recognised_facts.all():
        facts[row.code] = row.recognised
    return {code: value for code, value in sorted(facts.items()) if value is not None}


def assessor_of(user_id: int) -> str:
    return ledger_actor(user_id=user_id, role="member").pseudonym


def evaluated(row: Application, lot: dict[str, Any]) -> dict[str, Any]:
    """One application of the evaluation; its relations come with `counted_applications`."""
    facts = recognised_facts_of(row, lot)
    found = {
        "number": row.number,
        "lot": row.lot.code,
        "requested": money_text(row.requested_cents or 0),
        "eligible_cost": facts.get("eligible_cost", money_text(row.eligible_cents or 0)),
        "facts": facts,
        "sheets": [_sheet(sheet) for sheet in row.score_sheets.all()],
        "conflicts": [
            assessor_of(declaration.member.user_id)
            for declaration in row.conflict_declarations.all()
        ],
        "status": "complete",
    }
    agreed = {score.criterion: {"value": score.value} for score in row.agreed_scores.all()}
    return {**found, "agreed": agreed} if agreed else found


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    return {
        "assessor": assessor_of(sheet.member.user_id),
        "answers": {
            code: {"value": answer["value"], "reason": answer.get("reason", "")}
            for code, answer in sorted(sheet.answers.items())
        },
    }
