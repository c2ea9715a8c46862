"""Puts a call into a state through the real acts, so that a test begins where its story does.

The clock of every act is set (`at`), because the small call lives in October 2026. Here it is a
draft or published; further on it stands in

    grants/applying.py      filled in by an applicant
    opened.py               opened and checked, all through the real acts
    scoring/committee.py    scored; the acts before the committee's are written as rows
    awards/proposals.py     ranked and proposed
    approved.py             signed; everything before the decisions is written as rows
    permissions/stage.py    in all states at once, for who may do what

A stage that takes long is marked `@built_once`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import time_machine

from applicants.models import Membership, MembershipRole, Organisation
from audit.database.clock import pretended_time
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Call
from tests.built_once import built_once
from tests.organisations import an_ownerless_organisation
from tests.personas import bonaca, person
from tests.small_call import small_call

PREPARED = "2026-09-20T10:00:00+02:00"
PUBLISHED = "2026-09-21T08:00:00+02:00"
FILING = "2026-10-10T19:42:00+02:00"
DEADLINE = "2026-10-30T12:00:00+01:00"
LATE = "2026-10-30T12:00:01+01:00"
OPENING = "2026-11-04T09:05:00+01:00"


@contextmanager
def at(moment: str) -> Iterator[datetime]:
    """Both clocks, the database's and the machine's, stand at `moment`."""
    when = datetime.fromisoformat(moment)
    with pretended_time(when), time_machine.travel(when, tick=False):
        yield when


@built_once
def a_draft_call(**changes: object) -> Call:
    with at(PREPARED):
        return import_call(
            funder=bonaca(),
            content=small_call(**changes),
            # Every call has one of its own.
            file_number=f"610-{changes.get('code', 25)}/2026",
            actor=person("Ada"),
        )


@built_once
def a_published_call(**changes: object) -> Call:
    call = a_draft_call(**changes)
    with at(PUBLISHED):
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call


def an_organisation(name: str = "Mešani zbor Oljčni list", owner: str = "Bruno") -> Organisation:
    organisation = an_ownerless_organisation(name)
    Membership.objects.create(
        user=person(owner), organisation=organisation, role=MembershipRole.OWNER
    )
    return organisation
