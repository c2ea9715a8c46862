"""How a call ended, for a council to read: pots, rules, points and amounts, in one language."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from audit.core import canonical
from callfile.lots.lot import Lot
from callfile.rubric.rubric import children_of
from grants.formats import text_in, to_cents, write_amount, write_money
from grants.models import Call
from grants.selectors.funders import letterhead_of
from reports.documents.paper import PaperColumn, arms_on, drawings_of, paper_names_of
from reports.documents.pdf import EmbeddedFile, Paper, write_pdf
from reports.models import DocumentKind
from reports.selectors.outcome import (
    PublicOutcome,
    content_of,
    dismissed_by_lot,
    published_files,
    scored_in,
)
from scoring.core.points.score import Standing
from scoring.core.run.recompute import recompute
from scoring.words.trace import sentences_of_pot
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import write_points

Json = Mapping[str, Any]


def outcome_pdf(outcome: PublicOutcome, language: str, *, patiently: bool = False) -> bytes:
    """The same bytes for the same files; CoreFault where they cannot be computed."""
    result = recompute(outcome.call, outcome.evaluation)
    with override(language):
        html = render_to_string(
            "reports/documents/outcome.html", _context(outcome, result, language)
        )
        attached = [
            EmbeddedFile("call.json", canonical.dumps(outcome.call), _("The call (JSON)")),
            EmbeddedFile(
                "evaluation.json", canonical.dumps(outcome.evaluation), _("The evaluation (JSON)")
            ),
        ]
    return write_pdf(
        Paper(html=html, at=outcome.at, made=outcome.drawings, attached=attached),
        patiently=patiently,
    )


def outcome_of_call(call: Call) -> PublicOutcome:
    """Of a call whose results are published; ValueError before that."""
    at = call.results_published_at
    if at is None:
        raise ValueError("The results are not published.")
    files = published_files(call)
    letterhead = letterhead_of(call.funder, at)
    return PublicOutcome(
        call=content_of(files[DocumentKind.PUBLIC_CALL]),
        evaluation=content_of(files[DocumentKind.PUBLIC_EVALUATION]),
        at=at,
        letterhead=lambda language: paper_names_of(letterhead, language)["funder"],
        applicants=scored_in(call),
        dismissed=dismissed_by_lot(call),
        arms=arms_on(letterhead),
        drawings=drawings_of(letterhead),
    )


def _context(outcome: PublicOutcome, result: Json, language: str) -> dict[str, Any]:
    lots = [_lot(outcome, result, lot) for lot in outcome.file.leaves]
    return {
        "columns": [PaperColumn(language, {"funder": outcome.letterhead(language)})],
        "main": language,
        "arms": outcome.arms,
        "made_at": outcome.at.isoformat(),
        "at": outcome.at,
        "call": outcome.file,
        "note": outcome.note,
        "lots": lots,
        "facts": facts_in_words(outcome, result),
        "hashes": [
            (_("Call file"), result["call"]),
            (_("Evaluation file"), result["evaluation"]),
            (_("Result"), canonical.digest(result)),
        ],
    }


def facts_in_words(outcome: PublicOutcome, result: Json) -> list[tuple[str, str]]:
    """Funds, applications and what became of them, each with its number."""
    evaluated = len(outcome.evaluation["applications"])
    received = evaluated + len(outcome.dismissed)
    counted = Counter(row["status"] for rows in result["ranking"].values() for row in rows)
    paid = sum(_cents(amount) > 0 for pot in _pots(result) for amount in pot["amounts"].values())
    spent = sum(_cents(pot["spent"]) for pot in _pots(result))
    funds = sum(pot.budget for pot in outcome.file.pots)
    dismissed = received - counted.total()
    return [
        (_("Published funds"), write_money(funds)),
        (_("Allocated"), write_money(spent)),
        (_("Not spent"), write_money(funds - spent)),
        (_("Applications"), str(received)),
        (_("with an award"), str(paid)),
        (_("without an award"), str(received - paid)),
        (_("of these below a threshold"), str(counted[Standing.BELOW_THRESHOLD])),
        (_("of these dismissed"), str(dismissed)),
    ]


def _lot(outcome: PublicOutcome, result: Json, lot: Lot) -> dict[str, Any]:
    code, root, rule = lot.code, lot.rubric.root, lot.allocation
    names = LotNames(lot)
    pot = result["lots"].get(code)
    requested = {
        row["number"]: _cents(row["requested"]) for row in outcome.evaluation["applications"]
    }
    # A criterion that a coefficient names counts only through it.
    left_out = lot.rubric.left_out
    criteria = [node for node in children_of(root) or (root,) if node.code not in left_out]
    ranking = result["ranking"].get(code, [])
    rows = [
        {
            "place": row.get("rank") or "",
            "number": row["number"],
            "applicant": outcome.applicants.get(row["number"], ""),
            "points": [
                write_points(row["values"].get(one.code, "0"), names.decimals) for one in criteria
            ],
            "total": write_points(row["total"], names.decimals),
            "requested": write_amount(requested[row["number"]]),
            "amount": _amount(pot, row),
            "note": _note(names, pot, row),
        }
        for row in ranking
    ]
    dismissed = [
        row["number"]
        for row in outcome.evaluation["applications"]
        if row["lot"] == code and row["number"] not in {one["number"] for one in ranking}
    ]
    dismissed += [number for number, lot_code in outcome.dismissed.items() if lot_code == code]
    return {
        "code": code,
        "title": lot.title,
        "rule": None if rule is None else rule.text,
        "article": None if rule is None else rule.article,
        "criteria": [
            {
                "code": one.code,
                "title": text_in(one.title),
                "article": text_in(one.article),
                "maximum": one.printed_max,
            }
            for one in criteria
        ],
        "with_names": any(row["applicant"] for row in rows),
        "rows": rows,
        "requested": write_amount(sum(requested[row["number"]] for row in ranking)),
        "spent": write_amount(_cents(pot["spent"])) if pot else "",
        "steps": sentences_of_pot(lot, result) if pot else [],
        "dismissed": dismissed,
    }


def _note(names: LotNames, pot: Json | None, row: Json) -> str:
    """Why there is no award, in a few words; empty where there is one."""
    if row["status"] == Standing.NOT_RANKABLE:
        return _("Not ranked: an assessment is missing.")
    if row["status"] == Standing.BELOW_THRESHOLD:
        missed = ", ".join(_("total") if code == "total" else str(code) for code in row["failed"])
        count = len(row["failed"])
        said = ngettext("Below the threshold: %(missed)s.", "Below thresholds: %(missed)s.", count)
        return said % {"missed": missed}
    if pot is None or _cents(pot["amounts"].get(row["number"], "0")):
        return ""
    if row["number"] in pot["reserve"]:
        return _("Above the threshold; the funds are used up.")
    return _("No amount is due under the rule.")


def _amount(pot: Json | None, row: Json) -> str:
    if pot is None or row["number"] not in pot["amounts"]:
        return ""
    return write_amount(_cents(pot["amounts"][row["number"]]))


def _pots(result: Json) -> Iterator[Json]:
    yield from result["lots"].values()


def _cents(text: str) -> int:
    found = to_cents(text)
    return found if found is not None else int(Fraction(text) * 100)
