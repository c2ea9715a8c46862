"""A large call is ranked by the workers: what its page offers meanwhile, and how it ends."""

from itertools import cycle
from unittest.mock import patch

import pytest
from django.urls import reverse

from audit.models import LedgerEntry
from grants.actions import begin_act
from grants.core.workflow import CallState
from grants.models import Call
from jobs.actions.run_job import run_job
from jobs.models import Job, JobState
from scoring.actions.runs import compute_ranking as computing
from scoring.actions.set_agreed_score import set_agreed_score
from scoring.models import AllocationRun, RankingRun
from tests.awards.proposals import COMPUTED
from tests.meetings import meet
from tests.personas import person
from tests.scoring.committee import a_revealed_call, member
from tests.scoring.test_meeting import agreed_lots
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_call_is_large(monkeypatch):
    monkeypatch.setattr(begin_act, "MOST_AT_ONCE", 0)


def url(call, page="ranking"):
    return reverse(f"scoring:{page}", args=[call.code])


def press(client, call, page="compute_ranking", name="Ada"):
    with at(COMPUTED):
        client.force_login(person(name))
        return client.post(url(call, page))


def read(client, address, name="Ada", **headers):
    with at(COMPUTED):
        client.force_login(person(name))
        return client.get(address, headers=headers)


def work(job):
    with at(COMPUTED):
        return run_job(job_id=job.pk)


def test_ranking_and_amounts_are_computed_by_a_job_that_leads_on_to_them(client):
    call, _applications = a_revealed_call()
    for page in ("compute_ranking", "compute_allocation"):
        pressed = press(client, call, page)
        job = Job.objects.get(state=JobState.QUEUED)
        assert pressed.url == job.get_absolute_url()
        shown = read(client, pressed.url).content.decode()
        assert "Čaka na vrsto." in shown
        assert work(job).state == JobState.DONE
        assert read(client, pressed.url).url == url(call)
        fragment = read(client, pressed.url, **{"HX-Request": "true"})
        assert fragment.headers["HX-Redirect"] == pressed.url
    assert (RankingRun.objects.count(), AllocationRun.objects.count()) == (1, 1)


def test_pressed_twice_it_is_one_job_and_the_page_offers_nothing_meanwhile(client):
    call, _applications = a_revealed_call()
    assert press(client, call).url == press(client, call, name="Lea").url
    assert Job.objects.count() == 1
    page = read(client, url(call)).content.decode()
    assert "Izračun vrstnega reda je v teku" in page
    assert url(call, "compute_ranking") not in page
    work(Job.objects.get())
    assert "je v teku" not in read(client, url(call)).content.decode()
    assert LedgerEntry.objects.filter(type="ranking.computed").count() == 1


def test_who_may_not_compute_starts_no_job(client):
    call, _applications = a_revealed_call()
    assert press(client, call, name="Emil").status_code == 403
    assert not Job.objects.exists()


def test_what_is_not_taken_now_starts_no_job(client):
    call, _applications = a_revealed_call()
    Call.objects.filter(pk=call.pk).update(state=CallState.PROPOSED)
    assert press(client, call).url == url(call)
    assert not Job.objects.exists()


def test_a_call_that_has_moved_on_is_said_on_the_page_of_the_job(client):
    call, _applications = a_revealed_call()
    pressed = press(client, call)
    Call.objects.filter(pk=call.pk).update(state=CallState.PROPOSED)
    assert work(Job.objects.get()).state == JobState.FAILED
    page = read(client, pressed.url).content.decode()
    assert "Dejanje ni bilo opravljeno" in page
    assert "Vrstni red se izračuna" in page
    assert not RankingRun.objects.exists()
    # Nobody else can have it done in the name of who pressed.
    with at(COMPUTED):
        client.post(reverse("jobs:retry", args=[Job.objects.get().pk]))
    assert Job.objects.get().state == JobState.FAILED


def test_what_is_recorded_meanwhile_is_computed_too(client):
    call, [first, *_others] = a_revealed_call(lots=agreed_lots())
    press(client, call)
    evaluation_of, agreed = computing.evaluation_of, []

    def read_slowly(call):
        found = evaluation_of(call)
        if not agreed:
            agreed.append(_agree(first))
        return found

    with patch.object(computing, "evaluation_of", read_slowly):
        assert work(Job.objects.get()).state == JobState.DONE
    run = RankingRun.objects.get()
    assert '"agreed":{"A2":{"value":"full"}}' in run.evaluation


def test_where_others_never_cease_to_record_it_gives_up(client):
    call, [first, *_others] = a_revealed_call(lots=agreed_lots())
    press(client, call)
    evaluation_of, values = computing.evaluation_of, cycle(["none", "full"])

    def read_slowly(call):
        _agree(first, next(values))
        return evaluation_of(call)

    with patch.object(computing, "evaluation_of", read_slowly):
        assert work(Job.objects.get()).refused.startswith("Med računanjem")
    assert not RankingRun.objects.exists()


def _agree(application, value="full"):
    with at(COMPUTED):
        meet(application.call)
        return set_agreed_score(
            application=application, criterion="A2", value=value, actor=member("Igor")
        )
