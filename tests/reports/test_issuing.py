"""Decisions prepared, issued by a job, published: once each, by whom it may, in the ledger."""

import hashlib
import json
import socket

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.refusal import Refused
from accounts.slots import filled
from audit.core import canonical
from audit.models import LedgerEntry
from awards.actions.issue_decision import issue_decision
from awards.actions.prepare_decisions import prepare_decisions
from awards.models import Decision
from grants.actions import begin_act
from grants.actions.calls.cancel_call import cancel_call
from grants.core.workflow import CallState
from grants.models import Application
from grants.templatetags.merila import grouped
from jobs.actions.reclaim_jobs import reclaim_jobs
from jobs.actions.retry_job import retry_job
from jobs.actions.run_job import run_job
from jobs.models import Job, JobItem, JobState
from reports.actions import deliver_decision as delivering
from reports.actions.publish_results import publish_results
from reports.actions.start_issuing import start_issuing
from reports.documents.decision import file_name
from reports.models import Document, DocumentKind
from reports.selectors.decisions import JOB_KIND
from scoring.core.run.recompute import recompute
from scoring.models import AllocationRun
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.letters import delivered
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a worker that is killed looks like from within."""


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch):
    """Documents have their own tests; here a few bytes stand for each."""
    monkeypatch.setattr("reports.tasks.decision_pdf", lambda one: f"%PDF {one.number}".encode())


@pytest.fixture
def call():
    return an_approved_call()


def started(call):
    with at(ISSUED):
        if not call.signatures.exists():
            signed(call)
        return start_issuing(call=call, actor=person("Ada"))


def issued_entries():
    return LedgerEntry.objects.filter(type="decision.issued").count()


def issue_all(call):
    job = started(call)
    with at(ISSUED):
        run_job(job_id=job.pk)
    call.refresh_from_db()
    return call


def test_prepare_decisions_numbers_them_and_stays_as_it_is(call):
    with at(ISSUED):
        assert prepare_decisions(call=call, actor=person("Ada")) == 8
        before = list(Decision.objects.values_list("number", "content"))
        assert prepare_decisions(call=call, actor=person("Ada")) == 0
    assert list(Decision.objects.values_list("number", "content")) == before
    assert before[0][0] == "610-25/2026-1"


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Dario", "Emil", "Fani"])
def test_prepare_and_start_are_for_the_officer(call, name):
    for action in (prepare_decisions, start_issuing):
        with pytest.raises(PermissionDenied):
            action(call=call, actor=person(name))


def test_start_issuing_waits_for_the_signature(call):
    call.state = CallState.PROPOSED
    call.save()
    with pytest.raises(Refused):
        started(call)


def test_call_is_not_cancelled_once_a_decision_is_issued(call):
    job = started(call)
    why = {"sl": "Ni več denarja v proračunu.", "it": "Non ci sono più fondi."}
    with at(ISSUED):
        run_job(job_id=job.pk, is_stopping=lambda: issued_entries() > 0)
        with pytest.raises(Refused, match="je že izdana"):
            cancel_call(call=call, reason=why, actor=person("Ada"))
        assert issued_entries() == 1
        run_job(job_id=job.pk)
    call.refresh_from_db()
    assert (call.state, issued_entries()) == (CallState.DECIDED, 8)


def test_job_issues_every_decision_and_decides_the_call(call):
    issue_all(call)
    assert call.state == CallState.DECIDED
    assert issued_entries() == 8
    states = dict(Application.objects.values_list("number", "state"))
    assert states["M27-A-001"] == "granted"
    assert states["M27-A-002"] == "partly_granted"
    assert states["M27-B-003"] == "refused"
    assert states["M27-A-090"] == "dismissed"
    for decision in Decision.objects.all():
        document = Document.objects.get(decision=decision)
        with document.file.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == decision.document_sha256
        assert json.loads(decision.entry.canonical)["pub"] == {}
        payload = json.loads(decision.entry.payload.text)
        assert payload["document_sha256"] == decision.document_sha256
        assert payload["application"] == decision.application.number


def test_job_killed_between_effect_and_commit_issues_none_twice(call, monkeypatch):
    job = started(call)
    real, calls = delivering.issue_decision, []

    def killed_once(**kwargs):
        issued = real(**kwargs)
        calls.append(issued.number)
        if len(calls) == 3:
            raise Killed
        return issued

    monkeypatch.setattr(delivering, "issue_decision", killed_once)
    with at(ISSUED), pytest.raises(Killed):
        run_job(job_id=job.pk)
    assert issued_entries() == 2
    job.refresh_from_db()
    # The process that held it is gone.
    JobItem.objects.update(worker=f"{socket.gethostname()}:4194305")
    with at(ISSUED):
        assert reclaim_jobs() == 1
        done = run_job(job_id=job.pk)
        assert run_job(job_id=job.pk) is None
    assert (done.state, done.progress, done.failures) == (JobState.DONE, 8, 0)
    assert issued_entries() == Document.objects.count() == 8


def test_job_lists_a_failure_and_retries_only_that(call, monkeypatch):
    real = delivering.issue_decision

    def failing(*, decision, **kwargs):
        if decision.application.number == "M27-B-001":
            raise Refused("no")
        return real(decision=decision, **kwargs)

    monkeypatch.setattr(delivering, "issue_decision", failing)
    job = started(call)
    with at(ISSUED):
        done = run_job(job_id=job.pk)
        assert (done.state, done.failures) == (JobState.PARTLY, 1)
        assert issued_entries() == 7
        monkeypatch.setattr(delivering, "issue_decision", real)
        retry_job(job=done, actor=person("Ada"))
        run_job(job_id=job.pk)
    assert issued_entries() == 8


def test_start_issuing_twice_is_one_job(call):
    assert started(call) == started(call)


def test_job_writes_to_the_applicant_that_a_decision_is_there(call):
    with at(ISSUED):
        signed(call)
    delivered().clear()
    issue_all(call)
    [letter] = delivered()
    assert letter.to == ["bruno@example.org"]
    assert "/sl/applications/M27-A-001/decision/" in letter.body
    assert "300,00" not in letter.body


def test_issue_decision_once_is_enough(call):
    with at(ISSUED):
        signed(call)
        decision = Decision.objects.get(application__number="M27-B-001")
        first = issue_decision(decision=decision, document_sha256="a" * 64, actor=person("Ada"))
        again = issue_decision(decision=decision, document_sha256="b" * 64, actor=person("Ada"))
    assert again.document_sha256 == first.document_sha256 == "a" * 64
    assert issued_entries() == 1
    call.refresh_from_db()
    assert call.state == CallState.APPROVED


def test_issue_decision_refuses_what_is_no_hash(call):
    with at(ISSUED):
        signed(call)
        with pytest.raises(ValueError, match="document_sha256"):
            issue_decision(
                decision=Decision.objects.first(), document_sha256="A" * 64, actor=person("Ada")
            )


def test_publish_results_freezes_two_files_that_recompute_to_what_was_signed(client, call):
    issue_all(call)
    with at(ISSUED):
        publish_results(call=call, actor=person("Ada"))
        publish_results(call=call, actor=person("Ada"))
    call.refresh_from_db()
    assert call.results_published_at is not None
    entry = json.loads(LedgerEntry.objects.get(type="results.published").canonical)
    contents = {}
    for kind in (DocumentKind.PUBLIC_CALL, DocumentKind.PUBLIC_EVALUATION):
        document = Document.objects.get(kind=kind)
        with document.file.open() as file:
            data = file.read()
        assert entry["pub"][kind] == document.sha256 == hashlib.sha256(data).hexdigest()
        contents[kind] = json.loads(data)
    result = recompute(*contents.values())
    # One digest: what a citizen computes is what was signed, decided on and published.
    one = canonical.digest(result)
    assert entry["pub"]["result"] == one == AllocationRun.objects.get().result_sha256
    assert {row.content["run"]["result_sha256"] for row in Decision.objects.all()} == {one}
    page = client.get(reverse("reports:call_results", args=[call.code])).content.decode()
    assert grouped(one, 8) in page
    found = {n: a for lot in result["lots"].values() for n, a in lot["amounts"].items()}
    for decision in Decision.objects.exclude(kind="dismissed"):
        amount = found.get(decision.application.number, "0.00")
        assert int(amount.replace(".", "")) == decision.amount_cents


def test_file_of_a_killed_worker_is_not_left_beside_the_document(call):
    started(call)
    decision = Decision.objects.get(application__number="M27-A-001")
    place = Document._meta.get_field("file").generate_filename(Document(), file_name(decision))
    default_storage.delete(place)
    default_storage.save(place, ContentFile(b"%PDF half"))

    issue_all(call)

    document = Document.objects.get(decision=decision)
    assert document.file.name == place
    with document.file.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == document.sha256


def test_publish_results_waits_for_the_last_decision(call):
    with pytest.raises(Refused):
        publish_results(call=call, actor=person("Ada"))


@pytest.mark.parametrize("name", ["Bruno", "Celia", "Dario", "Emil", "Fani"])
def test_publish_results_is_for_the_officer(call, name):
    with pytest.raises(PermissionDenied):
        publish_results(call=call, actor=person(name))


def page(client, name, url, *args, **kwargs):
    if name:
        client.force_login(person(name))
    return client.get(reverse(url, args=args), **kwargs)


@pytest.mark.parametrize(
    ("name", "status"),
    [("Ada", 200), ("Emil", 200), ("Fani", 200), ("Bruno", 404), ("Dario", 404), ("", 302)],
)
def test_batch_page_is_for_the_staff_of_the_call(client, call, name, status):
    assert page(client, name, "reports:batch", call.code).status_code == status


def test_batch_page_issues_without_javascript_and_shows_the_list(client, call):
    with at(ISSUED):
        signed(call)
        client.force_login(person("Ada"))
        answer = client.post(reverse("reports:issue", args=[call.code]), follow=True)
    assert answer.status_code == 200
    assert Job.objects.count() == 1
    assert answer.content.decode().count("/decision/") == 8


def test_issuing_pressed_while_the_decisions_are_prepared_says_so_and_starts_nothing(
    client, call, monkeypatch
):
    monkeypatch.setattr(begin_act, "MOST_AT_ONCE", 0)

    def press(name):
        with at(ISSUED):
            client.force_login(person("Ada"))
            return client.post(reverse(f"reports:{name}", args=[call.code]), follow=True)

    press("prepare")
    job = Job.objects.get()
    assert press("prepare").redirect_chain[-1][0] == job.get_absolute_url()
    refused = press("issue")
    assert refused.redirect_chain[-1][0] == reverse("reports:batch", args=[call.code])
    assert "Priprava odločb je v teku, začetek: Ada" in refused.content.decode()
    assert "Odločbe čakajo na podpis; izdajo" in refused.content.decode()
    assert list(Job.objects.all()) == [job]

    with at(ISSUED):
        run_job(job_id=job.pk)
        signed(call)
        press("issue")
        run_job(job_id=Job.objects.exclude(pk=job.pk).get().pk)
    assert Job.objects.filter(kind=JOB_KIND).count() == 1


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "zlebov"}, ["M27-A-002"]),
        ({"q": "b-00", "shown": "refused"}, ["M27-B-003"]),
        ({"shown": "waiting"}, []),
        ({"shown": "nonsense", "q": " "}, None),
    ],
)
def test_batch_page_shows_the_decisions_that_are_looked_for(client, call, asked, numbers):
    issue_all(call)
    answer = page(client, "Ada", "reports:batch", call.code, query_params=asked)
    found = [decision.application.number for decision in answer.context["page"]]
    assert len(found) == 8 if numbers is None else found == numbers


def test_batch_page_asks_as_often_for_many_as_for_few(client, call, django_assert_max_num_queries):
    issue_all(call)
    client.force_login(person("Ada"))
    with django_assert_max_num_queries(30):
        client.get(reverse("reports:batch", args=[call.code]))


@pytest.mark.parametrize(
    ("name", "status"), [("Ada", 200), ("Bruno", 200), ("Dario", 404), ("Celia", 404), ("", 302)]
)
def test_decision_page_is_for_its_applicant_and_the_staff(client, call, name, status):
    issue_all(call)
    assert page(client, name, "reports:decision", "M27-A-001").status_code == status
    assert page(client, name, "reports:decision_pdf", "M27-A-001").status_code == status


def test_decision_page_hides_what_is_not_issued_from_the_applicant(client, call):
    with at(ISSUED):
        prepare_decisions(call=call, actor=person("Ada"))
    assert page(client, "Bruno", "reports:decision", "M27-A-001").status_code == 404
    assert page(client, "Ada", "reports:decision", "M27-A-001").status_code == 200


def test_decision_page_speaks_the_language_of_the_reader(client, call):
    issue_all(call)
    client.force_login(person("Bruno"))
    italian = client.get("/it/applications/M27-A-001/decision/").content.decode()
    assert "La domanda n. M27-A-001" in italian
    assert "Vlogi št." not in italian


def test_decision_document_leaves_with_safe_headers(client, call):
    issue_all(call)
    answer = page(client, "Bruno", "reports:decision_pdf", "M27-A-001")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == ('attachment; filename="M27-A-001-610-25-2026-1.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_check_page_opens_with_the_mark_on_the_paper_only(client, call):
    from_paper = issue_all(call).decisions.get(application__number="M27-A-001")
    address = decision_address(from_paper)
    assert client.get(address).status_code == 200
    assert client.get(address.replace(address.split("/")[-2], "0" * 16)).status_code == 404


def decision_address(decision):
    mark = canonical.digest(decision.content)[:16]
    return reverse("reports:decision_check", args=[decision.application.number, mark])


def test_published_files_are_public_after_the_publication_only(client, call):
    issue_all(call)
    assert page(client, "", "reports:published_file", call.code, "call").status_code == 404
    with at(ISSUED):
        publish_results(call=call, actor=person("Ada"))
    assert page(client, "", "reports:published_file", call.code, "call").status_code == 200
    assert page(client, "", "reports:published_file", call.code, "keys").status_code == 404


def test_link_of_an_application_leads_to_its_decision_once_that_is_issued(client, call):
    client.force_login(person("Bruno"))
    address = reverse("grants:apply_tasks", args=["M27-A-001"])
    decision = reverse("reports:decision", args=["M27-A-001"])
    own = Application.objects.get(number="M27-A-001")
    assert filled("newest_page", own, person("Bruno")) == ""
    issue_all(call)
    assert client.get(address).headers["Location"] == decision


@pytest.mark.parametrize(("name", "desk"), [("Ada", True), ("Bruno", False)])
def test_decision_stands_in_the_frame_of_who_reads_it(client, call, name, desk):
    issue_all(call)
    words = page(client, name, "reports:decision", "M27-A-001").content.decode()
    assert ('class="m-deskbar"' in words) is desk
