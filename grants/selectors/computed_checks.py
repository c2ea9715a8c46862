"""What can be computed of the completeness of an opened application.

Each check says what is asked, what was found, and whether it holds; None where the application
does not tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from callfile.fields import Field, FinancialPlan
from callfile.fields.financial_plan import PlanTotals
from callfile.grant import Grant
from callfile.lots.lot import Lot
from callfile.reading.shapes import iso_day
from grants.formats import (
    local_day,
    text_in,
    write_amount,
    write_day_short,
    write_money,
    write_percent,
    write_time,
)
from grants.models import Application
from grants.selectors.calls.paper_applications import is_closed_envelope, is_to_type
from grants.selectors.completeness import missing_fields
from grants.selectors.desk_applications import OPENED


@dataclass(frozen=True, slots=True)
class Check:
    """`field` can be supplemented where the check does not hold; empty where nothing can."""

    title: str
    note: str
    holds: bool | None
    field: str = ""


def computed_checks(
    application: Application, sent: datetime, lots: Sequence[int] | None = None
) -> list[Check]:
    """`sent` is the time of the submission that counts; `call` and `lot` are at hand. `lots` are
    those of all opened applications of the organisation, where they are at hand too.
    """
    if is_closed_envelope(application):
        return [_in_time(application, sent)]
    pot = application.call.file.pot(application.lot.code)
    missing = [] if is_to_type(application) else missing_fields(application)
    found = [_in_time(application, sent), *map(_missing, missing), _registered(application)]
    plan = pot.lot.form.plan
    # What is not there is not computed with: it would stand against what can be supplemented.
    totals = None if plan is None or plan in missing else _totals(plan, application)
    if plan is not None and totals is not None:
        found += _money(pot.grant, totals, plan.code)
    found += _limits(application, lots)
    # What could not be read at the opening does not say that no condition is met.
    if pot.lot.eligibility and not application.is_unread:
        found.append(_said_yes(application, pot.lot))
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


def _missing(field: Field) -> Check:
    title = _("Required by the form: %(what)s") % {"what": text_in(field.label)}
    return Check(title, _("It is not answered, or not to the end."), holds=False, field=field.code)


def _totals(plan: FinancialPlan, application: Application) -> PlanTotals | None:
    return plan.totals((application.answers or {}).get(plan.code))


def _money(grant: Grant, totals: PlanTotals, plan: str) -> Iterator[Check]:
    covered = totals.incomes + totals.requested
    yield Check(
        _("Costs and income balance"),
        _("%(costs)s and %(incomes)s")
        % {"costs": write_money(totals.total_cost), "incomes": write_money(covered)},
        totals.difference == 0,
        field=plan,
    )
    share = grant.max_share_of_eligible_cost
    if share is not None:
        yield _share(totals, share.part)
    if grant.minimum is not None or grant.maximum is not None:
        yield _range(totals.requested, grant.minimum, grant.maximum)


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


def _limits(application: Application, known: Sequence[int] | None) -> Iterator[Check]:
    limits = application.call.file.applications_per_organisation
    if limits is None:
        return
    lots = _lots_of(application) if known is None else list(known)
    counts = (
        (_("in the call"), len(lots), limits.total),
        (_("in the lot"), lots.count(application.lot_id), limits.per_lot),
    )
    stated = [(words, count, most) for words, count, most in counts if most is not None]
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


def _lots_of(application: Application) -> list[int]:
    rows = application.call.applications.filter(
        organisation_id=application.organisation_id, state__in=OPENED
    )
    return list(rows.values_list("lot_id", flat=True))


def _said_yes(application: Application, lot: Lot) -> Check:
    said = (application.applicant or {}).get("eligibility") or {}
    codes = [condition.code for condition in lot.eligibility]
    yes = sum(said.get(code) is True for code in codes)
    return Check(
        _("The applicant says that all conditions are met"),
        pgettext("conditions", "%(yes)d of %(all)d") % {"yes": yes, "all": len(codes)},
        yes == len(codes),
    )
