"""Calls as the public meets them: lists without their long content, and one call whole."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.permissions import Person
from audit.core.canonical import loads
from grants.call_files.reading import write_yaml
from grants.core import call_stages
from grants.models import Call, CallVersion, Lot, QuestionOutcome, StateChange
from grants.models.call import is_public
from grants.permissions import view_call

RECENT = 5


@dataclass(frozen=True, slots=True)
class CallsByStage:
    """The public calls in the order in which people look for them."""

    open: list[Call] = field(default_factory=list)
    announced: list[Call] = field(default_factory=list)
    evaluated: list[Call] = field(default_factory=list)
    decided: list[Call] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.open, self.announced, self.evaluated, self.decided))


def public_calls() -> QuerySet[Call]:
    """Cards of calls: title, text and lots, without the content of the call."""
    lots = Lot.objects.filter(parent=None).order_by("position")
    leaves = Lot.objects.filter(is_leaf=True).order_by("position")
    return (
        Call.objects.filter(is_public())
        .defer("content")
        .annotate(
            card_title=F("content__title"),
            card_text=F("content__text"),
            first_condition=F("content__lots__0__eligibility__0__text"),
        )
        .prefetch_related(
            Prefetch("lots", queryset=lots, to_attr="outer_lots"),
            Prefetch("lots", queryset=leaves, to_attr="leaf_lots"),
        )
    )


def stage_filter(stage: str, now: datetime) -> Q:
    """The calls of one stage: open, announced, evaluated, decided."""
    published = Q(state__in=call_stages.SEALED)
    match stage:
        case "open":
            return published & Q(opens_at__lte=now, deadline_at__gte=now)
        case "announced":
            return published & Q(opens_at__gt=now)
        case "evaluated":
            return Q(state__in=call_stages.IN_EVALUATION) | published & Q(deadline_at__lt=now)
    return Q(state__in=call_stages.DECIDED)


def by_stage(calls: Iterable[Call], now: datetime) -> CallsByStage:
    """Open ones by deadline, decided ones newest first."""
    found = CallsByStage()
    for call in calls:
        stage_of(call, now, found).append(call)
    found.open.sort(key=lambda call: call.deadline_at or now)
    found.announced.sort(key=lambda call: call.opens_at or now)
    found.evaluated.sort(key=lambda call: call.deadline_at or now, reverse=True)
    found.decided.sort(key=lambda call: call.results_published_at or now, reverse=True)
    return found


def stage_of(call: Call, now: datetime, found: CallsByStage) -> list[Call]:
    if call.state in call_stages.DECIDED:
        return found.decided
    if call.state in call_stages.IN_EVALUATION:
        return found.evaluated
    if call.opens_at is None or call.opens_at > now:
        return found.announced
    past = call.deadline_at is not None and call.deadline_at < now
    return found.evaluated if past else found.open


def money_of(call: Call) -> int:
    """The funds of all lots in cents."""
    lots: list[Lot] = getattr(call, "outer_lots", [])
    return sum(lot.budget_cents for lot in lots)


def visible_call(user: Person, code: str) -> QuerySet[Call]:
    """The call with this code, if the user may see its page."""
    return view_call.queryset(user).filter(code=code).select_related("funder")


def cancellation_of(call: Call) -> StateChange | None:
    """When and why the call was cancelled; None for one that goes on."""
    if call.state not in call_stages.CANCELLED:
        return None
    return call.state_changes.filter(application=None, target__in=call_stages.CANCELLED).last()


def frozen_version(call: Call) -> CallVersion | None:
    """What was published, newest first; None before the publication."""
    return call.versions.order_by("-number").first()


def frozen_versions(call: Call) -> list[CallVersion]:
    """All that were published, the oldest first."""
    return list(call.versions.order_by("number"))


def page_state(user: Person, code: str) -> tuple[Any, ...] | None:
    """What the page of a call is made of, in one small query; None where there is no page."""
    versions = CallVersion.objects.filter(call=OuterRef("pk")).order_by("-number")
    answered = Count("questions", filter=Q(questions__outcome=QuestionOutcome.ANSWERED))
    others = Call.objects.filter(is_public()).exclude(funder=OuterRef("funder"))
    rows = (
        view_call.queryset(user)
        .filter(code=code)
        .annotate(answered=answered, has_others=Exists(others.order_by()))
    )
    return rows.values_list(
        Subquery(versions.values("sha256")[:1]),
        *("pk", "state", "updated_at", "published_at", "opens_at", "deadline_at", "opening_at"),
        *("results_published_at", "funder_id", "funder__name", "funder__address"),
        *("funder__email", "funder__phone", "funder__arms", "funder__fictional"),
        *("answered", "has_others"),
    ).first()


def frozen_file(user: Person, code: str, form: str) -> str | None:
    """The newest published content as `json` (canonical, byte for byte) or `yaml`; None where
    the user may not read the call or nothing of it is frozen.
    """
    versions = CallVersion.objects.filter(call__in=view_call.queryset(user).filter(code=code))
    version = versions.order_by("-number").first()
    if version is None:
        return None
    return version.canonical if form == "json" else write_yaml(loads(version.canonical))
