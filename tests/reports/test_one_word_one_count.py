"""What became of an application, and how many there are, is the same wherever it is said."""

import csv
import io
import re
from collections import Counter

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from awards.models import DecisionKind
from awards.words.outcome import outcome_words
from grants.core.workflow import ApplicationState
from grants.words.states import state_of
from reports.documents.outcome import facts_in_words, outcome_of_call
from scoring.core.run.recompute import recompute
from scoring.core.run.run_rows import Outcome
from tests.personas import person
from tests.reports.published import a_published_result

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
EXPECTED = {
    "M27-A-001": "dodeljeno",
    "M27-A-002": "delno dodeljeno",
    "M27-A-003": "zavrnjeno, pod pragom",
    "M27-A-004": "delno dodeljeno",
    "M27-A-090": "zavrženo",
    "M27-B-001": "dodeljeno",
    "M27-B-002": "delno dodeljeno",
    "M27-B-003": "zavrnjeno, rezervni seznam",
}
SCORED = {number: words for number, words in EXPECTED.items() if words != "zavrženo"}
GRANTED = [number for number, words in EXPECTED.items() if "dodeljeno" in words]


def table(answer) -> list[dict[str, str]]:
    text = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def text_of(page: bytes | str) -> str:
    html = page.decode() if isinstance(page, bytes) else page
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2] or html).split())


@pytest.fixture
def call():
    return a_published_result()


@pytest.fixture
def ada(client):
    client.force_login(person("Ada"))
    return client


def test_outcome_has_one_word_in_every_file_and_on_every_page(ada, call):
    public = table(ada.get(reverse("reports:results_csv", args=[call.code])))
    assert {row["Številka"]: row["Izid"] for row in public} == SCORED
    summary = table(ada.get(f"/sl/desk/calls/{call.code}/summary.csv"))
    assert {row["Številka"]: row["Odločba"] for row in summary} == EXPECTED
    book = ada.get(f"/sl/desk/calls/{call.code}/summary.xlsx")
    sheets = load_workbook(io.BytesIO(b"".join(book)))
    found = {
        str(row[1]): next(str(cell) for cell in row if cell and " – " in str(cell)).split(" – ")[0]
        for sheet in (sheets.worksheets[0], sheets.worksheets[2])
        for row in sheet.iter_rows(min_row=5, values_only=True)
        if row[1] in EXPECTED
    }
    assert found == EXPECTED
    decisions = text_of(ada.get(f"/sl/desk/calls/{call.code}/decisions/").content)
    for number, words in EXPECTED.items():
        kind = words.partition(",")[0]
        assert re.search(rf"{number} [^€]*? {kind} [0-9]", decisions), number


def test_state_of_an_application_is_called_as_its_decision():
    pairs = {
        DecisionKind.GRANTED: ApplicationState.GRANTED,
        DecisionKind.PARTLY_GRANTED: ApplicationState.PARTLY_GRANTED,
    }
    for language in ("sl", "it", "en"):
        with override(language):
            for kind, state in pairs.items():
                assert str(state_of(state)[1]).lower() == str(kind.label), language


def test_every_outcome_of_a_run_has_words():
    with override("sl"):
        said = {one: outcome_words(DecisionKind.REFUSED, one) for one in Outcome}
    assert said[Outcome.RESERVE] != said[Outcome.BELOW_THRESHOLD] != said[Outcome.OUT]


def test_counts_are_the_same_everywhere(ada, call):
    by_lot = Counter(number[4] for number in GRANTED)
    for lot, others in (("A", 4), ("B", 3)):
        page = reverse("reports:call_lot_results", args=[call.code, lot])
        public = text_of(ada.get(page).content)
        assert f"Vloge z dodelitvijo {by_lot[lot]}" in public
        assert f"Ocenjene vloge {others}" in public
        ranking = text_of(ada.get(f"/sl/desk/calls/{call.code}/ranking/?lot={lot}").content)
        assert f"{by_lot[lot]} vlog" in ranking
    workspace = text_of(ada.get(f"/sl/desk/calls/{call.code}/").content)
    assert "Popolne 7 Zavržene 1 Odločbe so izdane 8 od 8" in workspace
    scoring = text_of(ada.get(f"/sl/desk/calls/{call.code}/scoring/").content)
    assert "Popolne 7 Zavržene 1" in scoring
    listed = text_of(ada.get("/sl/results/").content)
    assert "8 vlog, 5 prejemnikov" in listed
    api = ada.get(f"/api/v1/results/{call.code}/").json()
    assert (api["decided"], api["recipients"], api["granted_cents"]) == (8, 5, 150000)
    assert ada.get("/api/v1/awards/").json()["count"] == len(GRANTED)


def test_report_counts_as_the_pages_do(call):
    outcome = outcome_of_call(call)
    with override("sl"):
        facts = dict(facts_in_words(outcome, recompute(outcome.call, outcome.evaluation)))
    assert (facts["Vloge"], facts["s prejetimi sredstvi"]) == ("8", str(len(GRANTED)))
    assert (facts["brez sredstev"], facts["od tega zavržene"]) == ("3", "1")


def test_amount_of_a_trace_is_that_of_the_files(ada, call):
    amounts = dict(call.decisions.values_list("application__number", "amount_cents"))
    for number in SCORED:
        trace = text_of(ada.get(f"/sl/desk/calls/{call.code}/ranking/trace/{number}/").content)
        written = f"{amounts[number] / 100:.2f}".replace(".", ",")
        assert written in trace, number
