"""The summary of a large call is made once, by a job whose page leads to the files."""

import io
import zipfile
from unittest.mock import patch

import pytest
from django.db.models import Min
from django.urls import reverse

from jobs.actions.run_job import run_job
from jobs.models import Job
from reports.selectors.summary import call_summary
from reports.spreadsheets.summary_file import WORKBOOK, SummaryFile
from reports.spreadsheets.workbook import summary_workbook
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db

NUMBERS = ("xlsx", "csv-sl", "csv-it", "csv-en")


@pytest.fixture
def call(monkeypatch):
    monkeypatch.setattr("reports.spreadsheets.summary_file.MOST_AT_ONCE", 2)
    call = an_approved_call()
    with at(ISSUED):
        signed(call)
    return call


def _parts(workbook: bytes) -> dict[str, bytes]:
    """All of it but the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {
            name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"
        }


def _asked(client, call, name, kind="summary_xlsx"):
    client.force_login(person(name))
    return client.get(reverse(f"reports:{kind}", args=[call.code]))


def test_the_page_of_the_job_leads_to_the_files(client, call):
    answer = _asked(client, call, "Ada")
    [job] = Job.objects.all()
    assert answer.status_code == 302
    assert answer["Location"] == job.get_absolute_url()
    assert tuple(job.items.values_list("key", flat=True)) == NUMBERS
    assert b"summary.xlsx" not in client.get(job.get_absolute_url()).content
    run_job(job_id=job.pk)
    page = client.get(job.get_absolute_url()).content.decode()
    for kind in ("summary_xlsx", "summary_csv"):
        assert reverse(f"reports:{kind}", args=[call.code]) in page
    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == job.get_absolute_url()
    made = _parts(_asked(client, call, "Ada").content)
    assert len(made) > 5
    assert made == _parts(summary_workbook(call_summary(call)))
    assert Job.objects.count() == 1


def test_each_language_has_its_csv(client, call):
    _asked(client, call, "Ada", "summary_csv")
    run_job(job_id=Job.objects.get().pk)
    for language, word in (("sl", "Prijavitelj"), ("it", "Richiedente"), ("en", "Applicant")):
        answer = client.get(f"/{language}/desk/calls/{call.code}/summary.csv")
        assert answer["Content-Disposition"] == f'attachment; filename="{call.code}-summary.csv"'
        assert word in answer.content.decode().splitlines()[0]


def test_with_more_decisions_it_is_another_summary(client, call):
    key = SummaryFile(call, WORKBOOK).key
    _asked(client, call, "Ada")
    run_job(job_id=Job.objects.get().pk)
    with patch("reports.spreadsheets.summary_file.Max", Min):
        assert SummaryFile(call, WORKBOOK).key != key
        assert _asked(client, call, "Ada").status_code == 302
    assert Job.objects.count() == 2


def test_who_may_not_see_the_job_is_told_to_come_back(client, call):
    _asked(client, call, "Ada")
    answer = _asked(client, call, "Emil")
    assert answer["Location"] == reverse("reports:batch", args=[call.code])
    assert Job.objects.count() == 1
    run_job(job_id=Job.objects.get().pk)
    assert _asked(client, call, "Emil").status_code == 200


def test_nobody_else_starts_one(client, call):
    assert _asked(client, call, "Bruno").status_code == 404
    assert not Job.objects.exists()


def test_one_that_failed_is_tried_again_from_its_page_only(client, call, monkeypatch):
    def broken(summary):
        raise OSError

    _asked(client, call, "Ada")
    with monkeypatch.context() as patched:
        patched.setattr("reports.spreadsheets.summary_file.summary_workbook", broken)
        run_job(job_id=Job.objects.get().pk)
    [job] = Job.objects.all()
    assert job.failures == 1
    assert _asked(client, call, "Ada")["Location"] == job.get_absolute_url()
    assert (
        reverse("jobs:retry", args=[job.pk]).encode() in client.get(job.get_absolute_url()).content
    )
