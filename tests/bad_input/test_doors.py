"""What is right goes through every door: otherwise its refusals would say nothing."""

import pytest

from tests.bad_input.doors import DOORS
from tests.bad_input.judge import sound
from tests.bad_input.right import RIGHT

pytestmark = pytest.mark.django_db
WORDS = "Društvo Čez šest žlebov in naprej"


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_door_takes_what_is_right(world, door):
    answer = door.post(world, RIGHT.get(door.id, WORDS))
    page = sound(answer)
    assert answer.status_code == 302, (answer.status_code, page.faults, page.summary)
