"""The evaluation file of a call, from its rows (CALL_FILE section 7).

With the published call it is all that a recomputation needs, and it is computed on as it will be
published, so that there is one file, one hash and one result. So it holds nothing that persons
wrote: neither the reasons on the sheets nor the texts and days in tables, where the names of
performers or members may stand. No rule of points reads them.

Assessors are pseudonyms, others in each application: a mean needs to know that two sheets are of
two persons, not that a sheet here and one there are of the same. Where assessors were drawn, the
draw is there with numbers of seats (`scoring/selectors/drawn.py`), which no sheet names.
"""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Any

from django.db.models import Prefetch

from accounts.guarded.alive import lively
from audit.keys.pseudonyms import pseudonym_of_assessor
from callfile.fields import Table
from callfile.fields.form import Form
from callfile.numbers.money import money_text
from grants.core import application_stages
from grants.models import Application, Call
from scoring.models import COUNTS, AgreedScore, AssessorDraw, ScoreSheet
from scoring.permissions import SCORING_ROLES
from scoring.selectors.committee.recusals import SEAT, declared_in_seats

# Found complete, whatever became of it later: what a computation counts.
COUNTED_STATES = sorted(application_stages.FOUND_COMPLETE)


def evaluation_of(call: Call) -> dict[str, Any]:
    """Everything that was evaluated, as data; the number of queries does not grow with the rows."""
    forms = {row.pk: call.file.lot(row.code).form for row in call.lots.filter(is_leaf=True)}
    rows = lively(counted_applications(call))
    drawn = AssessorDraw.objects.filter(call=call).first()
    return {
        "merila": "evaluation/1",
        "call": call.versions.latest("number").sha256,
        "seed": call.draw_seed or None,
        **({"draw": drawn.draw} if drawn else {}),
        "applications": [evaluated(row, forms[row.lot_id]) for row in rows],
    }


def without_words(facts: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """Tables without their columns of free text and of days."""
    public = {
        field.code: {column.code for column in field.columns if column.MAY_BE_PUBLIC}
        for field in form.fields
        if isinstance(field, Table)
    }
    return {
        code: [{name: cell for name, cell in row.items() if name in public[code]} for row in value]
        if code in public
        else value
        for code, value in facts.items()
    }


def counted_applications(call: Call, only: Collection[int] | None = None) -> list[Application]:
    """Complete applications with all that the evaluation says of them, in order of number.

    `only` are keys of some of them.
    """
    sheets = ScoreSheet.objects.filter(COUNTS).select_related("member")
    # Of those who score: the secretary and the staff who step out are no assessors.
    conflicts = declared_in_seats(SCORING_ROLES, application__call=call)
    rows = call.applications.filter(state__in=COUNTED_STATES)
    if only is not None:
        rows = rows.filter(pk__in=only)
    return list(
        rows.select_related("lot")
        .defer("sealed", "wrapped_key")
        .order_by("number")
        .prefetch_related(
            Prefetch("score_sheets", queryset=sheets.order_by("member_id")),
            Prefetch("conflict_declarations", queryset=conflicts.order_by(SEAT)),
            Prefetch("agreed_scores", queryset=AgreedScore.objects.order_by("criterion")),
            "recognised_facts",
        )
    )


def recognised_facts_of(application: Application, form: Form) -> dict[str, Any]:
    """Declared facts with the officer's corrections in their place."""
    facts = form.facts(application.answers or {})
    for row in application.recognised_facts.all():
        facts[row.code] = row.recognised
    return {code: value for code, value in sorted(facts.items()) if value is not None}


def evaluated(row: Application, form: Form) -> dict[str, Any]:
    """One application of the evaluation; its relations come with `counted_applications`."""
    facts = without_words(recognised_facts_of(row, form), form)
    sheets = [_sheet(row, sheet) for sheet in row.score_sheets.all()]
    out = [_assessor(row, said.user_id) for said in row.conflict_declarations.all()]
    found = {
        "number": row.number,
        "lot": row.lot.code,
        "requested": money_text(row.requested_cents or 0),
        "eligible_cost": facts.get("eligible_cost", money_text(row.eligible_cents or 0)),
        "facts": facts,
        # In the order of the pseudonyms: that of the seats would tell whose they are.
        "sheets": sorted(sheets, key=itemgetter("assessor")),
        "conflicts": sorted(out),
        "status": "complete",
    }
    agreed = {score.criterion: {"value": score.value} for score in row.agreed_scores.all()}
    return {**found, "agreed": agreed} if agreed else found


def _sheet(row: Application, sheet: ScoreSheet) -> dict[str, Any]:
    return {
        "assessor": _assessor(row, sheet.member.user_id),
        "answers": {
            code: {"value": answer["value"]} for code, answer in sorted(sheet.answers.items())
        },
    }


def _assessor(row: Application, user_id: int) -> str:
    return pseudonym_of_assessor(user_id=user_id, call_code=row.call.code, number=row.number)
