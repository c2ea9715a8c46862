"""Whether applicants were heard about the facts that were recognised otherwise than declared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from accounts.slots import filled
from callfile.lots.lot import Lot
from callfile.numbers.exact import exact_text
from grants.core import application_stages
from grants.core.hearing import HearingStanding, Told, standing
from grants.models import (
    Application,
    Call,
    RecognisedFact,
    Request,
    RequestedThing,
    RequestKind,
    RequestOutcome,
)
from grants.selectors.recognition import Fact, facts_to_recognise
from grants.selectors.requests.asked import is_waited_for, was_supplemented

# Of an application, what is read only where it was supplemented.
_CONTENT = ("answers", "sealed", "applicant")


@dataclass(frozen=True, slots=True)
class HeardFact:
    """A fact with the newest telling of it, if there was one."""

    fact: Fact
    thing: RequestedThing | None
    standing: HearingStanding


def heard_facts(application: Application, at: datetime) -> list[HeardFact]:
    """Of all facts that were recognised, in the order of the form."""
    told = told_things(application)
    return [
        HeardFact(fact, thing, _standing(fact.declared, fact.recognised, thing, at))
        for fact in facts_to_recognise(application)
        for thing in (told.get(fact.code),)
        if fact.row is not None
    ]


def findings_to_tell(application: Application, at: datetime) -> list[Fact]:
    """Differing facts that the applicant was never told, as they are now."""
    found = heard_facts(application, at)
    return [one.fact for one in found if one.standing is HearingStanding.TO_TELL]


def unsettled_facts(application: Application) -> list[Fact]:
    """Declared, and not recognised since they were declared so."""
    return [
        one
        for one in facts_to_recognise(application)
        if one.declared is not None and (one.row is None or one.row.declared != one.declared)
    ]


def unheard(rows: QuerySet[Application], at: datetime) -> dict[Application, HearingStanding]:
    """What stands in the way, of those applications where something does, by number.

    What was supplemented after it was recognised differs without a reason, so there the answers
    are asked; elsewhere the rows of the facts say it all.
    """
    reasoned = RecognisedFact.objects.exclude(reason={}).values("application")
    told = _told().values("request__application")
    supplemented = Request.objects.filter(was_supplemented).values("application")
    recorded = rows.filter(Q(pk__in=reasoned) | Q(pk__in=told)).exclude(pk__in=supplemented)
    found = {row: _standings(row, at) for row in with_hearings(recorded.defer(*_CONTENT))}
    for row in _with_one_call(with_hearings(rows.filter(pk__in=supplemented))):
        found[row] = {one.standing for one in heard_facts(row, at)}
    return {
        row: next(one for one in HearingStanding if one in found[row])
        for row in sorted(found, key=lambda one: one.number)
        if found[row] - {HearingStanding.HEARD}
    }


def _with_one_call(rows: QuerySet[Application]) -> list[Application]:
    """The call of all is one object, so its file is read once."""
    found = list(rows.select_related("lot"))
    calls = Call.objects.in_bulk({row.call_id for row in found})
    for row in found:
        row.call = calls[row.call_id]
    return found


def _standings(application: Application, at: datetime) -> set[HearingStanding]:
    told = told_things(application)
    return {
        _standing(one.declared, one.recognised, told.get(one.code), at)
        for one in application.recognised_facts.all()
    }


def unheard_among(rows: Iterable[Application], at: datetime) -> dict[Application, HearingStanding]:
    """The same of the rows of a page, as far as their facts are still open."""
    keys = [row.pk for row in rows]
    known = Application.objects.filter(pk__in=keys, state__in=application_stages.FACTS_OPEN)
    return unheard(known, at)


def with_hearings(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With all that `heard_facts` reads, in a few queries for all."""
    requests = Request.objects.filter(_STANDS).order_by("number")
    things = Prefetch("things", RequestedThing.objects.select_related("weighed"))
    hearings = Prefetch("requests", requests.prefetch_related(things), to_attr="hearings")
    return rows.prefetch_related("recognised_facts", hearings)


_STANDS = Q(kind=RequestKind.HEARING) & ~Q(outcome=RequestOutcome.TAKEN_BACK)


def _told() -> QuerySet[RequestedThing]:
    return RequestedThing.objects.filter(request__in=Request.objects.filter(_STANDS))


def told_things(application: Application) -> dict[str, RequestedThing]:
    """The last telling of each fact that was not taken back, with request and weighing."""
    hearings: list[Request] | None = getattr(application, "hearings", None)
    if hearings is None:
        rows = _told().filter(request__application=application)
        rows = rows.select_related("request", "weighed").order_by("request__number")
        return {one.field: one for one in rows}
    return {thing.field: thing for request in hearings for thing in request.things.all()}


def _standing(
    declared: object, recognised: object, thing: RequestedThing | None, at: datetime
) -> HearingStanding:
    told = None
    if thing is not None:
        request, weighed = thing.request, getattr(thing, "weighed", None)
        told = Told(
            declared=thing.before,
            recognised=thing.recognised,
            is_over=not is_waited_for(request, at),
            speaks=speaks(thing),
            kept=weighed.kept if weighed is not None else None,
        )
    return standing(declared, recognised, told)


def speaks(thing: RequestedThing) -> bool:
    """Whether the answer says something that has to be weighed; plain agreement does not."""
    said = statement_of(thing)
    return thing.is_answered and (not said.get("agrees") or bool(said.get("text")))


def statement_of(thing: RequestedThing) -> Mapping[str, Any]:
    """{agrees, text}; empty where nothing was said."""
    return thing.after if isinstance(thing.after, Mapping) else {}


def heard_about(thing: RequestedThing, declared: object, recognised: object) -> bool:
    """Whether the hearing is about these values: those that were told, or kept when weighed."""
    weighed = getattr(thing, "weighed", None)
    kept = thing.recognised if weighed is None else weighed.kept
    return thing.before == declared and recognised in (thing.recognised, kept)


def shown_findings(facts: Iterable[Fact]) -> dict[str, Any]:
    """What the page shows before it is told, to be compared when it is."""
    return {one.code: [one.declared, one.stored] for one in facts}


def effect_on_points(application: Application, fact: Fact) -> list[dict[str, Any]]:
    """What the difference does to the points, all other facts as they are recognised:
    [{criterion, declared, recognised, is_most}] in exact decimals, the sum of what is computed last
    under an empty code; empty where no points change. With `is_most` they are what the committee
    may give at most.
    """
    lot = application.call.file.lot(application.lot.code)
    facts = lot.form.facts(application.answers or {})
    facts |= {one.code: one.recognised for one in facts_to_recognise(application) if one.row}
    declared = _points(lot, {**facts, fact.code: fact.declared})
    recognised = _points(lot, facts)
    codes = [code for code in {**declared, **recognised} if code]
    found = []
    for code in (*codes, ""):
        before, is_most = declared.get(code, _NO_POINTS)
        after, _is_most = recognised.get(code, (_NO_POINTS[0], is_most))
        if before != after:
            texts = {"declared": exact_text(before), "recognised": exact_text(after)}
            found.append({"criterion": code, **texts, "is_most": is_most})
    return found


_NO_POINTS = Fraction(0), False


def _points(lot: Lot, facts: Mapping[str, object]) -> Mapping[str, tuple[Fraction, bool]]:
    given = {code: value for code, value in facts.items() if value is not None}
    return filled("points_of_facts", lot, given) or {}
