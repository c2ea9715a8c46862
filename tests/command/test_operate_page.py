"""docs/operate.md names no command that the drill does not type."""

from tests.drills.operate_page import WALKED, commands_to_type


def test_every_command_of_the_page_is_typed_in_the_drill():
    assert commands_to_type() == WALKED
