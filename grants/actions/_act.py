"""The one order in which an act happens: lock, who, when, the moment, write, enter, move, letters.

    with act(call, CallStep.START_SCORING, actor) as done:
        if done.call.state in call_stages.IN_SCORING:
            return done.call            # once more is once
        done.require()                  # asks the table before anything slow is read
        done.record(pub={...}, payload={...}, moves=[done.move(done.call)])

`done.at` is the moment of the act. It asks the table, takes the ledger's lock, reads the database's
clock and asks what depends on it, once; so lock every other row, and read what is slow, before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import Person
from audit.actions.append_entry import Rows, Said, append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.database.clock import database_now
from audit.keys.pseudonyms import SYSTEM, Acting, ledger_actor
from audit.models import LedgerEntry
from audit.selectors import newest_entry
from grants.actions._transition import Move, carry_out, changes_of, lock_application, lock_call
from grants.core.tables import row_of
from grants.models import Application, Call
from grants.selectors.may import require_moment, require_state, way_of
from jobs.actions.promise_letters import promise_letters
from jobs.registry import Outdated

_NOTHING: Rows = MappingProxyType({})
_NOTHING_SAID: Said = MappingProxyType({})


class Done:
    """An act under way: its rows are held, and its actor may."""

    def __init__(self, step: StrEnum, subject: Call | Application, actor: Person) -> None:
        self.step, self.subject, self._actor = step, subject, actor
        self._at: datetime | None = None
        self._is_asked = False

    @property
    def actor(self) -> User:
        """Of an act that asks for an account."""
        if not isinstance(self._actor, User):
            raise TypeError(f"{self.step} is taken by anybody")
        return self._actor

    @property
    def call(self) -> Call:
        return self.subject if isinstance(self.subject, Call) else self.subject.call

    @property
    def application(self) -> Application:
        """Of an act on an application."""
        if not isinstance(self.subject, Application):
            raise TypeError(f"{self.step} is an act on a call")
        return self.subject

    def require(self) -> None:
        """Raises Refused unless the table has the step now, whatever the moment."""
        if not self._is_asked:
            require_state(self.step, self.subject)
        self._is_asked = True

    @property
    def at(self) -> datetime:
        """The moment of the act. Raises Refused."""
        return self._moment()

    def _moment(self) -> datetime:
        if self._at is None:
            self.require()
            at = lock_log() if row_of(self.step).entry else database_now()
            require_moment(self.step, self.subject, at)
            self._at = at
        return self._at

    def require_moment(self) -> None:
        """Raises Refused unless the table has the step at this moment."""
        self._moment()

    def require_nothing_since(self, entry: int) -> None:
        """Raises Outdated where the ledger has a newer entry about the call: what was computed
        before the act was computed from something else.
        """
        self.require_moment()
        if newest_entry(self.call.code_in_ledger) != entry:
            raise Outdated

    @property
    def role(self) -> str:
        """Of the actor, as the ledger names it."""
        role = way_of(self.step).role
        return role(self.call, self.actor) if callable(role) else role

    def move(
        self,
        row: Call | Application,
        step: StrEnum | None = None,
        *,
        reason: str = "",
        reason_texts: Mapping[str, str] = MappingProxyType({}),
    ) -> Move:
        """For `record`; the step is that of the act, or one that follows from it."""
        return Move(row, step or self.step, reason, reason_texts)

    def record(
        self,
        *,
        pub: Mapping[str, object],
        payload: Mapping[str, object],
        rows: Rows = _NOTHING,
        gone: Rows = _NOTHING,
        said: Said = _NOTHING_SAID,
        moves: Sequence[Move] = (),
        later: Sequence[Move] = (),
        type: EntryType | None = None,
        by: Acting | None = None,
    ) -> LedgerEntry:
        """Append the entry with the changes of state, then move. `later` are moved by the act
        itself, with `carry_out`. `type` and `by` where they are not the table's and the actor;
        whoever has no account acts as nobody.
        """
        kind = type or row_of(self.step).entry
        if kind is None:
            raise TypeError(f"{self.step} has no entry of its own")
        at = self.at
        person = self._actor if isinstance(self._actor, User) else None
        changes = changes_of([*moves, *later], actor=person, at=at)
        entry = append_entry(
            type=kind,
            call_code=self.call.code_in_ledger,
            actor=by or (ledger_actor(user_id=person.pk, role=self.role) if person else SYSTEM),
            pub=pub,
            payload=payload,
            rows={**rows, "state": changes} if changes else rows,
            gone=gone,
            said=said,
            at=at,
        )
        carry_out(moves, changes[: len(moves)], entry)
        return entry

    def tell(
        self,
        kind: str,
        about: int,
        readers: Iterable[tuple[str, str]],
        not_before: datetime | None = None,
    ) -> None:
        """Note a letter to each of the readers (address, language)."""
        call = (self.call.pk, self.call.funder_id)
        promise_letters(
            kind=kind,
            about=about,
            readers=readers,
            at=self.at,
            call=call,
            not_before=not_before,
        )


@contextmanager
def act(
    subject: Call | Application,
    step: StrEnum,
    actor: Person,
    *,
    of: Any = None,
    holding_call: bool = False,
) -> Iterator[Done]:
    """Within it, in one transaction, the rows are held and the actor may take the step.

    `of` is what the permission is about where that is not the subject; `holding_call` holds the
    call of an application too. Raises PermissionDenied.
    """
    with transaction.atomic():
        locked: Call | Application
        if isinstance(subject, Call):
            locked = lock_call(subject)
        else:
            call = lock_call(subject.call) if holding_call else None
            locked = lock_application(subject)
            if call is not None:
                locked.call = call
        way_of(step).who.require(actor, locked if of is None else of)
        yield Done(step, locked, actor)
