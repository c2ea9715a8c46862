import socket
from unittest.mock import patch

import pytest
from django.utils import timezone

from accounts.guarded.alive import lively
from accounts.models import User
from accounts.refusal import Refused
from jobs import registry
from jobs.actions import run_job as running
from jobs.actions.enqueue_job import enqueue_job
from jobs.actions.reclaim_jobs import reclaim_jobs
from jobs.actions.retry_job import retry_job
from jobs.actions.run_job import LEASE, run_job
from jobs.models import ItemState, JobItem, JobState
from jobs.registry import JobKind, register_kind
from jobs.selectors import waiting_job

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a worker that is killed looks like from within: nothing after it runs."""


@pytest.fixture
def ada():
    return User.objects.create_user("ada@bonaca.example", name="Ada")


@pytest.fixture
def effects(monkeypatch):
    """A kind with three items whose effect is a row: the name of a person."""
    monkeypatch.setattr(registry, "_kinds", {})
    calls = []

    def compute(job, key):
        calls.append(key)
        if job.parameters.get("kill") == key and calls.count(key) == 1:
            raise Killed
        if job.parameters.get("break") == key and calls.count(key) == 1:
            raise ValueError("private text")
        return key.upper()

    def write(job, key, value):
        User.objects.create_user(f"{key}{User.objects.count()}@x.example", name=value)

    register_kind(
        JobKind(
            code="people",
            title="People",
            list_items=lambda job: ["a", "b", "c"],
            compute=compute,
            write=write,
            summarise=lambda job: {"people": User.objects.filter(name__in="ABC").count()},
        )
    )
    return lambda: sorted(User.objects.filter(name__in="ABC").values_list("name", flat=True))


def test_run_job_does_every_item_and_summarises(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    assert (job.total, job.progress, job.state) == (3, 0, JobState.QUEUED)
    done = run_job(job_id=job.pk)
    assert (done.progress, done.state, done.result) == (3, JobState.DONE, {"people": 3})
    assert effects() == ["A", "B", "C"]


def test_run_job_after_its_end_does_nothing(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    run_job(job_id=job.pk)
    assert run_job(job_id=job.pk) is None
    assert effects() == ["A", "B", "C"]


def test_run_job_killed_in_the_middle_does_each_item_once(ada, effects):
    job = enqueue_job(kind="people", actor=ada, parameters={"kill": "b"})
    with pytest.raises(Killed):
        run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.progress, job.state) == (1, JobState.RUNNING)
    # The process that held it is gone.
    JobItem.objects.filter(key="b").update(worker=f"{socket.gethostname()}:4194305")
    assert reclaim_jobs() == 1
    done = run_job(job_id=job.pk)
    assert (done.progress, done.failures, done.state) == (3, 0, JobState.DONE)
    assert effects() == ["A", "B", "C"]


def hold(key, lease):
    JobItem.objects.filter(key=key).update(
        worker="elsewhere:7", leased_until=timezone.now() + lease
    )


def test_run_job_leaves_an_item_that_another_worker_holds(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    hold("a", LEASE)
    left = run_job(job_id=job.pk)
    assert (left.state, left.progress) == (JobState.RUNNING, 2)
    assert reclaim_jobs() == 0
    assert effects() == ["B", "C"]


def test_run_job_is_finished_by_the_last_of_several_workers(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    hold("a", LEASE)
    run_job(job_id=job.pk)
    JobItem.objects.filter(key="a").update(worker="", leased_until=None)
    assert run_job(job_id=job.pk).state == JobState.DONE
    assert effects() == ["A", "B", "C"]


def test_run_job_keeps_no_refusal_of_what_another_worker_has_done(ada, effects):
    job, do_item = enqueue_job(kind="people", actor=ada), running.do_item
    come = []

    def come_second(**given):
        if come:
            return do_item(**given)
        come.append(given["key"])
        JobItem.objects.update(worker="", leased_until=None)
        assert run_job(job_id=job.pk).state == JobState.DONE
        raise Refused("It is done already.")

    with patch.object(running, "do_item", come_second):
        run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.failures, job.refused) == (JobState.DONE, 0, "")
    assert effects() == ["A", "B", "C"]


def test_item_of_another_machine_is_free_when_its_lease_ends(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    hold("a", -LEASE)
    assert reclaim_jobs() == 0
    assert run_job(job_id=job.pk).state == JobState.DONE


def test_waiting_job_has_an_item_that_nobody_holds(ada, effects):
    assert waiting_job() is None
    job = enqueue_job(kind="people", actor=ada)
    for key in "ab":
        hold(key, LEASE)
    assert waiting_job() == job.pk
    hold("c", LEASE)
    assert waiting_job() is None
    hold("c", -LEASE)
    assert waiting_job() == job.pk


def test_waiting_job_is_also_one_that_only_has_to_be_ended(ada, effects):
    """Its worker was killed after the last item."""
    job = enqueue_job(kind="people", actor=ada)
    JobItem.objects.update(state=ItemState.DONE)
    assert waiting_job() == job.pk
    assert run_job(job_id=job.pk).state == JobState.DONE
    assert waiting_job() is None


def test_run_job_lets_others_come_in_between_when_its_slice_is_over(ada, effects):
    first = enqueue_job(kind="people", actor=ada)
    second = enqueue_job(kind="people", actor=ada)
    assert waiting_job() == first.pk
    handed = run_job(job_id=first.pk, slice_seconds=0)
    assert (handed.state, handed.progress) == (JobState.RUNNING, 0)
    assert waiting_job() == second.pk
    assert run_job(job_id=second.pk).state == JobState.DONE
    assert waiting_job() == first.pk


def test_run_job_stops_before_the_next_item(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    left = run_job(job_id=job.pk, is_stopping=lambda: bool(effects()))
    assert (left.state, left.progress) == (JobState.RUNNING, 1)


def test_run_job_goes_on_after_a_bad_item_and_keeps_no_private_text(ada, effects):
    job = enqueue_job(kind="people", actor=ada, parameters={"break": "b"})
    done = run_job(job_id=job.pk)
    assert (done.state, done.progress, done.failures) == (JobState.PARTLY, 3, 1)
    bad = done.items.get(state=ItemState.FAILED)
    assert (bad.key, bad.error_code) == ("b", "ValueError")
    assert effects() == ["A", "C"]


def test_retry_job_does_only_what_failed(ada, effects):
    job = enqueue_job(kind="people", actor=ada, parameters={"break": "b"})
    retry_job(job=run_job(job_id=job.pk), actor=ada)
    done = run_job(job_id=job.pk)
    assert (done.state, done.progress, done.failures) == (JobState.DONE, 3, 0)
    assert effects() == ["A", "B", "C"]


def test_run_job_gives_up_on_an_item_that_takes_workers_down(ada, effects):
    job = enqueue_job(kind="people", actor=ada)
    job.items.filter(key="a").update(attempts=3)
    done = run_job(job_id=job.pk)
    assert done.items.get(key="a").error_code == "WorkerLost"
    assert effects() == ["B", "C"]


def test_enqueue_job_with_the_same_key_returns_the_running_one(ada, effects):
    first = enqueue_job(kind="people", actor=ada, once_key="call-7")
    assert enqueue_job(kind="people", actor=ada, once_key="call-7") == first
    run_job(job_id=first.pk)
    assert enqueue_job(kind="people", actor=ada, once_key="call-7") != first


class Clock:
    """Of the worker: every look at it is a second later."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        self.now += 1
        return self.now


