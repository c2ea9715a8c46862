import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role, RoleGrant, User
from jobs import registry
from jobs.models import ItemState, Job, JobState
from jobs.permissions import retry_job, view_job
from jobs.registry import JobKind, register_kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    register_kind(
        JobKind(code="x", title="Odločbe", list_items=lambda job: [], write=lambda *given: None)
    )
    with translation.override("sl"):
        yield


@pytest.fixture
def people():
    names = ("ada", "bruno", "dario", "fani")
    return {name: User.objects.create_user(f"{name}@x.example", name=name) for name in names}


@pytest.fixture
def job(people):
    job = Job.objects.create(
        kind="x", created_by=people["bruno"], call_id=7, total=3, progress=2, failures=1,
        state=JobState.RUNNING,
    )  # fmt: skip
    job.items.create(position=0, key="S27-0001", state=ItemState.FAILED, error_code="ValueError")
    return job


def test_show_job_is_a_404_for_a_stranger(client, people, job):
    client.force_login(people["dario"])
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.post(reverse("jobs:retry", args=[job.pk])).status_code == 404


def test_show_job_asks_to_sign_in(client, job):
    assert reverse("account_login") in client.get(job.get_absolute_url()).url


def test_show_job_lists_what_failed(client, people, job):
    client.force_login(people["bruno"])
    page = client.get(job.get_absolute_url()).content.decode()
    assert "S27-0001" in page
    assert "ValueError" in page


def test_show_job_gives_htmx_the_fragment_until_it_ends(client, people, job):
    client.force_login(people["bruno"])
    running = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in running
    assert "hx-get" in running
    Job.objects.update(state=JobState.PARTLY, finished_at=timezone.now())
    ended = client.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in ended


def test_show_job_gives_machines_the_numbers(client, people, job):
    client.force_login(people["bruno"])
    answer = client.get(job.get_absolute_url(), headers={"Accept": "application/json"}).json()
    assert (answer["done"], answer["failed"], answer["waiting"]) == (1, 1, 1)


def test_retry_needs_more_than_reading(client, people, job):
    Job.objects.update(state=JobState.PARTLY, progress=3, finished_at=timezone.now())
    RoleGrant.objects.create(user=people["fani"], role=Role.AUDITOR)
    client.force_login(people["fani"])
    assert client.get(job.get_absolute_url()).status_code == 200
    assert client.post(reverse("jobs:retry", args=[job.pk])).status_code == 403
    RoleGrant.objects.create(user=people["ada"], role=Role.OFFICER, call_id=7)
    client.force_login(people["ada"])
    assert client.post(reverse("jobs:retry", args=[job.pk])).url == job.get_absolute_url()
    job.refresh_from_db()
    assert (job.state, job.progress, job.failures) == (JobState.QUEUED, 2, 0)


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ({}, {"of the call", "of another call", "of the funder", "of nothing"}),
        ({"funder_id": 3}, {"of the call", "of the funder"}),
        ({"call_id": 7}, {"of the call"}),
        ({"funder_id": 3, "call_id": 7}, {"of the call"}),
        ({"funder_id": 4}, {"of another call"}),
        ({"call_id": 9}, set()),
    ],
)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR, Role.FINANCE, Role.ADMINISTRATOR])
def test_view_job_follows_funder_and_call(people, scope, seen, role):
    jobs = {
        name: Job.objects.create(kind="x", created_by=people["bruno"], **lies_in)
        for name, lies_in in {
            "of the call": {"call_id": 7, "funder_id": 3},
            "of another call": {"call_id": 8, "funder_id": 4},
            "of the funder": {"funder_id": 3},
            "of nothing": {},
        }.items()
    }
    RoleGrant.objects.create(user=people["ada"], role=role, **scope)
    reads = role in (Role.OFFICER, Role.AUDITOR)
    rows = view_job.queryset(people["ada"])
    assert {name for name, job in jobs.items() if job in rows} == (seen if reads else set())
    acts = {name for name, job in jobs.items() if retry_job.allows(people["ada"], job)}
    assert acts == (seen if role == Role.OFFICER else set())


def test_retry_job_of_a_call_is_not_for_whoever_lost_the_role(people, job):
    assert view_job.allows(people["bruno"], job)
    assert not retry_job.allows(people["bruno"], job)
    own = Job.objects.create(kind="x", created_by=people["bruno"])
    assert retry_job.allows(people["bruno"], own)
    assert not view_job.allows(people["dario"], own)
