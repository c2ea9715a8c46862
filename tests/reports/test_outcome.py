"""The report on the outcome: of a published call, and of every example of the library."""

import io
import json
import re
from datetime import UTC, datetime

import pytest
from django.utils import translation
from pypdf import PdfReader

from accounts.languages import LANGUAGES
from audit.core import canonical
from grants.selectors.calls.application_counts import counts_of
from grants.selectors.calls.ready_calls import ready_calls
from reports.documents.outcome import facts_in_words, outcome_of_call, outcome_pdf
from reports.management.commands.write_example_reports import (
    example_folder,
    example_of,
)
from reports.selectors.call_facts import facts_of
from reports.selectors.outcome import PublicOutcome
from scoring.core.run.recompute import recompute
from scoring.words.progress import officer_context
from tests.personas import person
from tests.reports.published import a_decided_call, a_published_result

EXAMPLES = [(one.name, language) for one in ready_calls() for language in LANGUAGES]


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.django_db
@pytest.mark.same_on_both
def test_report_says_who_got_what_in_the_readers_language(client):
    call = a_published_result()
    page = client.get(f"/it/calls/{call.code}/results/").content.decode()
    answer = client.get(f"/it/calls/{call.code}/results/report.pdf")

    assert f"/it/calls/{call.code}/results/report.pdf" in page
    assert answer.headers["Content-Type"] == "application/pdf"
    said = text_of(answer.content)
    assert "Relazione sull’esito del bando" in said
    for decision in call.decisions.filter(amount_cents__gt=0).select_related("application"):
        assert decision.application.number in said


@pytest.mark.django_db
@pytest.mark.same_on_both
def test_report_is_not_there_before_the_results(client):
    call = a_decided_call()
    assert client.get(f"/sl/calls/{call.code}/results/report.pdf").status_code == 404


@pytest.mark.django_db
@pytest.mark.same_on_both
def test_both_files_come_back_out_of_the_report(client):
    call = a_published_result()
    answer = client.get(f"/sl/calls/{call.code}/results/report.pdf")
    files = PdfReader(io.BytesIO(answer.content)).attachments
    result = recompute(*(json.loads(files[f"{name}.json"][0]) for name in ("call", "evaluation")))

    assert canonical.digest(result) in text_of(answer.content).replace(" ", "")


@pytest.mark.parametrize(("name", "language"), EXAMPLES)
def test_report_of_an_example_is_that_of_its_files_today(name, language):
    ready = next(one for one in ready_calls() if one.name == name)
    example = example_of(ready)
    result = recompute(example.call, example.evaluation)
    said = text_of((example_folder() / f"{name}.{language}.pdf").read_bytes())

    assert canonical.digest(result) in re.sub(r"\s", "", said)
    assert example.call["title"][language] in said


def test_report_is_written_again_as_it_stands_in_the_library():
    ready = next(one for one in ready_calls() if one.name == "mladi")
    written = (example_folder() / "mladi.sl.pdf").read_bytes()

    assert without_feet(outcome_pdf(example_of(ready), "sl")) == without_feet(written)


def test_report_of_a_rubric_of_one_criterion_shows_that_criterion():
    rubric = {"code": "K", "kind": "per_unit", "fact": "n", "points": "2", "title": {"sl": "Člani"}}
    rule = {"method": "equal"}
    lot = {"code": "A", "title": {"sl": "A"}, "budget": "90.00", "rubric": rubric}
    application = {"number": "K-1", "lot": "A", "facts": {"n": "4"}, "requested": "50.00"}
    outcome = PublicOutcome(
        call={"code": "k-1", "title": {"sl": "Razpis"}, "lots": [{**lot, "allocation": rule}]},
        evaluation={"applications": [application]},
        at=datetime(2027, 3, 1, tzinfo=UTC),
        letterhead=lambda _language: {"name": "Občina"},
    )
    said = text_of(outcome_pdf(outcome, "sl", patiently=True))

    assert "K Člani" in said
    assert "K-1 8 8 50,00 50,00" in said


def without_feet(data: bytes) -> str:
    """Where a page ends depends on the fonts of the machine; its foot and head come with it."""
    text = re.sub(r"mladi-2027 stran \d / \d", "", text_of(data))
    return "".join(text.replace("Mesto Vloga", "").split())


@pytest.mark.django_db
@pytest.mark.same_on_both
def test_results_page_report_scoring_page_and_desk_count_the_same(client):
    """One application of the call was dismissed: it is counted on each of them."""
    call = a_published_result()
    received, dismissed = call.decisions.count(), call.decisions.filter(kind="dismissed")
    counts = counts_of(call)
    assert (counts.received, counts.dismissed) == (received, dismissed.count())
    assert (counts.complete, counts.undecided) == (received - dismissed.count(), 0)

    with translation.override("sl"):
        said = dict(report_facts(call))
    assert (said["Vloge"], said["od tega zavržene"]) == (str(received), str(dismissed.count()))
    report = text_of(client.get(f"/sl/calls/{call.code}/results/report.pdf").content)
    assert dismissed.get().application.number in report

    assert f"{received} vlog" in client.get("/sl/results/").content.decode()
    context = officer_context(call, person("Ada"))
    assert (context["complete"], context["dismissed"]) == (counts.complete, counts.dismissed)
    facts = facts_of([call])[call.pk].applications
    assert (facts.received, facts.complete) == (counts.received, counts.complete)


def report_facts(call):
    files = outcome_of_call(call)
    return facts_in_words(files, recompute(files.call, files.evaluation))
