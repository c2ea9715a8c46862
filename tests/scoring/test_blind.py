"""A call that is scored blindly: until the reveal no page of a member tells who applied."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from audit.models import LedgerEntry
from awards.models import Mailing, PrintedLetter, PublicNotice
from grants.actions.applying.start_application import start_application
from grants.models import Application, Attachment, Call, Request
from scoring.actions.committee.object_to_member import object_to_member
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.start_scoring import start_scoring
from scoring.models import ConflictDeclaration, OpeningSession
from scoring.selectors.due_sheets import assessors_of_application
from tests.letters import delivered
from tests.personas import person
from tests.scoring.committee import (
    CHECKED,
    SCORED,
    a_checking_call,
    a_committee,
    a_scoring_call,
    an_opened_application,
    declare,
    fill_and_lock,
    member,
)
from tests.small_call import small_call, texts
from tests.stage import FILING, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db
SCORERS = ("Igor", "Celia", "Valter", "Ines")
# The words that a page of a member must not hold: each is of one applicant alone.
CANARIES = ("KANARČEK", "Kanarjeva ulica", "kanarcek@", "Kanarić", "8877665", "kanarcek.pdf")
OFFICER = {"name": "Kanarić Žiga", "function": "predsednik", "address": "Kanarjeva ulica 9"}


def lots_with_files() -> list[dict[str, Any]]:
    lots = small_call()["lots"]
    for code, more in (("statute", {}), ("plan_of_work", {"for_scoring": True})):
        field = {
            "code": code,
            "kind": "file",
            "label": texts("Priloga"),
            "required": False,
            "types": ["pdf"],
            "max_mb": 5,
            **more,
        }
        lots[0]["form"]["sections"][0]["fields"].append(field)
    return list(lots)


def canaries(call: Call) -> list[Application]:
    """Two applications of applicants who are called like nobody else, with two files each."""
    found = []
    for number in (1, 2):
        name = f"Društvo KANARČEK {number}"
        row = an_opened_application(call, name, officers=[OFFICER])
        row.applicant |= {
            "street": "Kanarjeva ulica 9",
            "email": "kanarcek@example.org",
            "registration_number": "8877665000",
        }
        files = [
            Attachment.objects.create(
                application=row,
                field=field,
                name="kanarcek.pdf",
                content_type="application/pdf",
                size=5,
                sha256="0" * 64,
                added_by=person("Bruno"),
            )
            for field in ("statute", "plan_of_work")
        ]
        row.answers = {
            **row.answers,
            **{one.field: [str(one.pk)] for one in files},
        }
        row.save()
        found.append(row)
    return found


def _opened(call: Call, rows: list[Application]) -> None:
    """The session, in which a file could not be read."""
    moment = datetime.fromisoformat(CHECKED)
    OpeningSession.objects.create(
        call=call,
        place="Mala dvorana",
        started_at=moment,
        first_by=person("Ada"),
        first_at=moment,
        second_by=member("Igor"),
        second_at=moment,
        closed_at=moment,
        opened=[
            {
                "number": row.number,
                "lot": "A",
                "channel": row.channel,
                "sent_at": CHECKED,
                "applicant": (row.applicant or {})["name"],
                "requested_cents": 100,
                "sha256": "0" * 64,
                "lost": ["kanarcek.pdf"],
            }
            for row in rows
        ],
    )


def _announced(row: Application) -> None:
    """A call to supplement that no address could be found for, while its notice runs."""
    moment = datetime.fromisoformat(CHECKED)
    about = {"entry": LedgerEntry.objects.latest("seq")}
    request = Request.objects.create(
        application=row,
        kind="supplement",
        number=1,
        days=8,
        by_post=True,
        asked_by=person("Ada"),
        asked_at=moment,
        due_entry=about["entry"],
        **about,
    )
    printed = PrintedLetter.objects.create(
        application=request.application,
        request=request,
        number=1,
        sha256="0" * 64,
        printed_by=person("Ada"),
        printed_at=moment,
        **about,
    )
    mailing = Mailing.objects.create(
        application=row,
        number=1,
        request=request,
        printed=printed,
        posted_on=moment.date(),
        letter_sha256="0" * 64,
        posted_by=person("Ada"),
        posted_at=moment,
        **about,
    )
    PublicNotice.objects.create(
        mailing=mailing,
        published_on=moment.date(),
        served_on=moment.date() + timedelta(days=16),
        published_by=person("Ada"),
        published_at=moment,
        **about,
    )


def a_blind_call(**changes: Any) -> tuple[Call, list[Application]]:
    """Being scored; everybody has declared that there is no conflict."""
    call = a_checking_call(lots=lots_with_files(), **{"blind_scoring": True, **changes})
    rows = canaries(call)
    a_committee(call)
    _opened(call, rows)
    _announced(rows[0])
    for name in SCORERS:
        declare(call, name)
    with at(CHECKED):
        start_scoring(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call, rows


def read(client, address: str) -> tuple[int, str]:
    with at(SCORED):
        answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode("utf-8", "replace")


def links(html: str) -> set[str]:
    return {one for one in re.findall(r'(?:href|src)="(/[^"#]*)', html) if "logout" not in one}


def leaks(html: str) -> list[str]:
    return [word for word in CANARIES if word.casefold() in html.casefold()]


def walked(client, call: Call, rows: list[Application]) -> dict[str, list[str]]:
    """By address what tells who applied, on every page that links lead to; where applicants stand
    by name, in the statement and in public notices, the numbers of their applications.
    """
    desk = f"/sl/desk/calls/{call.code}/"
    by_name = {
        reverse("scoring:conflicts", args=[call.code]),
        reverse("reports:public_notices"),
    }
    waiting = {"/sl/desk/", f"{desk}meeting/", f"{desk}opening/", f"{desk}scoring/"}
    waiting |= {
        reverse(f"scoring:{page}", args=[call.code, row.number])
        for row in rows
        for page in ("sheet", "lock_sheet", "reopen")
    }
    waiting |= {f"{desk}opening/minutes/", reverse("reports:minutes_to_sign", args=[call.code])}
    waiting |= by_name
    found: dict[str, list[str]] = {}
    while left := sorted(waiting - set(found)):
        status, html = read(client, left[0])
        numbers = [row.number for row in rows if row.number in html]
        told = numbers if left[0] in by_name else leaks(html)
        found[left[0]] = told if status == 200 else []
        waiting |= {one for one in links(html) if one.startswith("/sl/desk/")}
    return found


@pytest.mark.parametrize("name", SCORERS)
def test_no_page_that_a_member_can_open_tells_who_applied(client, name):
    call, rows = a_blind_call()
    client.force_login(member(name))
    found = walked(client, call, rows)
    assert {address: words for address, words in found.items() if words} == {}
    assert len(found) > 8


def test_the_same_walk_finds_names_where_the_call_is_not_blind(client):
    call, rows = a_blind_call(blind_scoring=False)
    client.force_login(member("Celia"))
    told = {address for address, words in walked(client, call, rows).items() if words}
    here = {reverse("scoring:sheet", args=[call.code, row.number]) for row in rows}
    desk = f"/sl/desk/calls/{call.code}/"
    here |= {reverse("reports:public_notices")}
    assert here | {f"{desk}scoring/", f"{desk}opening/", f"{desk}opening/minutes/"} <= told


def test_statement_names_applicants_without_numbers_and_in_no_order_of_them(client):
    call = a_checking_call(blind_scoring=True, lots=lots_with_files())
    rows = canaries(call)
    first = an_opened_application(call, "Aaa, zadnja po številki")
    a_committee(call)
    client.force_login(member("Celia"))
    _status, html = read(client, reverse("scoring:conflicts", args=[call.code]))
    assert "Društvo KANARČEK 1" in html
    assert html.index("Aaa, zadnja") < html.index("Društvo KANARČEK 1")
    for row in (*rows, first):
        assert row.number not in html
        assert f'"answer-{row.pk}"' not in html, "keys grow as numbers do"
    declare(call, "Celia")
    _status, html = read(client, reverse("scoring:conflicts", args=[call.code]))
    assert "Društvo KANARČEK 1" in html
    assert not any(row.number in html for row in rows)


def test_statement_is_given_by_the_page(client):
    call = a_checking_call(blind_scoring=True, lots=lots_with_files())
    rows = canaries(call)
    a_committee(call)
    client.force_login(member("Celia"))
    address = reverse("scoring:conflicts", args=[call.code])
    _status, html = read(client, address)
    names = sorted(set(re.findall(r'name="(answer-\w+)"', html)))
    assert len(names) == len(rows)
    with at(CHECKED):
        answer = client.post(address, {names[0]: "no"})
        assert answer.status_code == 422
        assert not any(row.number in answer.content.decode() for row in rows)
        client.post(address, {**dict.fromkeys(names, "no"), "statement": "on"})
    assert ConflictDeclaration.objects.filter(user=member("Celia")).count() == len(rows)
    _status, html = read(client, address)
    code = re.search(r'<option value="(\w{16})">Društvo KANARČEK 2<', html)
    assert code
    with at(CHECKED):
        sent = {"application": code[1], "new_reason": "Bratranec vodi društvo.", "new": "1"}
        client.post(address, sent)
    said = ConflictDeclaration.objects.get(user=member("Celia"), in_conflict=True)
    assert said.application == rows[1]


def test_only_files_that_are_marked_are_read_and_their_names_are_not(client, monkeypatch):
    call, rows = a_blind_call()
    client.force_login(member("Celia"))
    monkeypatch.setattr("grants.views.desk.attachments.read_stored", lambda *_: b"%PDF-")
    Attachment.objects.update(file="somewhere")
    hidden, marked = rows[0].attachments.order_by("field")[::-1]
    for page in ("sheet_file", "sheet_file_shown"):
        with at(SCORED):
            address = reverse(f"scoring:{page}", args=[call.code, rows[0].number, hidden.pk])
            assert client.get(address).status_code == 404
            address = reverse(f"scoring:{page}", args=[call.code, rows[0].number, marked.pk])
            answer = client.get(address)
        assert answer.status_code == 200
        assert f"{rows[0].number}-plan_of_work-1.pdf" in answer["Content-Disposition"]


def test_secretary_and_officer_see_who_applied(client):
    call, _rows = a_blind_call()
    client.force_login(member("Lea"))
    for address in (f"/sl/desk/calls/{call.code}/scoring/", f"/sl/desk/calls/{call.code}/opening/"):
        assert "KANARČEK" in read(client, address)[1], address
    client.force_login(person("Ada"))
    address = reverse("grants:desk_applications", args=[call.code])
    assert "KANARČEK" in read(client, address)[1]


def test_names_are_shown_after_the_reveal(client):
    call, rows = a_blind_call()
    for row in rows:
        for seat in call.committee.members.filter(pk__in=assessors_of_application(row)):
            fill_and_lock(row, seat.user.name.partition(" ")[0])
    with at(SCORED):
        reveal_scores(call=call, actor=member("Igor"))
    client.force_login(member("Celia"))
    for address in (
        reverse("scoring:sheets", args=[call.code]),
        reverse("scoring:sheet", args=[call.code, rows[0].number]),
    ):
        assert "KANARČEK" in read(client, address)[1], address


def test_public_notice_has_a_number_of_its_own_until_the_reveal(client):
    call, rows = a_blind_call()
    address = reverse("reports:public_notices")
    _status, html = read(client, address)
    assert "Društvo KANARČEK 1" in html
    assert f"Javno naznanilo št. {PublicNotice.objects.get().pk}" in html
    assert rows[0].number not in html
    call.committee.revealed_at = datetime.fromisoformat(CHECKED)
    call.committee.save()
    _status, html = read(client, address)
    assert rows[0].number in html


def test_chair_decides_on_an_objection_without_the_name(client):
    call, rows = a_blind_call()
    seat = call.committee.members.get(user=member("Valter"))
    with at(SCORED):
        object_to_member(
            application=rows[0], member=seat, reason="Dela pri tekmecu.", actor=person("Bruno")
        )
    client.force_login(member("Igor"))
    _status, html = read(client, reverse("scoring:objections", args=[call.code]))
    assert leaks(html) == []
    [address] = [one for one in links(html) if re.search(r"/objections/\d+/$", one)]
    _status, html = read(client, address)
    assert "Dela pri tekmecu." in html
    assert leaks(html) == []


def test_letters_to_members_do_not_name_applicants():
    call, rows = a_blind_call()
    seat = call.committee.members.get(user=member("Valter"))
    with at(SCORED):
        object_to_member(
            application=rows[0], member=seat, reason="Dela pri tekmecu.", actor=person("Bruno")
        )
    mail.outbox.clear()
    delivered()
    mine = [one for one in mail.outbox if one.to[0] in {member(name).email for name in SCORERS}]
    assert mine
    for one in mine:
        assert leaks(f"{one.subject} {one.body}") == []


def test_public_rules_and_the_form_say_it(client):
    call = a_published_call(blind_scoring=True, lots=lots_with_files())
    with at(FILING):
        draft = start_application(
            lot=call.lots.get(code="A"),
            organisation=an_organisation(),
            language="sl",
            actor=person("Bruno"),
        )
    section = call.file.lot("A").form.sections[0].code
    client.force_login(person("Bruno"))
    with at(FILING):
        said = client.get(reverse("grants:call", args=[call.code])).content.decode()
        tasks = client.get(reverse("grants:apply_tasks", args=[draft.number])).content.decode()
        page = client.get(reverse("grants:apply_section", args=[draft.number, section]))
    assert "ne da bi videli, kdo se je prijavil" in said
    assert "ne navajajte svojega društva, ljudi" in tasks
    words = page.content.decode()
    assert "ne navajajte svojega društva, ljudi" in words
    assert words.count("To datoteko komisija bere med ocenjevanjem") == 1, "of two"


def test_call_that_is_not_blind_shows_names(client):
    call, _rows = a_scoring_call()
    client.force_login(member("Celia"))
    assert "Društvo 1" in read(client, f"/sl/desk/calls/{call.code}/scoring/")[1]
