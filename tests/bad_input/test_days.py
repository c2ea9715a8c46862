"""Days and times: one that exists, or a word with an example at its field."""

import pytest
from django.utils import timezone

from applicants.models import Organisation, StoredDocument
from callfile.dates.call_dates import read_moment
from grants.models import Call
from tests.bad_input.corpus.days import DAYS, TIMES
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import language_of, refused, sound
from tests.bad_input.reading import answers_of

pytestmark = pytest.mark.django_db


def _moment(world):
    content = Call.objects.get(pk=world.calls["draft"].pk).content
    return timezone.localtime(read_moment(content["dates"]["deadline"]))


READ = {
    "answer-date": lambda world: answers_of(world, "every")["founded"],
    "new-day": lambda _world: str(Organisation.objects.latest("pk").registered_on),
    "document-day": lambda _world: str(StoredDocument.objects.latest("pk").valid_until),
}
CASES = [(door, name) for door in ("answer-date", "new-day", "call-day") for name in DAYS] + [
    (door, name)
    for door in ("document-day", "answer-period", "ready-day")
    for name in list(DAYS)[::2]
]


@pytest.mark.parametrize(
    ("number", "door", "name"),
    [(number, *case) for number, case in enumerate(CASES)],
    ids=[f"{door}-{name}" for door, name in CASES],
)
def test_day_is_read_as_meant_or_refused_at_its_field(world, number, door, name):
    case, language, place = DAYS[name], language_of(number), DOORS[door]
    answer = place.post(world, case.typed, language)
    if case.day is None or door not in READ:
        # A period lies within 2027, a deadline after the first day, a publication ahead: 2020 is
        # none of them.
        refused(answer, place.name, case.typed, language=language)
    else:
        page = sound(answer)
        assert answer.status_code == 302, page.summary
        assert READ[door](world) == case.day


@pytest.mark.parametrize("typed", TIMES, ids=lambda typed: typed[:20].replace("\0", "nul"))
def test_time_is_read_as_meant_or_refused_at_its_field(world, typed):
    answer, expected = DOORS["call-time"].post(world, typed, "it"), TIMES[typed]
    if expected is None:
        refused(answer, "deadline_time", typed, language="it")
    else:
        assert answer.status_code == 302
        assert f"{_moment(world):%H:%M}" == expected


@pytest.mark.parametrize(
    ("day", "time", "offset"),
    [
        ("29. 3. 2026", "2.30", None),  # the hour that does not exist
        ("25. 10. 2026", "2.30", None),  # the hour that comes twice: which one is asked back
        ("30. 10. 2026", "12.00", "+0100"),
        ("31. 12. 9999", "23.59", None),
        ("1. 1. 0001", "0.00", None),
    ],
)
def test_moment_at_the_edge_of_time_is_one_moment_or_refused(world, day, time, offset):
    answer = DOORS["call-time"].post(world, time, deadline_day=day)
    sound(answer)
    if offset is None:
        assert answer.status_code == 422
    else:
        assert answer.status_code == 302
        assert f"{_moment(world):%z}" == offset
