"""What can be computed of the completeness of an opened application.

Each check says what is asked, what was found, and whether it holds; None where the application
does not tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from callfile.as_written import grant_of
from callfile.form.facts import PlanTotals, plan_totals
from callfile.form.fields import FieldKind, shown_fields
from callfile.numbers.money import cents, share
from callfile.reading.shapes import iso_day
from grants.formats import (
    local_day,
    write_amount,
    write_day_short,
    write_money,
    write_percent,
    write_time,
)
from grants.models import Application
from grants.selectors.desk_applications import OPENED


@dataclass(frozen=True, slots=True)
class Check:
    title: str
    note: str
    holds: bool | None


def computed_checks(application: Application, sent: datetime) -> list[Check]:
    """`sent` is the time of the submission that counts; `call` and `lot` are at hand."""
    lot = application.call.lot_content(application.lot.code)
    found = [_in_time(application, sent), _registered(application)]
    totals = _totals(lot, application)
    if totals is not None:
        found += _money(application, totals)
    found += _limits(application)
    if lot.get("eligibility"):
        found.append(_said_yes(application, lot))
    return found


def _in_time(application: Application, sent: datetime) -> Check:
    deadline = application.call.deadline_at
    if deadline is None:
        return Check(_("Sent in time"), "", None)
    note = _("%(sent)s; deadline %(deadline)s") % {
        "sent": f"{write_day_short(sent)}, {write_time(sent, seconds=True)}",
        "deadline": f"{write_day_short(deadline)}, {write_time(deadline)}",
    }
    return Check(_("Sent in time"), note, sent <= deadline)


def _registered(application: Application) -> Check:
    title = _("Registered on the day the call was published")
    since = iso_day((application.applicant or {}).get("registered_on"))
    published = application.call.published_at
    if since is None or published is None:
        return Check(title, _("The organisation has not given its day of registration."), None)
    note = _("registered %(since)s, published %(published)s") % {
        "since": write_day_short(since),
        "published": write_day_short(published),
    }
    return Check(title, note, since <= _day(published))


def _day(moment: datetime) -> date:
    day = local_day(moment)
    return day.date() if isinstance(day, datetime) else day


def _totals(lot: dict[str, Any], application: Application) -> PlanTotals | None:
    answers = application.answers or {}
    for field in shown_fields(lot, answers):
        if field.get("kind") == FieldKind.FINANCIAL_PLAN:
            return plan_totals(field, answers.get(field["code"]))
    return None


def _money(application: Application, totals: PlanTotals) -> Iterator[Check]:
    covered = totals.incomes + totals.requested
    yield Check(
        _("Costs and income balance"),
        _("%(costs)s and %(incomes)s")
        % {"costs": write_money(totals.total_cost), "incomes": write_money(covered)},
        totals.difference == 0,
    )
    grant = grant_of(application.call.content, application.lot.code)
    part = share(grant.get("max_share_of_eligible_cost"))
    if part is not None:
        yield _share(totals, part)
    least, most = cents(grant.get("minimum")), cents(grant.get("maximum"))
    if least is not None or most is not None:
        yield _range(totals.requested, least, most)


def _share(totals: PlanTotals, part: Fraction) -> Check:
    note = _("%(requested)s of %(eligible)s") % {
        "requested": write_amount(totals.requested),
        "eligible": write_money(totals.eligible_cost),
    }
    if totals.eligible_cost:
        reached = Fraction(100 * totals.requested, totals.eligible_cost)
        note = _("%(amounts)s is %(share)s") % {
            "amounts": note,
            "share": write_percent(reached, 1),
        }
    return Check(
        _("At most %(share)s of the eligible costs") % {"share": write_percent(part * 100)},
        note,
        totals.requested <= part * totals.eligible_cost,
    )


def _range(requested: int, least: int | None, most: int | None) -> Check:
    bounds = []
    if least is not None:
        bounds.append(_("at least %(amount)s") % {"amount": write_money(least)})
    if most is not None:
        bounds.append(_("at most %(amount)s") % {"amount": write_money(most)})
    note = _("%(amount)s; %(bounds)s") % {
        "amount": write_money(requested),
        "bounds": ", ".join(bounds),
    }
    holds = (least is None or requested >= least) and (most is None or requested <= most)
    return Check(_("Requested amount within the limits of the lot"), note, holds)


def _limits(application: Application) -> Iterator[Check]:
    limits = application.call.content.get("applications_per_organisation") or {}
    if not limits:
        return
    rows = application.call.applications.filter(
        organisation_id=application.organisation_id, state__in=OPENED
    )
    lots = list(rows.values_list("lot_id", flat=True))
    counts = (
        (_("in the call"), len(lots), limits.get("total")),
        (_("in the lot"), lots.count(application.lot_id), limits.get("per_lot")),
    )
    stated = [(words, count, most) for words, count, most in counts if isinstance(most, int)]
    note = "; ".join(
        _("%(place)s %(count)d of at most %(most)d")
        % {"place": words, "count": count, "most": most}
        for words, count, most in stated
    )
    yield Check(
        _("No more applications than an organisation may send"),
        note,
        all(count <= most for _words, count, most in stated),
    )


def _said_yes(application: Application, lot: dict[str, Any]) -> Check:
    said = (application.applicant or {}).get("eligibility") or {}
    codes = [question["code"] for question in lot["eligibility"]]
    yes = sum(said.get(code) is True for code in codes)
    return Check(
        _("The applicant says that all conditions are met"),
        pgettext("conditions", "%(yes)d of %(all)d") % {"yes": yes, "all": len(codes)},
        yes == len(codes),
    )
