"""Funders in public: who publishes here, for whom a page speaks, what stands on its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from accounts.models import User
from accounts.permissions import Person
from grants.models import Call, Funder, Letterhead
from grants.models.call import is_public
from grants.permissions import view_call, view_own_application

_NOBODY = Value(value=False, output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose names stand on a page: `funder`, or nobody’s where several publish here.

    `scope` is the code of the funder whose own pages these are: their lists hold nothing of the
    others, and their ways lead to its other pages. It is empty where nobody else publishes here.
    """

    funder: Funder | None
    scope: str


def speaker_of(person: Person, arguments: Mapping[str, Any], codes: Sequence[str]) -> Speaker:
    """Of an address with these arguments and codes of funders in its query; one query.

    What the person may not see says nothing: a page that is not there for them speaks for nobody.
    """
    public = Call.objects.filter(is_public(), funder=OuterRef("pk"))
    asked = _asked(person, arguments, codes)
    rows = Funder.objects.annotate(publishes=Exists(public), is_asked=asked).order_by("pk")
    funders = list(rows)
    publishing = [one for one in funders if one.publishes]
    for one in funders:
        if one.is_asked:
            return Speaker(one, one.code if any(other != one for other in publishing) else "")
    if len(publishing) > 1:
        return Speaker(None, "")
    return Speaker(next(iter(publishing or funders), None), "")


def _asked(person: Person, arguments: Mapping[str, Any], codes: Sequence[str]) -> Any:
    """A condition on funders: the page is about this one."""
    if "funder" in arguments:
        return _coded(arguments["funder"])
    number = arguments.get("number")
    if isinstance(number, str):
        if not person.is_authenticated:
            return _NOBODY
        mine = view_own_application.queryset(person).filter(number=number)
        return Exists(mine.filter(call__funder=OuterRef("pk")).order_by())
    if "code" in arguments:
        calls = view_call.queryset(person).filter(code=arguments["code"])
        return Exists(calls.filter(funder=OuterRef("pk")).order_by())
    return _coded(codes[0]) if len(codes) == 1 else _NOBODY


def _coded(code: str) -> ExpressionWrapper:
    return ExpressionWrapper(Q(code=code), output_field=BooleanField())


def scope_of_staff(user: User) -> str:
    """The code of the only funder that somebody works for; empty where nobody else publishes."""
    keys = {one.funder_id for one in user.scopes}
    only = keys.pop() if len(keys) == 1 else None
    found = Funder.objects.filter(pk=only).first() if only else None
    if found is None or not publishing_funders().exclude(pk=found.pk).exists():
        return ""
    return found.code


def publishing_funders() -> QuerySet[Funder]:
    """Those with a call that everybody may see, in the order in which they came."""
    calls = Call.objects.filter(is_public()).order_by()
    return Funder.objects.filter(pk__in=calls.values("funder")).order_by("pk")


def funder_asked(codes: Sequence[str]) -> Funder | None:
    """Whose lists are asked for: one funder that is here; None for all of them."""
    return Funder.objects.filter(code=codes[0]).first() if len(codes) == 1 else None


# Columns of a funder that stand at the head of its papers.
_IN_LETTERHEAD: Final = ("name", "department", "address", "email", "phone")


def words_in_letterhead(funder: Funder) -> dict[str, Any]:
    """What a letterhead says of the funder as it is: texts by language, the others as they are."""
    found = {column: getattr(funder, column) for column in _IN_LETTERHEAD}
    return {column: getattr(value, "data", value) for column, value in found.items()}


def letterhead_of(funder: Funder, at: datetime | None = None) -> Letterhead:
    """The one that held at the moment, or holds now; the first one for what is older than it."""
    rows = Letterhead.objects.filter(funder=funder).order_by("since", "pk")
    held = rows if at is None else rows.filter(since__lte=at)
    # Of a funder of which only a list of past years is known, nobody has set one.
    return held.last() or rows.first() or Letterhead(words=words_in_letterhead(funder))


def arms_of(code: str, sha256: str) -> bytes | None:
    """The picture that the funder has now; what it had before is in its papers alone."""
    now = Letterhead.objects.filter(funder__code=code, funder__arms=sha256, arms_sha256=sha256)
    found = now.exclude(arms_sha256="").values_list("arms", flat=True).first()
    return None if found is None else bytes(found)
