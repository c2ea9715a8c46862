"""The page of a proposal in words."""

from collections.abc import Container, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import DecisionSignature, Proposal, ProposalState
from awards.selectors.differences import ChangedResult
from awards.selectors.listed import Listed
from awards.selectors.signature import LotSums
from awards.selectors.signing_checks import SigningChecks
from awards.words.outcome import outcome_words
from grants import formats
from grants.formats import text_in
from grants.models import Call
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import write_points

FINGERPRINT = 16


def proposal_kicker(proposal: Proposal) -> str:
    return _("Proposed for approval by %(name)s, %(day)s at %(time)s, proposal %(number)s") % {
        "name": proposal.proposed_by,
        "day": formats.write_day(proposal.proposed_at, genitive=True),
        "time": formats.write_time(proposal.proposed_at),
        "number": proposal.number,
    }


def heading(call: Call, decisions: int) -> str:
    words = ngettext("%(count)s decision: %(call)s", "%(count)s decisions: %(call)s", decisions)
    return words % {"count": decisions, "call": text_in(call.title)}


def lots_in_words(lots: Iterable[LotSums]) -> list[dict[str, Any]]:
    """Rows of the table of sums, with what came from other lots."""
    return [
        {"name": f"{lot.code} {text_in(lot.title)}", "note": _received(lot), "sums": lot}
        for lot in lots
    ]


def _received(lot: LotSums) -> str:
    return ", ".join(
        _("%(money)s from %(lot)s") % {"money": f"+ {formats.write_money(amount)}", "lot": giver}
        for giver, amount in lot.received.items()
    )


def checks_in_words(checks: SigningChecks) -> list[dict[str, Any]]:
    """As it is at this moment: [{ok, words, otherwise}]."""
    run = checks.allocation.ranking
    digest = checks.allocation.result_sha256[:FINGERPRINT]
    shown = " ".join(digest[start : start + 4] for start in range(0, FINGERPRINT, 4))
    needed, missing = checks.owed.reasons_needed, checks.owed.reasons_missing
    languages = ", ".join(code.upper() for code in checks.call.funder.languages)
    return [
        {
            "ok": checks.is_current,
            "words": _(
                "Nothing was recorded since computation %(number)s, fingerprint %(digest)s; "
                "whoever proposes or approves has it computed again and compared"
            )
            % {"number": run.number, "digest": shown},
            "otherwise": _(
                "Something was recorded since this computation, or there is a newer one"
            ),
        },
        {
            "ok": not missing,
            "words": _(
                "Every score below the maximum has its reason in %(languages)s: %(written)s of "
                "%(needed)s"
            )
            % {"languages": languages, "written": needed - missing, "needed": needed},
            "otherwise": _(
                "Scores below the maximum with a reason in %(languages)s: %(written)s of %(needed)s"
            )
            % {"languages": languages, "written": needed - missing, "needed": needed},
        },
        {
            "ok": not checks.sheets_in_conflict,
            "words": ngettext(
                "No member scored an application with which they are in conflict: "
                "%(count)s conflict declared",
                "No member scored an application with which they are in conflict: "
                "%(count)s conflicts declared",
                checks.conflicts,
            )
            % {"count": checks.conflicts},
            "otherwise": ngettext(
                "%(count)s sheet is by a member in conflict",
                "%(count)s sheets are by members in conflict",
                checks.sheets_in_conflict,
            )
            % {"count": checks.sheets_in_conflict},
        },
    ]


def listed_in_words(
    call: Call, found: Iterable[Listed], marked: Container[str]
) -> list[dict[str, Any]]:
    """Rows of the list of applications; `marked` are those that are named in a return."""
    return [
        {
            "row": each,
            "total": _points(LotNames(call.file.lot(each.lot)), each.total),
            "outcome": outcome_words(each.kind, each.outcome),
            "is_marked": each.number in marked,
        }
        for each in found
    ]


def differences_in_words(
    call: Call, found: Iterable[ChangedResult], reopened: Container[str]
) -> list[dict[str, Any]]:
    """`reopened` are the numbers of the applications that the committee has opened again."""
    return [
        {
            "number": each.number,
            "applicant": each.applicant,
            "what": _what(
                LotNames(call.file.lot(each.lot)), each, is_reopened=each.number in reopened
            ),
            "points": [_points(LotNames(call.file.lot(each.lot)), one) for one in each.points],
            "places": each.places,
            "before": each.amounts[0],
            "after": each.amounts[1],
            "change": each.change,
        }
        for each in found
    ]


def _points(names: LotNames, points: str | None) -> str:
    return "–" if points is None else write_points(points, names.decimals)


def _what(names: LotNames, each: ChangedResult, *, is_reopened: bool) -> str:
    said = [
        _("%(fact)s: %(old)s, now %(new)s")
        % {
            "fact": names.fact(code),
            "old": "–" if old is None else names.fact_value(code, old),
            "new": "–" if new is None else names.fact_value(code, new),
        }
        for code, (old, new) in each.facts.items()
    ]
    if is_reopened:
        said.append(_("opened again"))
    if said:
        return "; ".join(said)
    if each.points[0] != each.points[1]:
        return _("other points")
    return _("moved with the others")


def path_in_words(
    proposals: Iterable[Proposal], signatures: Iterable[DecisionSignature] = ()
) -> list[dict[str, str]]:
    """For components/people2.html: who did what when, oldest first."""
    path: list[tuple[Any, dict[str, str]]] = []
    for each in proposals:
        words = _("Proposal %(number)s, %(name)s")
        path.append(_stop(words, each.number, each.proposed_by, each.proposed_at))
        if each.closed_at is not None:
            is_signed = each.state == ProposalState.APPROVED
            words = _("Approved, %(name)s") if is_signed else _("Returned, %(name)s")
            path.append(_stop(words, each.number, each.closed_by, each.closed_at))
    for one in signatures:
        words = _("Decisions signed, %(name)s")
        path.append(_stop(words, one.number, one.name, one.signed_at))
    return [stop for _at, stop in sorted(path, key=lambda found: found[0])]


def _stop(words: str, number: int, person: object, at: Any) -> tuple[Any, dict[str, str]]:
    said = words % {"number": number, "name": person}
    return at, {"name": said, "words": formats.write_day_short(at, year=False)}
