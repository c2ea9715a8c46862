"""Every place where people type, as data: whose page, where, and what is right around it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from applicants.models import Organisation
from tests.attendance import all_here
from tests.bad_input.corpus.lists import LIST
from tests.bad_input.sent_files import a_file, typed_letter, typed_paper, typed_reply
from tests.bad_input.world import NOW, World
from tests.grants.applying import a_pdf
from tests.grants.every_field import typed as every_typed
from tests.personas import PASSWORD, bonaca, person
from tests.stage import at

Typed = dict[str, Any]

SOME: Typed = {"criterion": "A2", "value": "some"}


class Door(NamedTuple):
    """`name` is the control under test; `rest` what else is posted, right in itself."""

    id: str
    who: str
    path: Callable[[World], str]
    name: str
    rest: Callable[[World], Typed]
    lines: bool = False  # several lines may be written

    def post(self, world: World, value: Any, language: str = "sl", **more: Any) -> Any:
        """The answer to this value, typed by this person in this language."""
        with at(NOW):
            address = f"/{language}/{self.path(world)}"
            data = {**self.rest(world), self.name: value, **more}
            return world.client(self.who).post(address, data)


def _apply(key: str, part: str) -> Callable[[World], str]:
    return lambda world: f"applications/{world.applications[key].number}/part/{part}/"


def _every(world: World) -> Typed:
    return {**every_typed(), "draft_version": world.applications["every"].draft_version}


def _plan(world: World) -> Typed:
    return {
        "draft_version": world.applications["filled"].draft_version,
        "plan-costs-rows": "1",
        "plan-costs-0-category": "work",
        "plan-costs-0-text": "Zborovodja",
        "plan-costs-0-amount": "900",
        "plan-incomes-rows": "1",
        "plan-incomes-0-category": "own",
        "plan-incomes-0-text": "Članarina",
        "plan-incomes-0-amount": "500",
        "plan-requested": "400",
    }


ORGANISATION: Typed = {
    "name": "Pihalni orkester Burja",
    "legal_form": "society",
    "registration_number": "5015545",
    "tax_number": "SI50223054",
    "iban": "SI56 1910 0000 0123 438",
    "street": "Riva 1",
    "postcode": "6999",
    "place": "Bonaca",
    "email": "orkester@example.org",
    "registered_on": "14. 3. 2009",
}


def own_organisation(world: World) -> Organisation:
    return world.applications["every"].organisation


def _of_organisation(page: str) -> Callable[[World], str]:
    return lambda world: f"organisations/{own_organisation(world).pk}/{page}/"


def _officers(_world: World) -> Typed:
    return {
        "officers-TOTAL_FORMS": "1",
        "officers-INITIAL_FORMS": "0",
        "officers-0-name": "Dora Renko",
        "officers-0-function": "predsednica",
        "officers-0-address": "Riva 12",
    }


def _document(_world: World) -> Typed:
    return {"title": "Statut", "file": a_file("statut.pdf", a_pdf())}


def _part(part: str) -> Callable[[World], str]:
    return lambda world: f"desk/calls/{world.calls['draft'].code}/set-up/{part}/"


def _basics(world: World) -> Typed:
    version = world.calls["draft"].content_version
    return {
        "content_version": version,
        "title_sl": "Mali razpis",
        "title_it": "Piccolo bando",
        "short_title_sl": "Mali",
        "short_title_it": "Piccolo",
        "file_number": "610-25/2026",
        "supplement_days": "8",
    }


def _remedy(world: World) -> Typed:
    version = world.calls["draft"].content_version
    return {
        "content_version": version,
        "kind": "appeal",
        "days": "8",
        "to_sl": "župan",
        "to_it": "sindaco",
    }


def dates(world: World) -> Typed:
    days = ("21. 9. 2026", "1. 10. 2026", "30. 10. 2026", "4. 11. 2026", "15. 12. 2026")
    names = ("published", "opens", "deadline", "opening", "results_by")
    found = {f"{name}_day": day for name, day in zip(names, days, strict=True)}
    found |= {f"{name}_time": "12.00" for name in names}
    return {**found, "content_version": world.calls["draft"].content_version}


def money(world: World) -> Typed:
    return {
        "content_version": world.calls["draft"].content_version,
        "budget_0": "1000",
        "budget_1": "500",
        "call_minimum": "50",
        "call_maximum": "600",
    }


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


def _invited(_world: World) -> Typed:
    return {"email": "nova@example.org", "role": "auditor", "language": "sl"}


def _founded(_world: World) -> Typed:
    texts = ("name", "name_of", "name_in", "department", "address", "issuer", "signatory_title")
    return {
        "code": "tretji-breg",
        "languages": ["sl"],
        "signatory": "Emilija Starc",
        "signatory_email": "zupanja@tretji-breg.example",
        "email": "obcina@tretji-breg.example",
        "phone": "+386 5 000 00 01",
        **{f"{column}_sl": f"Občina {column}" for column in texts},
    }


def _closed(_world: World) -> str:
    return f"desk/people/{person('Vida').pk}/close/"


def _desk(key: str, page: str) -> Callable[[World], str]:
    return lambda world: f"desk/calls/{world.calls[key].code}/{page}/"


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


def _return(world: World) -> str:
    return f"desk/calls/{world.calls['proposed'].code}/proposal/1/return/"


def _returning(_world: World) -> Typed:
    return {"reason": "Preverite oceno izvajalcev."}


def _reopen(world: World) -> str:
    return f"{_sheet(world)}reopen/"


def _reopened(world: World) -> Typed:
    seats = world.calls["scoring"].committee.members
    return {"parts": f"sheet-{seats.get(user=person('Valter')).pk}"}


def _fact(world: World) -> str:
    return f"desk/applications/{world.applications['checking'].number}/facts/members/"


def _fact_typed(_world: World) -> Typed:
    return {"value": "12", "reason_sl": "Plačanih je 12.", "reason_it": "Le quote sono 12."}


def _request(world: World) -> str:
    return f"desk/applications/{world.applications['checking'].number}/supplement/"


def _thing(_world: World) -> Typed:
    return {"thing": "members", "article_members": "0", "send": "1"}


def _own(page: str) -> Callable[[World], str]:
    return lambda world: f"applications/{world.applications['heard'].number}/{page}/"


def _disagrees(_world: World) -> Typed:
    return {"agrees_members": "no"}


def _objection(world: World) -> str:
    return f"desk/calls/hearing-2027/committee/objections/{world.objection}/"


def _ciril(world: World) -> Typed:
    return {"member": world.ciril, "application": world.applications["heard"].pk}


def _weighing(world: World) -> str:
    return f"desk/applications/{world.applications['answered'].number}/hearing/members/"


def _check(world: World) -> str:
    return f"desk/applications/{world.applications['checking'].number}/check/"


def _dismissal(_world: World) -> Typed:
    return {
        "q0": "fails",
        "verdict": "dismiss",
        "article": "other",
        "article_sl": "5. člen pravilnika",
        "article_it": "articolo 5 del regolamento",
        "fact_sl": "Sedež je v Kopru.",
        "fact_it": "La sede è a Capodistria.",
    }


def _list(_world: World) -> Typed:
    return {
        "funder": bonaca().pk,
        "source_name": "Občina Bonaca",
        "source_place": "Uradni list 3",
        "licence": "CC BY 4.0",
        "year": "2024",
        "encoding": "",
        "file": a_file("seznam.csv", LIST.encode()),
    }


def _import(key: str, page: str = "") -> Callable[[World], str]:
    return lambda world: f"desk/history/{world.imports[key].pk}/{page}"


def _columns(world: World) -> Typed:
    columns = world.imports["prepared"].mapping["columns"]
    chosen = {f"column_{target}": str(place) for target, place in columns.items()}
    return {**chosen, "operational": "delovanje", "meaning": "granted"}


def _confirmed(_world: World) -> Typed:
    return {"confirmed": "on"}


def _signup(_world: World) -> Typed:
    return {"email": "nova@example.org", "password1": PASSWORD, "name": "Nova Oseba"}


def _nothing(_world: World) -> Typed:
    return {}


def _cancelling(_world: World) -> Typed:
    return {"reason_it": "Il Comune non dispone dei fondi."}


def _ready(_world: World) -> Typed:
    return {
        "ready": "kultura",
        "year": "2027",
        "published": "11. 1. 2027",
        "code": "pripravljen",
        "funder": bonaca().pk,
    }


def _registration(_world: World) -> Typed:
    return dict(ORGANISATION)


def _asking(world: World) -> str:
    return f"calls/{world.calls['plain'].code}/questions/"


def _question(act: str) -> Callable[[World], str]:
    return lambda world: f"desk/calls/{world.calls['plain'].code}/questions/1/{act}"


def _second_person(world: World) -> str:
    return f"desk/calls/{world.calls['plain'].code}/second-person/1/decline/"


def _answering(_world: World) -> Typed:
    return {
        "wording_sl": "Kdo sme?",
        "wording_it": "Chi può?",
        "answer_sl": "Vsi.",
        "answer_it": "Tutti.",
    }


def _post(key: str, page: str) -> Callable[[World], str]:
    return lambda world: f"desk/applications/{world.applications[key].number}/post/1/{page}/"


def _answer_on_paper(world: World) -> str:
    return f"desk/applications/{world.applications['heard'].number}/paper/answer/"


SHORT, LONG = "short", "long"
DOORS: dict[str, Door] = {
    door.id: door
    for door in (
        Door("answer-short", "Bruno", _apply("every", "about"), "name", _every),
        Door("answer-long", "Bruno", _apply("every", "about"), "story", _every, True),
        Door("answer-place", "Bruno", _apply("every", "about"), "venue", _every),
        Door("answer-cell", "Bruno", _apply("every", "about"), "events-0-what", _every),
        Door("answer-integer", "Bruno", _apply("every", "about"), "members", _every),
        Door("answer-decimal", "Bruno", _apply("every", "about"), "hours", _every),
        Door("answer-money", "Bruno", _apply("every", "about"), "fee", _every),
        Door("answer-date", "Bruno", _apply("every", "about"), "founded", _every),
        Door("answer-period", "Bruno", _apply("every", "about"), "run-from", _every),
        Door("answer-count", "Bruno", _apply("every", "about"), "events-0-visitors", _every),
        Door("answer-file", "Bruno", _apply("every", "about"), "papers", _every),
        Door("plan-text", "Bruno", _apply("filled", "money"), "plan-costs-0-text", _plan),
        Door("plan-amount", "Bruno", _apply("filled", "money"), "plan-costs-0-amount", _plan),
        Door("plan-requested", "Bruno", _apply("filled", "money"), "plan-requested", _plan),
        Door("new-name", "Bruno", lambda _w: "organisations/add/", "name", _registration),
        Door("new-street", "Bruno", lambda _w: "organisations/add/", "street", _registration),
        *(
            Door(f"new-{name}", "Bruno", lambda _w: "organisations/add/", name, _registration)
            for name in ("registration_number", "tax_number", "iban", "postcode", "phone")
        ),
        Door("new-email", "Bruno", lambda _w: "organisations/add/", "email", _registration),
        Door("new-day", "Bruno", lambda _w: "organisations/add/", "registered_on", _registration),
        Door("officer", "Bruno", _of_organisation("leadership"), "officers-0-name", _officers),
        Door("document-title", "Bruno", _of_organisation("documents/add"), "title", _document),
        Door("document-file", "Bruno", _of_organisation("documents/add"), "file", _document),
        Door("document-day", "Bruno", _of_organisation("documents/add"), "valid_until", _document),
        Door("invite", "Bruno", _of_organisation("invite"), "email", lambda _w: {"role": "editor"}),
        Door("signup-name", "", lambda _w: "account/signup/", "name", _signup),
        Door("signup-email", "", lambda _w: "account/signup/", "email", _signup),
        Door("ready-year", "Ada", lambda _w: "desk/call-from-library/", "year", _ready),
        Door("ready-day", "Ada", lambda _w: "desk/call-from-library/", "published", _ready),
        Door("call-title", "Ada", _part("basics"), "title_sl", _basics),
        Door("call-short", "Ada", _part("basics"), "short_title_sl", _basics),
        Door("call-number", "Ada", _part("basics"), "file_number", _basics),
        Door("call-days", "Ada", _part("basics"), "supplement_days", _basics),
        Door("call-remedy", "Ada", _part("remedy"), "to_it", _remedy),
        Door("call-day", "Ada", _part("dates"), "deadline_day", dates),
        Door("call-time", "Ada", _part("dates"), "deadline_time", dates),
        Door("call-budget", "Ada", _part("money"), "budget_0", money),
        Door("cancel-reason", "Ada", _desk("plain", "cancel"), "reason_sl", _cancelling, True),
        Door("question", "", _asking, "text", _nothing, True),
        Door("question-address", "", _asking, "address", lambda _w: {"text": "Kdo sme?"}),
        Door("question-wording", "Ada", _question(""), "wording_sl", _answering, True),
        Door("question-answer", "Ada", _question(""), "answer_it", _answering, True),
        Door("question-declined", "Ada", _question("decline/"), "reason", _nothing, True),
        Door("step-declined", "Emil", _second_person, "reason", _nothing, True),
        Door("appointment", "Ada", _desk("draft", "committee"), "appointment", _committee),
        Door("appointed-on", "Ada", _desk("draft", "committee"), "decided_on", _committee),
        Door("leaving-reason", "Ada", _seat("Valter", "leave"), "reason", _leaving, True),
        Door("leaving-decision", "Ada", _seat("Valter", "leave"), "decision", _leaving),
        Door("leaving-day", "Ada", _seat("Valter", "leave"), "day", _leaving),
        Door("giving-email", "Ada", _seat("Lea", "give"), "email", _giving),
        Door("giving-address", "Ada", _seat("Lea", "give"), "address", _giving),
        Door("giving-day", "Ada", _seat("Lea", "give"), "day", _giving),
        Door("seat-address", "Ada", _desk("draft", "committee"), "form-0-address", _committee),
        Door("seat-name", "Ada", _desk("draft", "committee"), "form-2-name", _newly_seated),
        Door("giving-name", "Ada", _seat("Lea", "give"), "name", _newly_given),
        Door("person-name", "Gina", lambda _w: "desk/people/", "name", _invited),
        Door("account-reason", "Gina", _closed, "reason", _nothing),
        *(
            Door(f"funder-{name}", "Gina", lambda _w: "desk/funder/new/", name, _founded)
            for name in ("code", "name_sl", "address_sl", "signatory", "phone")
        ),
        Door("opening-place", "Cvetka", _desk("opening", "opening/start"), "place", _present),
        Door("remarks", "Cvetka", _desk("session", "opening/close"), "remarks", _closing, True),
        Door("public", "Cvetka", _desk("session", "opening/close"), "public", _closing),
        Door("conflict", "Celia", _desk("scoring", "conflicts"), "new_reason", _new_conflict, True),
        Door("sheet-reason", "Celia", _sheet, "reason", lambda _w: SOME, True),
        Door("sheet-points", "Celia", _sheet, "value", lambda _w: {"criterion": "A3"}),
        Door("note", "Celia", lambda w: f"{_sheet(w)}note/", "note", _nothing, True),
        Door("phrase", "Celia", _desk("scoring", "phrases"), "text", _nothing, True),
        Door("meeting-reason", "Igor", _case, "reason-sl", _reasons, True),
        Door("return-reason", "Emil", _return, "reason", _nothing, True),
        Door("return-named", "Emil", _return, "named", _returning),
        Door("reopen-reason", "Igor", _reopen, "reason", _reopened, True),
        Door("fact-reason", "Ada", _fact, "reason_sl", _fact_typed, True),
        Door("fact-value", "Ada", _fact, "value", _fact_typed),
        Door("history-file", "Ada", lambda _w: "desk/history/new/", "file", _list),
        Door("history-source", "Ada", lambda _w: "desk/history/new/", "source_name", _list),
        Door("history-place", "Ada", lambda _w: "desk/history/new/", "source_place", _list),
        Door("history-licence", "Ada", lambda _w: "desk/history/new/", "licence", _list),
        Door("history-year", "Ada", lambda _w: "desk/history/new/", "year", _list),
        Door("history-words", "Ada", _import("prepared", "columns/"), "project", _columns),
        Door("history-rows", "Ada", _import("prepared"), "more_persons", _confirmed),
        Door("history-undo", "Ada", _import("done", "undo/"), "reason", _nothing, True),
        Door("request-reason", "Ada", _request, "reason_members_sl", _thing, True),
        Door("statement", "Bruno", _own("hearing"), "text_members", _disagrees, True),
        Door("objection", "Bruno", _own("committee"), "reason", _ciril, True),
        Door("decided", "Celia", _objection, "reason", lambda _w: {"outcome": "upheld"}, True),
        Door(
            "exclusion", "Celia", _desk("hearing", "committee/objections"), "reason", _ciril, True
        ),
        Door("weighing", "Ada", _weighing, "members-sentence_sl", _nothing, True),
        Door("dismissal", "Ada", _check, "fact_it", _dismissal, True),
        Door("posting-posted_on", "Ada", _post("to post", "send"), "posted_on", typed_letter),
        Door("posting-item_number", "Ada", _post("to post", "send"), "item_number", typed_letter),
        *(
            Door(f"reply-{name}", "Ada", _answer_on_paper, f"reply-{name}", typed_reply)
            for name in ("filed_on", "registry_number", "scan")
        ),
        Door("slip-on", "Ada", _post("posted", "slip"), "on", typed_letter),
        Door("slip-scan", "Ada", _post("posted", "slip"), "scan", typed_letter),
        *(
            Door(f"paper-{name}", "Ada", _desk("checking", "paper/new"), name, typed_paper)
            for name in ("name", "representative", "day", "time", "registry_number", "scan")
        ),
    )
}
