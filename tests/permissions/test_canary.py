"""What is sealed is found nowhere before the opening: no page, log, letter, file or row has it.

Random words stand in the answers, the financial plan, a file and its name, in a draft that was
written over, in a submission that was replaced, in a file that was taken away, and in the scan of
an application on paper.
"""

import io
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection

from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.models import Application
from scoring.actions.declare_conflicts import declare_conflicts
from tests.architecture.routes import ROUTES
from tests.architecture.rules import MEMBERS, Of, Who
from tests.grants.applying import a_pdf
from tests.grants.papers import RECORDED, SENDER
from tests.permissions import leaks
from tests.permissions.addresses import ARGUMENTS, Place, add_rows
from tests.permissions.columns import CHECKING, CLOSED, OPENED, Column
from tests.permissions.company import Answer, Company
from tests.permissions.stage import (
    a_draft,
    appoint,
    begin_stage,
    close_session,
    open_seal,
    publish,
)
from tests.personas import person
from tests.scoring.committee import member, no_conflicts
from tests.small_call import PLAN
from tests.stage import FILING, PUBLISHED, at

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.same_on_both,
    pytest.mark.timeout(600),
]
HOME = "published.closed"
OTHERS = [who for who in Who if who not in MEMBERS]
# What a refused act answers is the same page for everybody; those who are let in differ.
WRITERS = [Who.VISITOR, Who.STRANGER, Who.OFFICER, Who.CHAIR, Who.APPROVER, Who.ADMINISTRATOR]


class Secrets:
    """One random word for each place."""

    def __init__(self) -> None:
        names = ("title", "plan", "content", "file", "overwritten", "replaced", "removed", "scan")
        self.words = {name: f"kanarcek{secrets.token_hex(12)}" for name in names}
        self.forms = {name: tuple(leaks.forms_of(word)) for name, word in self.words.items()}

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    def found_in(self, data: bytes) -> list[str]:
        parts = list(leaks.unpacked(data))
        return [
            name
            for name, forms in self.forms.items()
            if any(form in part for part in parts for form in forms)
        ]


@pytest.fixture
def secret() -> Secrets:
    return Secrets()


@pytest.fixture
def company(settings: Any, tmp_path: Path) -> Company:
    """A published call with its committee; nobody has applied, nothing is stored."""
    settings.MEDIA_ROOT = tmp_path
    stage = begin_stage()
    stage.calls[HOME] = a_draft(stage, HOME)
    with at(PUBLISHED):
        publish(stage, stage.calls[HOME])
    with at(FILING):
        appoint(stage, stage.calls[HOME])
    found = Company(stage, {})
    found.sign_in()
    return found


@contextmanager
def every_log_line() -> Iterator[io.StringIO]:
    """Of all loggers from DEBUG on, the database's statements with their values too."""
    written, root = io.StringIO(), logging.getLogger()
    listener, level = logging.StreamHandler(written), root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    try:
        yield written
    finally:
        connection.force_debug_cursor = False
        root.setLevel(level)
        root.removeHandler(listener)


def write(company: Company, number: str, part: str, **given: object) -> None:
    """Bruno saves one part of the form, as a browser does."""
    client = company.client
    version = Application.objects.get(number=number).draft_version
    address = f"/sl/applications/{number}/{part}/"
    answer = client.post(address, {"draft_version": version, **given})
    assert answer.status_code == 302, answer.content.decode()[:3000]


