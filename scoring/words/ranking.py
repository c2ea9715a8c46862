"""The ranking page in words: kicker, runs, pots, the rule, lines between the rows."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from callfile.allocation.methods import PointValue
from callfile.lots.lot import Lot
from grants import formats
from grants.formats import text_in
from grants.models import Call
from scoring.models import RankingRun
from scoring.selectors.readiness import Readiness
from scoring.selectors.runs.pots import PotNode
from scoring.selectors.runs.ranking import RankingTable, Runs, allocation_of
from scoring.selectors.runs.ranking_choice import PER_PAGE, RankingChoice
from scoring.selectors.runs.results import Run, ranking_of, summary_in
from scoring.words.trace.numbers import write_decimal, write_rate, write_share

Json = Mapping[str, Any]


def lot_name(code: str, title: Any) -> str:
    return f"{code} {text_in(title)}".strip()


def ranking_address(call: Call, lot: str, run: RankingRun | None = None) -> str:
    chosen = f"&run={run.number}" if run is not None else ""
    return f"{reverse('scoring:ranking', args=[call.code])}?lot={lot}{chosen}"


def ranking_kicker(run: RankingRun) -> str:
    return _("Ranking and allocation, computation %(number)s of %(day)s at %(time)s") % {
        "number": run.number,
        "day": formats.write_day(run.created_at, genitive=True),
        "time": formats.write_time(run.created_at),
    }


def runs_in_words(call: Call, runs: Runs, lot: str, table: RankingTable) -> list[dict[str, Any]]:
    """The newest may go for the signature; those before it stay on record."""
    found = []
    for run in runs.rankings:
        allocation, is_newest = allocation_of(run), run is runs.newest
        words = formats.write_day_short(run.created_at)
        if is_newest and table.spent is not None:
            words = _("%(money)s, %(recipients)s") % {
                "money": formats.write_money(table.spent),
                "recipients": _recipients(table.recipients),
            }
        if is_newest:
            note = _("Only this computation can be proposed.")
        elif allocation is None:
            note = _("Points without amounts; replaced by a newer one.")
        else:
            note = _("Replaced by a newer one.")
        found.append(
            {
                "title": _("Computation %(number)s by the published rule") % {"number": run.number},
                "words": words,
                "note": note,
                "real": is_newest,
                "url": ""
                if is_newest and len(runs.rankings) == 1
                else ranking_address(call, lot, run),
            }
        )
    return found


def pots_in_words(
    call: Call, pots: Sequence[PotNode], now: str, run: RankingRun
) -> list[dict[str, Any]]:
    """For components/tree.html; the call itself is the root."""
    total = sum(pot.budget for pot in pots)
    used = sum(pot.used for pot in pots)
    inner = [_pot(call, pot, now, run) for pot in pots]
    return [{"title": call.title, "amount": total, "used": used, "pots": inner}]


def _pot(call: Call, pot: PotNode, now: str, run: RankingRun) -> dict[str, Any]:
    return {
        "title": lot_name(pot.code, pot.title),
        "url": ranking_address(call, pot.code, run) if pot.is_leaf else "",
        "now": pot.code == now,
        "amount": pot.budget,
        "used": pot.used,
        "note": _pot_note(call, pot) if pot.is_leaf else "",
        "pots": [_pot(call, child, now, run) for child in pot.children],
    }


def _pot_note(call: Call, pot: PotNode) -> str:
    said = [_applications(pot.entries)]
    rule = call.file.lot(pot.code).allocation
    if isinstance(rule, PointValue) and pot.factor:
        said.append(_("a point is worth %(rate)s") % {"rate": _short_rate(pot.factor)})
    for code, amount in pot.received.items():
        words = _("%(money)s from %(lot)s")
        said.append(words % {"money": f"+ {formats.write_money(amount)}", "lot": code})
    for code, amount in pot.moved.items():
        words = _("%(money)s unspent, goes to %(lot)s")
        said.append(words % {"money": formats.write_money(amount), "lot": code})
    if pot.stays:
        said.append(_("%(money)s stays") % {"money": formats.write_money(pot.stays)})
    return "; ".join(said)


def _short_rate(factor: str) -> str:
    return write_rate(factor)


def rule_pairs(call: Call, lot: Lot) -> list[dict[str, str]]:
    """The bounds of the rule, beside its sentence."""
    grant = call.file.pot(lot.code).grant
    pairs = [(_("Threshold"), threshold_words(lot))]
    limits = ((grant.minimum, _("Lowest amount")), (grant.maximum, _("Highest amount")))
    for amount, term in limits:
        if amount is not None:
            pairs.append((term, formats.write_money(amount)))
    if grant.max_share_of_eligible_cost is not None:
        share = write_share(grant.max_share_of_eligible_cost.text)
        pairs.append((_("Highest share of eligible costs"), share))
    ties = ", ".join(_tie(rule) for rule in lot.tie_break)
    pairs.append((_("Equal points"), ties))
    return [{"term": term, "value": value} for term, value in pairs if value]


def threshold_words(lot: Lot) -> str:
    if lot.threshold is None:
        return ""
    least = lot.threshold.total
    words = ngettext("%(points)s point", "%(points)s points", _whole(least))
    return words % {"points": write_decimal(least)}


def _whole(number: Fraction) -> int:
    return int(number) if number.denominator == 1 else 0


def _tie(rule: str) -> str:
    word, _colon, which = rule.partition(":")
    if word == "criterion":
        return which
    if word == "requested":
        return _("lower amount") if which == "lower" else _("higher amount")
    return _("draw")


def lines(table: RankingTable) -> dict[str, str]:
    """The words of the lines between the rows."""
    spent = formats.write_money(table.spent or 0)
    threshold = threshold_words(table.lot)
    return {
        "cut": _("The money is allocated: %(money)s. Below is the reserve list.")
        % {"money": spent},
        "threshold": _("Threshold %(points)s") % {"points": threshold}
        if threshold
        else _("Below a threshold"),
        "missing": _("Without a complete score"),
    }


def lines_elsewhere(
    call: Call, run: Run, lot: str, choice: RankingChoice, page: Page
) -> list[dict[str, str]]:
    """The lines that are not drawn here, and where they are: [{words, url}]."""
    words = {
        "cut": _("The money ends on page %(page)s"),
        "threshold": _("The threshold is on page %(page)s"),
    }
    address = ranking_address(call, lot, ranking_of(run))
    found = {}
    for position, line in summary_in(run, lot).get("lines", []):
        number = (position - 1) // PER_PAGE + 1
        if line in words and line not in found and not (choice.is_whole and number == page.number):
            said = words[line] % {"page": number}
            found[line] = {"words": said, "url": f"{address}&page={number}"}
    return list(found.values())


def legend(table: RankingTable) -> str:
    """What the codes of the columns stand for."""
    names = [lot_name(column.code, column.title) for column in table.columns]
    return ", ".join(names)


def missing_in_words(call: Call, readiness: Readiness) -> dict[str, str]:
    """What has to happen first: for components/empty.html."""
    code = call.code
    if not readiness.is_scoring and not readiness.is_revealed:
        return {
            "heading": _("The call is not being scored yet"),
            "words": _(
                "The ranking is computed from the sheets of the committee. First all applications "
                "are checked for completeness."
            ),
        }
    if not readiness.has_committee:
        words = _("Appoint a committee: its members fill in the sheets.")
        return {"heading": _("There is no committee yet"), "words": words}
    progress = readiness.progress
    if progress is not None and not progress.is_complete:
        words = _("%(locked)s of %(expected)s sheets are locked.") % {
            "locked": progress.locked,
            "expected": progress.expected,
        }
        if readiness.open_numbers:
            words += " " + _open_words(readiness.open_numbers)
        return _with_link(
            _("Sheets are still being filled in"), words, "sheets", _("Open the scoring"), code
        )
    if not readiness.is_revealed:
        words = _("All sheets are locked. The chair or the secretary reveals the scores.")
        heading = _("The scores are not revealed yet")
        return _with_link(heading, words, "meeting", _("Open the meeting"), code)
    return {
        "heading": _("Nothing is computed yet"),
        "words": _("The scores are revealed. The computation takes them as they are now."),
    }


def _with_link(heading: str, words: str, page: str, button: str, code: str) -> dict[str, str]:
    url = reverse(f"scoring:{page}", args=[code])
    return {"heading": heading, "words": words, "second_url": url, "second": button}


def _open_words(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:10]) + (", …" if len(numbers) > 10 else "")
    return _("Still open: %(numbers)s.") % {"numbers": shown}


def _recipients(count: int) -> str:
    words = ngettext("%(count)s granted application", "%(count)s granted applications", count)
    return words % {"count": count}


def _applications(count: int) -> str:
    words = ngettext("%(count)s application", "%(count)s applications", count)
    return words % {"count": count}


def origin_of(amount: str) -> str:
    return _("Where %(amount)s comes from") % {"amount": amount}


def digest_of(run: RankingRun) -> str:
    """Of the newest that was computed: amounts, or points before them."""
    allocation = allocation_of(run)
    return allocation.result_sha256 if allocation else run.result_sha256
