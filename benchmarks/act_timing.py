"""Every act on a whole call in one call, from the opening to the results: seconds of each.

MERILA_DEMO=1 MERILA_DATA=... python -m benchmarks.act_timing SIZE [FILES BYTES]

With FILES of so many BYTES for each application it measures the opening alone.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    import django

    django.setup()

from django.core.management import call_command
from django.db import connection

from accounts.guarded.alive import heard_by
from accounts.models import User
from awards.actions.return_proposal import return_proposal
from benchmarks.acts_stage import (
    approver,
    declare_the_rest,
    one_who_steps_out,
    write_complete,
    write_decided,
    write_reasons,
    write_sealed,
    write_sheets,
)
from benchmarks.large_call import allocation_of, clock, person, publish
from benchmarks.large_call_rows import CHECKED, OPENED, SCORED
from grants.models import Call
from jobs.actions.do_at_once import do_at_once
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.start_scoring import start_scoring
from scoring.views.conflicts import ON_A_PAGE
from tests.attendance import all_here
from tests.meetings import adopt

# Processor time of the whole, of the longest transaction, and the longest time without a sign of
# life (accounts/guarded/alive.py).
Timed = tuple[str, float, float, float]


def acts(count: int, files: int = 0, size: int = 0) -> Iterator[Timed]:
    call = publish(count)
    write_sealed(call, count, files, size)
    if files:
        yield _opened(call, f"opening with {files} files of {size / 1e6:g} MB each")
        return
    yield from _until_scoring(call)
    write_sheets(call)
    # The rows that were written in bulk are compared with the ledger, which speaks of none.
    with clock(SCORED + timedelta(hours=1)), patch("scoring.recorded_inputs._refuse"):
        yield from _until_results(Call.objects.get(pk=call.pk))


def _until_scoring(call: Call) -> Iterator[Timed]:
    ada, igor = person("Ada"), person("Igor")
    yield _opened(call, "opening")
    with clock(OPENED + timedelta(hours=1)):
        call.refresh_from_db()
        close_opening_session(call=call, public_present=0, remarks="", actor=igor)
    write_complete(call)
    with clock(CHECKED):
        keys = call.applications.order_by("number").values_list("pk", flat=True)
        # As much as the page asks at a time.
        answers = dict.fromkeys(keys[:ON_A_PAGE], (False, ""))
        yield timed(
            f"statement on {ON_A_PAGE} conflicts",
            lambda: declare_conflicts(call=call, answers=answers, actor=person("Celia")),
        )
        declare_the_rest(call)
        yield timed("beginning of the scoring", lambda: start_scoring(call=call, actor=ada))


def _opened(call: Call, name: str) -> Timed:
    ada, igor = person("Ada"), person("Igor")
    with clock(OPENED + timedelta(hours=1)):
        here = all_here(call)
        start_opening_session(call=call, place="Sejna soba", attendance=here, actor=igor)
        confirm_opening(call=call, actor=igor)
        open_all = _job("opening", call, ada)
        return timed(name, lambda: (confirm_opening(call=call, actor=ada, reads=False), open_all()))


def _until_results(call: Call) -> Iterator[Timed]:
    ada, igor, emil = person("Ada"), person("Igor"), approver(call)
    yield timed("reveal", _job("reveal", call, igor))
    yield timed("ranking", _job("ranking", call, ada))
    run = call.ranking_runs.get()
    yield timed("allocation", _job("allocation", call, ada, ranking=run.pk))
    write_reasons(call)
    propose = _job("proposal", call, ada, allocation=allocation_of(call).pk)
    adopt(call)
    yield timed("proposal", propose)
    said, made = "Preverite še enkrat merilo K1.", call.proposals.get()
    yield timed("return", lambda: return_proposal(proposal=made, reason=said, actor=emil))
    call.refresh_from_db()
    adopt(call)
    propose()
    again = call.proposals.latest("number").pk
    yield timed("approval", _job("signature", call, emil, proposal=again, approves=1, signs=0))
    call.refresh_from_db()
    yield timed("decisions prepared", _job("preparation", call, ada))
    yield timed("signature", _job("signature", call, emil, proposal=again, approves=0, signs=1))
    write_decided(call)
    yield timed("results published", _job("results", call, ada))
    user = one_who_steps_out(call)
    yield timed(
        "stepping out of a lot afterwards",
        lambda: declare_conflicts(call=call, answers={}, actor=user),
    )


def _job(kind: str, call: Call, actor: User, **about: int) -> Callable[[], None]:
    """As a worker does it: computed while nobody waits, then written."""
    given: dict[str, Any] = {"call_id": call.pk, "funder_id": call.funder_id, "parameters": about}
    return lambda: do_at_once(kind=kind, actor=actor, **given)


def timed(name: str, act: Callable[[], object]) -> Timed:
    signs = [time.process_time()]
    with transactions() as held, heard_by(lambda: signs.append(time.process_time())):
        act()
    signs.append(time.process_time())
    took, longest = signs[-1] - signs[0], max(held, default=0.0)
    silent = max(after - before for before, after in pairwise(signs))
    print(
        f"{name:28} {took:8.2f} s   held {longest:8.2f} s   silent {silent:8.2f} s",
        file=sys.stderr,
    )
    return name, took, longest, silent


@contextmanager
def transactions() -> Iterator[list[float]]:
    """Processor time of each, from its beginning to its commit."""
    found: list[float] = []
    began = [0.0]

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("BEGIN"):
            began[0] = time.process_time()
        return execute(sql, params, many, context)

    def commit() -> None:
        real()
        found.append(time.process_time() - began[0])

    real = connection.commit
    with connection.execute_wrapper(watch), patch.object(connection, "commit", commit):
        yield found


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(list(acts(*map(int, sys.argv[1:])))))
