"""Whether somebody may take a step now: one answer for the act, its button, the next act, the bar.

The row of the table (`grants/core/tables.py`) says in which states, by whom and under which guards;
here stands what reads the database for it. A higher floor adds its own steps and guards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission, Person
from accounts.refusal import Refused
from grants.core import call_stages
from grants.core.tables import row_of
from grants.core.workflow import (
    OF_THE_MOMENT,
    ApplicationStep,
    ApplicationWork,
    CallStep,
    CallWork,
    Guard,
)
from grants.models import Application, Call

Subject = Call | Application
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """`closed` is said in a state in which the step is not taken, `unless` where a guard does not
    hold; without words there, those of the guard. `role` is that of the person in the ledger.
    """

    who: Permission[Any]
    closed: Words | Callable[[Any], Exception]
    role: str | Callable[[Call, User], str] = "officer"
    unless: Mapping[Guard, Words] = field(default_factory=dict)


Fault = Words | Refused | None
# To applicants it is said in other words, and whoever cancels twice is told so.
_SAY_IT_THEMSELVES = frozenset(
    {
        *(CallStep.CANCEL, CallWork.START_APPLICATION),
        *(ApplicationStep.SUBMIT, ApplicationStep.REPLACE, ApplicationStep.WITHDRAW),
        *(ApplicationWork.SAVE_ANSWERS, ApplicationWork.ADD_FILE, ApplicationWork.REMOVE_FILE),
    }
)
_ways: dict[tuple[type[StrEnum], str], Way] = {}
_guards: dict[Guard, Callable[[Any, datetime | None], Fault]] = {}


def register_way(step: StrEnum, way: Way) -> None:
    _ways[type(step), step] = way


def register_guard(guard: Guard, fault: Callable[[Any, datetime | None], Fault]) -> None:
    """`fault` of a call or an application, and the moment for a guard that asks for it: what stands
    in the way, or None.
    """
    _guards[guard] = fault


def way_of(step: StrEnum) -> Way:
    return _ways[type(step), step]


def is_state_for(step: StrEnum, subject: Subject) -> bool:
    """Whether the state of the subject, and that of its call, are those of the step."""
    row = row_of(step)
    if isinstance(subject, Application) and row.calls and subject.call.state not in row.calls:
        return False
    return subject.state in row.sources


def require_state(step: StrEnum, subject: Subject) -> None:
    """Raises Refused where the state or what is there does not allow the step."""
    way = way_of(step)
    if not is_state_for(step, subject):
        call = subject.call if isinstance(subject, Application) else subject
        if call.state in call_stages.CANCELLED and step not in _SAY_IT_THEMSELVES:
            raise Refused(_("The call is cancelled, so this is not done any more."))
        raise way.closed(subject) if callable(way.closed) else Refused(way.closed)
    _ask(step, way, subject, None)


def require_moment(step: StrEnum, subject: Subject, at: datetime) -> None:
    """Raises Refused where the step is not taken at this moment."""
    _ask(step, way_of(step), subject, at)


def takes(step: StrEnum, subject: Subject, person: Person, *, of: Any = None) -> bool:
    """Whether the step is this person's in the present state: then its button is shown, and what
    else stands in the way is said when it is pressed. `of` is what the permission is about, where
    that is another row than the subject.
    """
    about = subject if of is None else of
    return is_state_for(step, subject) and way_of(step).who.allows(person, about)


def may(step: StrEnum, subject: Subject, person: Person, now: datetime, *, of: Any = None) -> bool:
    """Whether the person may take the step now."""
    if not takes(step, subject, person, of=of):
        return False
    try:
        require_state(step, subject)
        require_moment(step, subject, now)
    except Refused:
        return False
    return True


def _ask(step: StrEnum, way: Way, subject: Subject, at: datetime | None) -> None:
    for guard in row_of(step).guards:
        if (guard in OF_THE_MOMENT) is (at is None):
            continue
        fault = _guards[guard](subject, at)
        if isinstance(fault, Refused):
            raise fault
        if fault is not None:
            raise Refused(way.unless.get(guard, fault))
