"""Whether calls are what their newest frozen version says, and states what their changes say."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from audit.core import canonical
from audit.core.canonical import CanonicalError
from audit.proof.fsck import Difference, Finding, Tally
from callfile.as_written import lot_rows, moment_at
from grants.core import application_stages, call_stages
from grants.models import Application, Call, CallVersion, StateChange
from grants.models.call import MOMENTS

_AT_ONCE = 1000


def call_differences() -> Iterator[Finding]:
    for call in Call.objects.filter(published_at__isnull=False).order_by("pk").iterator():
        yield Tally("published call", 1)
        version = CallVersion.objects.filter(call=call).order_by("-number").first()
        if version is None:
            yield Difference(f"call {call.code}", "no version of it is frozen")
            continue
        for found in _unlike(call, version):
            yield Difference(f"call {call.code}", found)


def state_differences() -> Iterator[Finding]:
    """The state of every call and every application is where its last change led."""
    yield from _states("call", _of_calls(), call_stages.FIRST.value)
    yield from _states("application", _of_applications(), application_stages.FIRST.value)


def moved_differences(call_code: str) -> Iterator[Finding]:
    """The same of the applications of one call that have ever changed their state."""
    rows = _of_applications().filter(call__code=call_code).exclude(led_to=None)
    yield from _states("application", rows, application_stages.FIRST.value)


def _unlike(call: Call, version: CallVersion) -> Iterator[str]:
    try:
        content: Any = canonical.loads(version.canonical)
        same = canonical.dumps(call.content).decode() == version.canonical
    except CanonicalError as error:
        yield f"its version {version.number} cannot be read ({error})"
        return
    if not same:
        yield f"its content is not that of version {version.number}"
    if canonical.digest(content) != version.sha256:
        yield f"the hash of its version {version.number} is not that of the text"
    for key, column in MOMENTS.items():
        stored, said = getattr(call, column), moment_at(content, key)
        if stored != said:
            yield f"its date {key} is {stored}, version {version.number} says {said}"
    yield from _unlike_lots(call, content)


def _unlike_lots(call: Call, content: Any) -> Iterator[str]:
    said = {
        lot.code: (place, lot.budget, lot.title, lot.is_leaf)
        for place, lot in enumerate(lot_rows(content))
    }
    stored = {
        row.code: (row.position, row.budget_cents, row.title, row.is_leaf)
        for row in call.lots.order_by("position")
    }
    for code in {**said, **stored}:
        if said.get(code) != stored.get(code):
            yield f"its lot {code} is not that of the frozen version"


def _of_calls() -> QuerySet[Any]:
    changes = StateChange.objects.filter(call=OuterRef("pk"), application=None).order_by("-pk")
    return Call.objects.annotate(name=F("code"), led_to=Subquery(changes.values("target")[:1]))


def _of_applications() -> QuerySet[Any]:
    changes = StateChange.objects.filter(application=OuterRef("pk")).order_by("-pk")
    return Application.objects.annotate(
        name=F("number"), led_to=Subquery(changes.values("target")[:1])
    )


def _states(kind: str, rows: QuerySet[Any], first: str) -> Iterator[Finding]:
    found = rows.order_by("pk").values_list("name", "state", Coalesce("led_to", Value(str(first))))
    count = 0
    for name, state, led_to in found.iterator(chunk_size=_AT_ONCE):
        count += 1
        if state != led_to:
            yield Difference(
                f"{kind} {name}", f"its state is {state}, its last change led to {led_to}"
            )
    yield Tally(f"state of {kind}", count)
