"""The whole way once, as different people at real pages: from the call file to the public result.

Ada runs the call, Bruno applies for two associations, Cvetka keeps the file of the committee,
Celia and Ciril score, Emil signs, Dario looks from the street, Fani audits.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from applicants.models import OrganisationOfficer
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.call_files.reading import write_yaml
from grants.models import Application, Call
from jobs.actions.run_job import run_job
from jobs.models import Job
from tests.journeys.browser import Visitor
from tests.journeys.committee_meets import committee_meets
from tests.personas import PASSWORD, bonaca, person, signatory
from tests.small_call import ANSWERS, small_call
from tests.spreadsheets import cents, column_of, computed
from tests.stage import an_organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]

PREPARED = "2026-09-20T10:00:00+02:00"
PUBLISHED = "2026-09-21T08:00:00+02:00"
FILING = "2026-10-10T19:42:00+02:00"
OPENING = "2026-11-04T09:05:00+01:00"
CHECKING = "2026-11-05T10:00:00+01:00"
SCORING = "2026-11-10T18:00:00+01:00"
MEETING = "2026-11-16T17:00:00+01:00"
SIGNING = "2026-11-18T09:00:00+01:00"
ISSUING = "2026-11-19T09:00:00+01:00"
READING = "2026-11-20T20:00:00+01:00"
REASON_SL = "Zasnova je jasna, izvajalci niso navedeni."
REASON_IT = "L’idea è chiara, gli esecutori non sono indicati."


def test_walk_from_the_call_file_to_the_public_result(visit, it_is, tmp_path):
    bonaca()
    with it_is(PREPARED):
        ada = visit("Ada")
        prepare_the_call(ada, tmp_path)
    with it_is(PUBLISHED):
        publish_the_call(ada)
    call = Call.objects.get()
    with it_is(FILING):
        appoint_the_committee(ada, call)
        dario = visit()
        dario.go("/")
        dario.go(f"/calls/{call.code}/")
        bruno = visit("Bruno")
        apply_online(bruno, call)
        send_another(call)
        assert ada.answers(f"/desk/applications/{numbers()[0]}/") == 404
    with it_is(OPENING):
        cvetka = visit("Cvetka")
        open_with_two_keys(ada, cvetka, call)
    with it_is(CHECKING):
        find_complete(ada)
        celia, ciril = visit("Celia"), visit("Ciril")
        for member in (celia, ciril):
            declare_no_conflicts(member, call)
        ada.go(f"/desk/calls/{call.code}/")
        ada.go(f"/desk/calls/{call.code}/scoring/")
        ada.submit_to("start-scoring/")
    with it_is(SCORING):
        score_all(celia, call, {"A2": "some", "B1": "none"})
        score_all(ciril, call, {"A2": "full", "B1": "none"})
    with it_is(MEETING):
        reveal_and_reason(cvetka, call)
        compute_and_propose(ada, call, lambda: committee_meets(cvetka, (celia, ciril), call))
    with it_is(SIGNING):
        signatory()
        emil = visit("Emil")
        sign(emil)
    with it_is(ISSUING):
        issue_and_publish(ada, call, tmp_path)
    with it_is(READING):
        read_decisions(bruno, tmp_path)
        look_from_the_street(dario, call, tmp_path)
        fani = visit("Fani")
        audit(fani, call)


def numbers() -> list[str]:
    return list(Application.objects.order_by("number").values_list("number", flat=True))


def prepare_the_call(ada: Visitor, folder: Path) -> None:
    file = folder / "mala-2027.yaml"
    file.write_text(write_yaml(small_call()), encoding="utf-8")
    ada.go("/desk/")
    ada.go("/desk/call-from-file/")
    ada.page.locator("input[type=file]").set_input_files(file)
    ada.send()
    ada.go("/desk/calls/mala-2027/set-up/")


def publish_the_call(ada: Visitor) -> None:
    ada.go("/desk/calls/mala-2027/publish/")
    for box in ada.page.locator("main input[type=checkbox]").all():
        box.check()
    ada.send()
    assert Call.objects.get().state == "published"


def appoint_the_committee(ada: Visitor, call: Call) -> None:
    ada.go(f"/desk/calls/{call.code}/committee/")
    ada.page.locator("input[name=appointment]").fill("011-7/2026")
    ada.page.locator("input[name=decided_on]").fill("4. 9. 2026")
    seats = (("Celia", "chair"), ("Ciril", "member"), ("Cvetka", "secretary"))
    for row, (name, role) in enumerate(seats):
        ada.page.locator(f"input[name$='-{row}-email']").fill(person(name).email)
        ada.page.locator(f"select[name$='-{row}-role']").select_option(role)
    ada.send()
    assert call.committee.members.count() == 3


def apply_online(bruno: Visitor, call: Call) -> None:
    organisation = an_organisation()
    OrganisationOfficer.objects.create(
        organisation=organisation, name="Nika Zorčič", function="predsednica"
    )
    bruno.go("/applications/")
    bruno.go(f"/calls/{call.code}/apply/")
    bruno.page.locator("input[name=lot]").first.check()
    bruno.send()
    number = numbers()[0]
    fill_in(bruno, number)
    bruno.go(f"/applications/{number}/check/")
    bruno.send()
    assert bruno.page.url.endswith(f"/applications/{number}/receipt/")
    assert bruno.says(number)
    assert bruno.says("19.42")


def fill_in(bruno: Visitor, number: str) -> None:
    bruno.go(f"/applications/{number}/conditions/")
    bruno.page.locator("main input[type=radio]").first.check()
    bruno.send()
    bruno.go(f"/applications/{number}/part/about/")
    bruno.page.locator("input[name=title]").fill("Pesmi treh obal – čšž àèì")
    bruno.page.locator("input[name=members]").fill("petintrideset")
    bruno.send()
    assert bruno.page.title().startswith("Napaka")
    assert bruno.page.locator("input[name=members]").input_value() == "petintrideset"
    bruno.page.locator("input[name=members]").fill("34")
    bruno.send()
    bruno.go(f"/applications/{number}/part/money/")
    plan = bruno.page
    plan.locator("select[name*=costs][name$=category]").first.select_option("work")
    plan.locator("input[name*=costs][name$=text]").first.fill("Zborovodja")
    plan.locator("input[name*=costs][name$=amount]").first.fill("1.900,00")
    plan.locator("select[name*=incomes][name$=category]").first.select_option("own")
    plan.locator("input[name*=incomes][name$=text]").first.fill("Članarina")
    plan.locator("input[name*=incomes][name$=amount]").first.fill("1.400,00")
    plan.locator("input[name*=requested]").fill("500,00")
    bruno.send()
    bruno.go(f"/applications/{number}/part/declarations/")
    bruno.page.locator("main input[type=checkbox]").first.check()
    bruno.send()
    bruno.go(f"/applications/{number}/")


def send_another(call: Call) -> None:
    """A second association, in lot B; the pages were walked with the first."""
    bruno = person("Bruno")
    draft = start_application(
        lot=call.lots.get(code="B"),
        organisation=an_organisation("Društvo Prepih"),
        language="it",
        actor=bruno,
    )
    draft = save_answers(
        application=draft,
        answers=ANSWERS,
        eligibility={"seat": True},
        draft_version=draft.draft_version,
        actor=bruno,
    )
    submit_application(application=draft, draft_version=draft.draft_version, actor=bruno)


def open_with_two_keys(ada: Visitor, cvetka: Visitor, call: Call) -> None:
    cvetka.go(f"/desk/calls/{call.code}/opening/")
    cvetka.page.locator("input[name=place]").fill("Sejna soba, Riva 4")
    for box in cvetka.page.locator("input[name=present]").all():
        box.check()
    cvetka.send()
    for key in (cvetka, ada):
        key.go(f"/desk/calls/{call.code}/opening/")
        key.page.locator("input[type=password]").fill(PASSWORD)
        key.send()
    cvetka.go(f"/desk/calls/{call.code}/opening/")
    assert cvetka.says("500,00")
    cvetka.page.locator("input[name=public]").fill("4")
    cvetka.send()
    cvetka.go(f"/desk/calls/{call.code}/opening/minutes/")
    assert cvetka.says(numbers()[0])


def find_complete(ada: Visitor) -> None:
    for number in numbers():
        ada.go(f"/desk/applications/{number}/")
        ada.go(f"/desk/applications/{number}/check/")
        for group in ada.page.locator("fieldset:has(input[value=holds])").all():
            group.locator("input[value=holds]").check()
        ada.page.locator("input[name=verdict][value=complete]").check()
        ada.send()
        assert Application.objects.get(number=number).state == "complete"


def declare_no_conflicts(member: Visitor, call: Call) -> None:
    member.go("/desk/")
    member.go(f"/desk/calls/{call.code}/conflicts/")
    for answer in member.page.locator("input[name^=answer-][value=no]").all():
        answer.check()
    member.page.locator("input[name=statement]").check()
    member.send()


def score_all(member: Visitor, call: Call, levels: dict[str, str]) -> None:
    member.go(f"/desk/calls/{call.code}/scoring/")
    for number, criterion in zip(numbers(), levels, strict=True):
        member.go(f"/desk/calls/{call.code}/scoring/{number}/?criterion={criterion}")
        member.page.locator(f"input[name=value][value={levels[criterion]}]").check()
        member.page.locator("textarea[name=reason]").fill(REASON_SL)
        member.lock_sheet()
    assert call.applications.filter(score_sheets__locked_at=None).count() == 0


def reveal_and_reason(cvetka: Visitor, call: Call) -> None:
    cvetka.go(f"/desk/calls/{call.code}/scoring/")
    cvetka.submit_to("reveal-scores/")
    for number, criterion in zip(numbers(), ("A2", "B1"), strict=True):
        cvetka.go(f"/desk/calls/{call.code}/meeting/?case={number}.{criterion}")
        for language, reason in (("sl", REASON_SL), ("it", REASON_IT)):
            cvetka.page.locator(f"textarea[lang={language}]").fill(reason)
        cvetka.page.locator("button[name=do][value=save]").click()
        cvetka.look()
    cvetka.go(f"/desk/calls/{call.code}/meeting/?show=missing")


def compute_and_propose(ada: Visitor, call: Call, meet: Callable[[], None]) -> None:
    ada.go(f"/desk/calls/{call.code}/ranking/")
    ada.submit_to("ranking/compute/")
    ada.submit_to("ranking/amounts/")
    ada.go(f"/desk/calls/{call.code}/ranking/trace/{numbers()[0]}/")
    ada.go(f"/desk/calls/{call.code}/proposal/")
    assert ada.says("Komisija tega izračuna še ni sprejela")
    meet()
    ada.go(f"/desk/calls/{call.code}/proposal/")
    ada.send()
    assert call.proposals.count() == 1


def sign(emil: Visitor) -> None:
    emil.go("/desk/signatures/")
    emil.page.locator("main a[href*='/proposal/']").first.click()
    emil.look()
    emil.page.locator("form[action$='/sign/'] input[type=password]").fill(PASSWORD)
    emil.submit_to("/sign/")
    assert Call.objects.get().state == "approved"


def issue_and_publish(ada: Visitor, call: Call, folder: Path) -> None:
    ada.go(f"/desk/calls/{call.code}/decisions/")
    ada.submit_to("decisions/issue/")
    run_the_worker()
    ada.go(f"/desk/calls/{call.code}/decisions/")
    assert Call.objects.get().state == "decided"
    check_the_spreadsheet(ada, call, folder)
    ada.go(f"/desk/calls/{call.code}/decisions/")
    ada.submit_to("decisions/publish/")
    ada.go(f"/desk/calls/{call.code}/")


def check_the_spreadsheet(ada: Visitor, call: Call, folder: Path) -> None:
    """The sums that LibreOffice computes are the amounts of the decisions."""
    answer = ada.page.request.get(f"{ada.base}/sl/desk/calls/{call.code}/summary.xlsx")
    assert answer.ok
    book = computed(answer.body(), folder)
    for place, amount in ((0, 50_000), (2, 0)):
        sheet = book.worksheets[place]
        column = column_of(sheet, 4, "Dodeljeno")
        awarded, total = sheet.iter_rows(min_row=5, max_row=6, values_only=True)
        assert awarded[1] in numbers()
        assert cents(awarded[column]) == cents(total[column]) == amount


def read_decisions(bruno: Visitor, folder: Path) -> None:
    granted, refused = numbers()
    texts = {}
    for number in (granted, refused):
        bruno.go(f"/applications/{number}/decision/")
        answer = bruno.page.request.get(f"{bruno.base}/sl/applications/{number}/decision.pdf")
        assert answer.ok
        path = folder / f"{number}.pdf"
        path.write_bytes(answer.body())
        pages = PdfReader(path).pages
        texts[number] = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in ("Izrek", "Dispositivo", "17,50", "500,00", REASON_SL, REASON_IT, "župan"):
        assert words in texts[granted], words
    for words in ("Izrek", "Dispositivo", "0,00", REASON_SL, REASON_IT, "sindaco", "8 dn"):
        assert words in texts[refused], words


def look_from_the_street(dario: Visitor, call: Call, folder: Path) -> None:
    dario.go("/results/")
    dario.go(f"/calls/{call.code}/results/")
    assert dario.says("500,00")
    dario.go(f"/calls/{call.code}/results/B/")
    dario.go("/register/")
    assert dario.says("Mešani zbor Oljčni list")
    dario.go("/verify/")
    dario.go("/open-data/")
    dario.go_to("/api/v1/docs/")
    dario.go("/ledger/")
    kept = {}
    for kind in ("call", "evaluation"):
        answer = dario.page.request.get(f"{dario.base}/sl/calls/{call.code}/files/{kind}.json")
        assert answer.ok, kind
        kept[kind] = folder / f"{kind}.json"
        kept[kind].write_bytes(answer.body())
    command = [sys.executable, "-S", "merila", "recompute", *map(str, kept.values())]
    printed = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    )
    result = json.loads(printed.stdout)
    assert result["lots"]["A"]["amounts"] == {numbers()[0]: "500.00"}


def audit(fani: Visitor, call: Call) -> None:
    fani.go("/desk/")
    fani.go(f"/desk/calls/{call.code}/")
    fani.go(f"/ledger/?call={call.code}")
    assert fani.answers(f"/desk/calls/{call.code}/proposal/") == 403


def run_the_worker() -> None:
    for job in Job.objects.all():
        # On a slow machine one delivery hands on what does not fit into its slice.
        for _delivery in range(20):
            run_job(job_id=job.pk)
