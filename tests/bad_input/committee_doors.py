"""Where those of a committee type, and who appoints it: seats, opening, sheets, meetings."""

from collections.abc import Callable

from scoring.models import AllocationRun, CommitteeMeeting
from tests.attendance import all_here
from tests.bad_input.door import Door, Typed, nothing_else, on_desk
from tests.bad_input.sent_files import typed_objection
from tests.bad_input.world import World
from tests.personas import person

SOME: Typed = {"criterion": "A2", "value": "some"}


def _seat(name: str, page: str) -> Callable[[World], str]:
    """In the committee of the call that is being scored."""

    def path(world: World) -> str:
        call = world.calls["scoring"]
        seat = call.committee.members.get(user=person(name))
        return f"desk/calls/{call.code}/committee/{seat.pk}/{page}/"

    return path


def _leaving(_world: World) -> Typed:
    return {"why": "replaced", "decision": "1", "day": "1. 9. 2026", "reason": "Bolezen."}


def _giving(_world: World) -> Typed:
    given = {"who": "new", "email": person("Nada").email, "address": "Riva 4"}
    return {**given, "decision": "2", "day": "1. 9. 2026"}


def _committee(_world: World) -> Typed:
    return {
        "appointment": "011-7/2026",
        "decided_on": "2026-01-08",
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        "form-0-email": "celia@example.org",
        "form-0-role": "chair",
        "form-0-address": "Riva 4",
        "form-1-email": "cvetka@example.org",
        "form-1-role": "secretary",
        "form-2-email": "ciril@example.org",
        "form-2-role": "member",
    }


def _newly_seated(world: World) -> Typed:
    return {**_committee(world), "form-2-email": "nova@example.org", "form-2-name": "Nova Oseba"}


def _newly_given(world: World) -> Typed:
    return {**_giving(world), "email": "nova@example.org", "name": "Nova Oseba"}


def _present(world: World) -> Typed:
    return {"present": [user.pk for user in all_here(world.calls["opening"]).present]}


def _closing(_world: World) -> Typed:
    return {"public": "4"}


def _new_conflict(world: World) -> Typed:
    return {"new": "1", "application": world.applications["scoring"].pk}


def _sheet(world: World) -> str:
    number = world.applications["scoring"].number
    return f"desk/calls/{world.calls['scoring'].code}/scoring/{number}/"


def _case(world: World) -> str:
    number = world.applications["revealed"].number
    return f"desk/calls/{world.calls['revealed'].code}/meeting/{number}/A2/"


def _reasons(_world: World) -> Typed:
    return {"do": "save", "reason-it": "Gli esecutori non sono indicati.", "reason-sl": "Ni jasno."}


def _reopen(world: World) -> str:
    return f"{_sheet(world)}reopen/"


def _reopened(world: World) -> Typed:
    seats = world.calls["scoring"].committee.members
    return {"parts": f"sheet-{seats.get(user=person('Valter')).pk}"}


def _objection(world: World) -> str:
    return f"desk/calls/hearing-2027/committee/objections/{world.objection}/"


def against_ciril(world: World) -> Typed:
    return {"member": world.ciril, "application": world.applications["heard"].pk}


def _meeting(key: str, page: str) -> Callable[[World], str]:
    return on_desk(key, f"meetings/{page}")


def _beginning(world: World) -> Typed:
    there = [user.pk for user in all_here(world.calls["revealed"]).present]
    return {"present": there, "presides": person("Igor").pk, "place": "Riva 4"}


def _voting(world: World) -> Typed:
    present = CommitteeMeeting.objects.get(call=world.calls["meeting"]).present
    votes = {f"vote_{one['user']}": "for" for one in present if one["role"] != "secretary"}
    run = AllocationRun.objects.get(ranking__call=world.calls["meeting"])
    return votes | {"sha256": run.result_sha256}


def _refusing(world: World) -> Typed:
    read = CommitteeMeeting.objects.get(call=world.calls["ended"]).minutes_sha256
    return {"do": "refuse", "sha256": read}


def _unsigned(_world: World) -> Typed:
    return {"member": person("Valter").pk}


def _objecting(world: World) -> Typed:
    """On paper."""
    typed = {**against_ciril(world), **typed_objection(world)}
    return {"record": "1", **{f"paper-{name}": value for name, value in typed.items()}}


_OBJECTIONS = on_desk("hearing", "committee/objections")

COMMITTEE_DOORS: tuple[Door, ...] = (
    Door("objecting-filed_on", "Ada", _OBJECTIONS, "paper-filed_on", _objecting),
    Door("objecting-registry_number", "Ada", _OBJECTIONS, "paper-registry_number", _objecting),
    Door("objecting-reason", "Ada", _OBJECTIONS, "paper-reason", _objecting, True),
    Door("objecting-scan", "Ada", _OBJECTIONS, "paper-scan", _objecting),
    Door("appointment", "Ada", on_desk("draft", "committee"), "appointment", _committee),
    Door("appointed-on", "Ada", on_desk("draft", "committee"), "decided_on", _committee),
    Door("leaving-reason", "Ada", _seat("Valter", "leave"), "reason", _leaving, True),
    Door("leaving-decision", "Ada", _seat("Valter", "leave"), "decision", _leaving),
    Door("leaving-day", "Ada", _seat("Valter", "leave"), "day", _leaving),
    Door("giving-email", "Ada", _seat("Lea", "give"), "email", _giving),
    Door("giving-address", "Ada", _seat("Lea", "give"), "address", _giving),
    Door("giving-day", "Ada", _seat("Lea", "give"), "day", _giving),
    Door("seat-address", "Ada", on_desk("draft", "committee"), "form-0-address", _committee),
    Door("seat-name", "Ada", on_desk("draft", "committee"), "form-2-name", _newly_seated),
    Door("giving-name", "Ada", _seat("Lea", "give"), "name", _newly_given),
    Door("opening-place", "Cvetka", on_desk("opening", "opening/start"), "place", _present),
    Door("remarks", "Cvetka", on_desk("session", "opening/close"), "remarks", _closing, True),
    Door("public", "Cvetka", on_desk("session", "opening/close"), "public", _closing),
    Door("conflict", "Celia", on_desk("scoring", "conflicts"), "new_reason", _new_conflict, True),
    Door("sheet-reason", "Celia", _sheet, "reason", lambda _w: SOME, True),
    Door("sheet-points", "Celia", _sheet, "value", lambda _w: {"criterion": "A3"}),
    Door("note", "Celia", lambda w: f"{_sheet(w)}note/", "note", nothing_else, True),
    Door("phrase", "Celia", on_desk("scoring", "phrases"), "text", nothing_else, True),
    Door("meeting-reason", "Igor", _case, "reason-sl", _reasons, True),
    Door("reopen-reason", "Igor", _reopen, "reason", _reopened, True),
    Door("decided", "Celia", _objection, "reason", lambda _w: {"outcome": "upheld"}, True),
    Door(
        "exclusion",
        "Celia",
        _OBJECTIONS,
        "reason",
        against_ciril,
        True,
    ),
    Door("meeting-place", "Igor", _meeting("revealed", "begin"), "place", _beginning),
    Door("opinion", "Igor", _meeting("meeting", "proposal"), "opinion_{Celia}", _voting, True),
    Door("meeting-remarks", "Igor", _meeting("meeting", "1/end"), "remarks", nothing_else, True),
    Door("minutes-refused", "Celia", _meeting("ended", "1/sign"), "words", _refusing, True),
    Door("minutes-unsigned", "Igor", _meeting("ended", "1/unsigned"), "reason", _unsigned, True),
)
