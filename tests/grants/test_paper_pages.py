"""The pages of applications on paper, for the officer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.models import Application, PaperFiling
from tests.grants.applying import a_pdf
from tests.grants.papers import NUMBER, RECORDED, SENDER, a_paper
from tests.opened import a_call_with_committee
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(db):
    return a_call_with_committee()


def typed(**more):
    return {
        **SENDER,
        "representative": "Dora Renko",
        "way": "post",
        "day": "29. 10. 2026",
        "time": "17.15",
        "registry_number": "610-25/2026-7",
        "lot": "A",
        "language": "sl",
        "scan": SimpleUploadedFile("vloga.pdf", a_pdf("Vloga")),
        **more,
    }


@pytest.fixture
def ada(client, call):
    client.force_login(person("Ada"))
    return client


def new(call, language="sl"):
    return f"/{language}/desk/calls/{call.code}/paper/new/"


def test_recording_begins_with_the_number(ada, call):
    with at(RECORDED):
        first = ada.get(new(call))
        assert b"registration_number" in first.content
        assert b"registry_number" not in first.content
        wrong = ada.get(new(call), {"registration_number": "123"})
        assert wrong.status_code == 422
        right = ada.get(new(call), {"registration_number": "5015545"})
    assert right.status_code == 200
    assert b"registry_number" in right.content


def test_recorded_paper_stands_in_the_list(ada, call):
    with at(RECORDED):
        answer = ada.post(new(call), typed())
        assert answer.status_code == 302, answer.context["form"].errors
        page = ada.get(answer["Location"]).content.decode()
    assert "Pihalni orkester Burja" in page
    assert "M27-A-001" in page
    assert PaperFiling.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scan": ""}, "scan"),
        ({"scan": SimpleUploadedFile("vloga.pdf", b"no pdf")}, None),
        ({"day": "31. 2. 2026"}, "day"),
        ({"day": "30. 10. 2026", "time": "16.20"}, "scan"),
        ({"day": "5. 11. 2026"}, "day"),
        ({"time": "sedem"}, "time"),
        ({"registry_number": ""}, "registry_number"),
        ({"lot": "X"}, "lot"),
        ({"way": ""}, "way"),
        ({"name": ""}, "name"),
        ({"registration_number": "123"}, "registration_number"),
    ],
)
def test_what_is_wrong_stands_at_its_place_and_nothing_is_written(ada, call, changed, field):
    with at(RECORDED):
        answer = ada.post(new(call), typed(**changed))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert (field or "scan") in errors, errors
    assert not Application.objects.exists()


def test_known_sender_is_not_asked_who_it_is(ada, call):
    a_paper(call)
    with at(RECORDED):
        page = ada.get(new(call), {"registration_number": NUMBER})
        again = ada.post(
            new(call),
            {
                key: value
                for key, value in typed(registry_number="610-25/2026-9").items()
                if key not in SENDER or key == "registration_number"
            },
        )
    assert "name" not in page.context["form"].fields
    assert again.status_code == 302
    assert PaperFiling.objects.count() == 2