def send(company: Company, number: str) -> None:
    version = Application.objects.get(number=number).draft_version
    answer = company.client.post(
        f"/sl/applications/{number}/submit/", {"draft_version": version, "language": "sl"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]


def upload(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", a_pdf(text), "application/pdf")


def apply(company: Company, secret: Secrets, monkeypatch: pytest.MonkeyPatch) -> Application:
    """Over HTTP: drafts, a file taken away, a submit that breaks, one that holds, one anew."""
    company.client.force_login(company.stage.people[Who.OWNER])
    draft = start_application(
        lot=company.stage.calls[HOME].lots.get(code="A"),
        organisation=company.stage.own,
        language="sl",
        actor=person("Bruno"),
    )
    number = draft.number
    draft = save_answers(
        application=draft,
        answers={
            "plan": {**PLAN, "costs": [{**PLAN["costs"][0], "text": secret["plan"]}]},
            "truthful": True,
        },
        eligibility={"seat": True},
        draft_version=draft.draft_version,
        actor=person("Bruno"),
    )
    about = {"members": "34"}
    write(company, number, "part/about", title=secret["overwritten"], **about)
    gone = upload(secret["removed"], secret["removed"])
    write(company, number, "part/about", title="Vmes", consent=gone, **about)
    row = draft.attachments.get()
    write(company, number, "part/about", title="Vmes", remove=str(row.pk), **about)
    kept = upload(secret["file"], secret["content"])
    write(company, number, "part/about", title=secret["replaced"], consent=kept, **about)
    with monkeypatch.context() as broken:
        broken.setattr("grants.actions.applying.submit_application.append_with_receipt", _break)
        version = Application.objects.get(number=number).draft_version
        answer = company.client.post(
            f"/sl/applications/{number}/submit/", {"draft_version": version, "language": "sl"}
        )
        assert answer.status_code == 500
        assert not secret.found_in(answer.content)
    send(company, number)
    write(company, number, "part/about", title=secret["title"], **about)
    send(company, number)
    return Application.objects.get(number=number)


def _break(**given: object) -> None:
    raise RuntimeError("the ledger does not answer")


def record_paper(company: Company, secret: Secrets) -> Application:
    """Over HTTP, by the officer, who does not see the scan again."""
    call, client = company.stage.calls[HOME], company.client
    client.force_login(company.stage.people[Who.OFFICER])
    given = {
        **SENDER,
        "way": "post",
        "day": "29. 10. 2026",
        "time": "17.15",
        "registry_number": "7",
        "lot": "A",
        "language": "sl",
        "scan": upload(secret["scan"], secret["scan"]),
    }
    answer = client.post(f"/sl/desk/calls/{call.code}/paper/new/", given)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert not secret.found_in(client.get(answer["Location"]).content)
    return Application.objects.get(channel="paper")


def answers_to_others(company: Company, row: Application) -> Iterator[tuple[str, Answer]]:
    """Every route as everybody who is not of the organisation."""
    company.stage.first[HOME] = company.stage.applications[HOME] = row
    place = Place(company.stage, Column(HOME, HOME, CLOSED), Of.CALL, company.rows)
    for name, route in ROUTES.items():
        if row.channel == "paper" and "number" not in ARGUMENTS[name]:
            continue
        for method, offered in (("get", route.get), ("post", route.post)):
            for who in (OTHERS if method == "get" else WRITERS) if offered is not None else ():
                yield f"{method} {name} {who}", company.ask(who, method, place, name)


def answers_of_no_route(company: Company) -> Iterator[tuple[str, Answer]]:
    half = secrets.token_hex(4)
    for who in OTHERS:
        for address in ("/admin/", f"/sl/{half}/", "/sl/?stage=x", "/sl/register/?q=kanarcek"):
            yield f"get {address} {who}", company.visit(who, "get", address, {})


def places_of_others() -> Iterator[tuple[str, bytes]]:
    for name, parts in (
        ("database dump", [leaks.database_dump()]),
        ("database file", leaks.database_files()),
        ("stored file", leaks.stored_files()),
        ("letter", leaks.letters()),
        ("session or cache", leaks.memory()),
    ):
        yield from ((name, part) for part in parts)


def test_what_is_sealed_is_found_nowhere_before_the_opening(company, secret, monkeypatch):
    with every_log_line() as log, at(FILING):
        row = apply(company, secret, monkeypatch)
        own = company.client.get(f"/sl/applications/{row.number}/check/")
        bundle = company.client.get(f"/sl/applications/{row.number}/bundle.zip")
    # The owner has it: so the search can find it.
    assert set(secret.found_in(own.content)) == {"title", "plan", "file"}
    assert set(secret.found_in(bundle.content)) == {"title", "plan", "file", "content"}
    assert [one for one in (row.number,) if one in log.getvalue()]
    with every_log_line() as of_paper, at(RECORDED):
        paper = record_paper(company, secret)
    assert not secret.found_in(log.getvalue().encode() + of_paper.getvalue().encode())
    with at(CLOSED):
        company.rows = add_rows(company.stage, HOME)
        company.sessions = {who: key for who, key in company.sessions.items() if who in OTHERS}
        for name, answer in chain(
            answers_to_others(company, row),
            # What stands on pages of the whole call was found out by the first.
            answers_to_others(company, paper),
            answers_of_no_route(company),
        ):
            assert not secret.found_in(answer.body), name
            assert not secret.found_in(str(dict(answer.headers)).encode()), name
    places = list(places_of_others())
    for name, data in places:
        assert not secret.found_in(data), name
    # The receipt went out, so there was a letter to search.
    assert any(name == "letter" and row.number.encode() in data for name, data in places)


def test_what_was_opened_is_read_by_the_committee_and_found_in_the_dump(
    company, secret, monkeypatch
):
    """The same search, after the opening: it finds what counts, and nothing that was replaced."""
    call = company.stage.calls[HOME]
    with at(FILING):
        row = apply(company, secret, monkeypatch)
    with at(CLOSED):
        open_seal(company.stage, call)
    with at(OPENED):
        close_session(company.stage, call)
        declare_conflicts(
            call=call, answers=no_conflicts(call, member("Celia")), actor=member("Celia")
        )
    with at(CHECKING):
        address = f"/sl/desk/calls/{call.code}/scoring/{row.number}/"
        page = company.visit(Who.MEMBER, "get", address, {})
        assert set(secret.found_in(page.body)) == {"title", "plan", "file"}
        desk = company.visit(Who.OFFICER, "get", f"/sl/desk/applications/{row.number}/", {})
        assert set(secret.found_in(desk.body)) == {"title", "plan", "file"}
        stranger = company.visit(Who.STRANGER, "get", address, {})
        assert not secret.found_in(stranger.body)
    assert set(secret.found_in(leaks.database_dump())) == {"title", "plan", "file"}
    kept = [name for data in leaks.stored_files() for name in secret.found_in(data)]
    assert set(kept) == {"content"}


def test_large_upload_does_not_touch_the_disk_in_clear(company, monkeypatch, secret):
    """A file is sealed before it is written; a temporary file would lie there in clear."""
    written = []
    monkeypatch.setattr(TemporaryUploadedFile, "__init__", lambda *given: written.append(given))
    content = a_pdf(secret["content"]) + b"\n%" + b"x" * 3_000_000
    with at(FILING):
        company.client.force_login(company.stage.people[Who.OWNER])
        upload = SimpleUploadedFile("veliko.pdf", content, "application/pdf")
        company.client.post(
            f"/sl/organisations/{company.stage.own.pk}/documents/add/",
            {"title": "Veliko", "file": upload},
        )
    assert written == []
    assert company.stage.own.documents.get().size == len(content)
