"""A call that has been opened: a committee, applications in time, the two keys, the minutes."""

from grants.actions.applying.submit_application import submit_application
from grants.actions.checking.decide_completeness import decide_completeness
from grants.models import Application, Call
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.models import CommitteeRole
from tests.attendance import all_here
from tests.built_once import built_once
from tests.grants.applying import a_filled_draft
from tests.personas import person
from tests.stage import FILING, a_published_call, an_organisation, at

BEGINNING = "2026-11-04T09:00:00+01:00"
FIRST_KEY = "2026-11-04T09:05:58+01:00"
SECOND_KEY = "2026-11-04T09:06:31+01:00"
CLOSING = "2026-11-04T09:40:00+01:00"
CHECKING = "2026-11-05T10:00:00+01:00"
# Celia leads, Cvetka keeps the minutes, Ciril scores with Celia.
SEATS = (
    ("Celia", CommitteeRole.CHAIR),
    ("Ciril", CommitteeRole.MEMBER),
    ("Cvetka", CommitteeRole.SECRETARY),
)


@built_once
def a_call_with_committee(**changes: object) -> Call:
    call = a_published_call(**changes)
    seats = [Seat(user=person(name), role=role) for name, role in SEATS]
    with at(FILING):
        appoint_committee(call=call, appointment="011-7/2026", seats=seats, actor=person("Ada"))
    return call


def a_sent_application(call: Call, name: str = "", **changes: object) -> Application:
    """In lot A, of an organisation of its own."""
    organisation = an_organisation(name) if name else an_organisation()
    draft = a_filled_draft(call, organisation, **changes)
    with at(FILING):
        submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )
    draft.refresh_from_db()
    return draft


def a_begun_session(call: Call) -> None:
    with at(BEGINNING):
        start_opening_session(
            call=call, place="Sejna soba, Riva 4", attendance=all_here(call), actor=person("Cvetka")
        )


def open_call(call: Call) -> Call:
    """Ada first, then Cvetka."""
    a_begun_session(call)
    for moment, name in ((FIRST_KEY, "Ada"), (SECOND_KEY, "Cvetka")):
        with at(moment):
            confirm_opening(call=call, actor=person(name))
    call.refresh_from_db()
    return call


@built_once
def a_call_in_checking(applications: int = 2, **changes: object) -> Call:
    """Opened, the session ended; the applications wait for the check."""
    call = a_call_with_committee(**changes)
    for number in range(applications):
        a_sent_application(call, f"Društvo {number + 1}")
    return end_session(open_call(call))


def end_session(call: Call) -> Call:
    """The minutes are closed; the check begins."""
    with at(CLOSING):
        close_opening_session(
            call=call,
            public_present=4,
            remarks="",
            actor=person("Cvetka"),
        )
    call.refresh_from_db()
    return call


def find_complete(call: Call) -> Call:
    """Every application of the call is complete."""
    with at(CHECKING):
        check_all(call)
    return call


def check_all(call: Call) -> None:
    """What was received is complete; the clock is set by whoever calls."""
    for application in call.applications.filter(state="received"):
        decide_completeness(
            application=application,
            verdict="complete",
            findings=[{"code": "eligibility.seat", "result": "holds", "note": ""}],
            article={},
            fact={},
            actor=person("Ada"),
        )