def slow(work):
    """A kind with one item, of which nothing is written."""
    register_kind(
        JobKind(
            code="slow",
            title="Slow",
            list_items=lambda _job: ["a"],
            compute=work,
            write=lambda *_given: None,
        )
    )
    return "slow"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sign", ["rows", "query", "none"])
def test_run_job_keeps_what_it_computes_as_long_as_it_gives_signs_of_life(ada, monkeypatch, sign):
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(running, "time", Clock())
    leases, lives = [], []

    def work(_job, _key):
        leases.append(JobItem.objects.get().leased_until)
        for _row in lively(range(100)) if sign == "rows" else range(100):
            if sign == "query":
                User.objects.count()
        leases.append(JobItem.objects.get().leased_until)

    job = enqueue_job(kind=slow(work), actor=ada)

    done = run_job(job_id=job.pk, slice_seconds=10_000, on_life=lambda: lives.append(1))

    assert done.state == JobState.DONE
    assert (leases[1] > leases[0]) is (sign != "none")
    assert (len(lives) > 100) is (sign != "none")


@pytest.mark.django_db(transaction=True)
def test_run_job_does_not_take_back_what_somebody_else_holds_meanwhile(ada, monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(running, "time", Clock())

    def work(_job, _key):
        hold("a", LEASE * 5)
        for _row in lively(range(100)):
            pass
        assert JobItem.objects.get().worker == "elsewhere:7"
        assert JobItem.objects.get().leased_until > timezone.now() + LEASE * 2

    job = enqueue_job(kind=slow(work), actor=ada)
    assert run_job(job_id=job.pk, slice_seconds=10_000).state == JobState.DONE
