"""Every place where people type, as data: whose page, where, and what is right around it."""

from collections.abc import Callable

from applicants.models import Organisation
from callfile.file import canonical
from grants.selectors.calls.untranslated import untranslated_reasons
from tests.bad_input.committee_doors import COMMITTEE_DOORS, against_ciril
from tests.bad_input.corpus.lists import LIST
from tests.bad_input.door import Door, Typed, nothing_else, on_desk
from tests.bad_input.sent_files import a_file, typed_letter, typed_paper, typed_reply
from tests.bad_input.world import World
from tests.grants.applying import a_pdf
from tests.grants.every_field import typed as every_typed
from tests.personas import PASSWORD, bonaca, person


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


def _scoring(world: World) -> Typed:
    return {"content_version": world.calls["draft"].content_version, "assessors_1": "3"}


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


def _return(world: World) -> str:
    return f"desk/calls/{world.calls['proposed'].code}/proposal/1/return/"


def _returning(_world: World) -> Typed:
    return {"reason": "Preverite oceno izvajalcev."}


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


def _corrected(world: World) -> str:
    return f"desk/calls/{world.calls['plain'].code}/questions/2/correct/"


def _second_person(world: World) -> str:
    return f"desk/calls/{world.calls['plain'].code}/second-person/1/decline/"


def _answering(_world: World) -> Typed:
    return {
        "wording_sl": "Kdo sme?",
        "wording_it": "Chi può?",
        "answer_sl": "Vsi.",
        "answer_it": "Tutti.",
    }


def _correcting(_world: World) -> Typed:
    return {"answer_sl": "Ne.", "answer_it": "No.", "since": "0"}


def _translating(world: World) -> Typed:
    return {"reason": untranslated_reasons(world.calls["checking"])[0].key}


LATEST = "2026-12-21T12:00:00+01:00"


def _amending(world: World) -> Typed:
    """A longer deadline of a call that takes applications."""
    call = world.calls["plain"]
    content = {**call.content, "dates": {**call.content["dates"], "deadline": LATEST}}
    return {
        "since": call.versions.latest("number").sha256,
        "content_read": canonical(content).decode(),
        "reason_sl": "Odgovor na vprašanje.",
        "reason_it": "Risposta a un quesito.",
    }


def _signing(_world: World) -> Typed:
    return {
        "email": "nova@example.org",
        "name": "Nova Oseba",
        "title_sl": "županja",
        "title_it": "sindaca",
        "since": "3. 12. 2026",
    }


def _post(key: str, page: str) -> Callable[[World], str]:
    letter = "request-1" if page == "send" else "1"
    return lambda world: f"desk/applications/{world.applications[key].number}/post/{letter}/{page}/"


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
        Door("call-assessors", "Ada", _part("scoring"), "assessors_0", _scoring),
        Door("call-day", "Ada", _part("dates"), "deadline_day", dates),
        Door("call-time", "Ada", _part("dates"), "deadline_time", dates),
        Door("call-budget", "Ada", _part("money"), "budget_0", money),
        Door("cancel-reason", "Ada", on_desk("plain", "cancel"), "reason_sl", _cancelling, True),
        Door("question", "", _asking, "text", nothing_else, True),
        Door("question-address", "", _asking, "address", lambda _w: {"text": "Kdo sme?"}),
        Door("question-wording", "Ada", _question(""), "wording_sl", _answering, True),
        Door("question-answer", "Ada", _question(""), "answer_it", _answering, True),
        Door("question-declined", "Ada", _question("decline/"), "reason", nothing_else, True),
        Door("step-declined", "Emil", _second_person, "reason", nothing_else, True),
        Door("person-name", "Gina", lambda _w: "desk/people/", "name", _invited),
        Door("account-reason", "Gina", _closed, "reason", nothing_else),
        *(
            Door(f"funder-{name}", "Gina", lambda _w: "desk/funder/new/", name, _founded)
            for name in (
                "code",
                "name_sl",
                "address_sl",
                "signatory",
                "phone",
                "case_numbers",
                "case_first",
            )
        ),
        Door("return-reason", "Emil", _return, "reason", nothing_else, True),
        Door("return-named", "Emil", _return, "named", _returning),
        Door("fact-reason", "Ada", _fact, "reason_sl", _fact_typed, True),
        Door("fact-value", "Ada", _fact, "value", _fact_typed),
        Door("history-file", "Ada", lambda _w: "desk/history/new/", "file", _list),
        Door("history-source", "Ada", lambda _w: "desk/history/new/", "source_name", _list),
        Door("history-place", "Ada", lambda _w: "desk/history/new/", "source_place", _list),
        Door("history-licence", "Ada", lambda _w: "desk/history/new/", "licence", _list),
        Door("history-year", "Ada", lambda _w: "desk/history/new/", "year", _list),
        Door("history-words", "Ada", _import("prepared", "columns/"), "project", _columns),
        Door("history-rows", "Ada", _import("prepared"), "more_persons", _confirmed),
        Door("history-undo", "Ada", _import("done", "undo/"), "reason", nothing_else, True),
        Door("request-reason", "Ada", _request, "reason_members_sl", _thing, True),
        Door("statement", "Bruno", _own("hearing"), "text_members", _disagrees, True),
        Door("weighing", "Ada", _weighing, "members-sentence_sl", nothing_else, True),
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
            Door(f"paper-{name}", "Ada", on_desk("checking", "paper/new"), name, typed_paper)
            for name in ("name", "representative", "day", "time", "registry_number", "scan")
        ),
        Door("objection", "Bruno", _own("committee"), "reason", against_ciril, True),
        Door("answer-corrected", "Ada", _corrected, "answer_it", _correcting, True),
        Door("corrigendum", "Ada", on_desk("plain", "corrigendum"), "reason_it", _amending, True),
        Door(
            "translated",
            "Ada",
            on_desk("checking", "applications/untranslated"),
            "text_it",
            _translating,
            True,
        ),
        *(
            Door(f"signatory-{name}", "Gina", lambda _w: "desk/signatories/", name, _signing)
            for name in ("name", "title_it", "since")
        ),
        *COMMITTEE_DOORS,
    )
}
