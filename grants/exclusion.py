"""Who is kept out of which application, whatever role they have on its call.

One rule for every act and every reading on the funder's side, as of this moment:

* whoever belongs to an organisation that has applied, or has left it since its application was
  begun, is kept out of every application of that lot: the own one is never theirs to judge, and the
  others compete with it for the same money;
* whoever has a conflict of interest with one application is kept out of that one (a higher floor
  says with which: `register_conflict`);
* whoever is kept out of one application is kept out of the papers that speak of all of them at
  once (ranking, allocation, proposal, decisions, exports). A place or a rest of the money that is
  left out can be reckoned from the others, so those papers are closed as a whole; lists of
  applications show the others.

What is public, and the own application on the applicant's side, stay open to everybody.
Source: ZIntPK, Article 35(3): an official keeps out of every phase (domain/process.md).
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from applicants.permissions import belonged_to
from grants.core import application_stages
from grants.models import Application

_conflicts: list[Callable[[Any], Q]] = []


def register_conflict(condition: Callable[[Any], Q]) -> None:
    """`condition` gives the applications with which a person is in conflict by their own word."""
    if condition not in _conflicts:
        _conflicts.append(condition)


def excluded(user: Any) -> Q:
    """Applications that are closed to the person who acts for the call."""
    # The lots are found once, for a whole list of applications.
    rivals = Application.objects.filter(with_the_applicant(user))
    return _in_conflict(user) | Q(lot__in=rivals.values("lot"))


def excluded_at(user: Any, application: str) -> Q:
    """Rows whose application (at the path `application`) is closed to the person."""
    rows = Application.objects.filter(excluded(user), pk=OuterRef(application))
    return Q(Exists(rows))


def excluded_from_call(user: Any, call: str = "pk") -> Q:
    """Rows whose call (at the path `call`) has an application that is closed to the person."""
    rows = Application.objects.filter(
        with_the_applicant(user) | _in_conflict(user), call_id=OuterRef(call)
    )
    return Q(Exists(rows))


def with_an_applicant(user: Any, call: str = "pk") -> Q:
    """Rows whose call (at the path `call`) has an application of the person's organisation."""
    return Q(Exists(Application.objects.filter(with_the_applicant(user), call_id=OuterRef(call))))


def with_the_applicant(user: Any) -> Q:
    """Applications of an organisation that the person belongs or belonged to."""
    competing = Q(state__in=sorted(application_stages.COMPETING))
    return competing & belonged_to(user, organisation="organisation_id", since="created_at")


def _in_conflict(user: Any) -> Q:
    found = Q(pk__in=[])
    for condition in _conflicts:
        found |= condition(user)
    return found
