"""Whatever can be posted has a door here, or a reason why nothing is typed there."""

from importlib.util import find_spec

import pytest
from django.urls import resolve

from tests.architecture.routes import ROUTES
from tests.bad_input.doors import DOORS

pytestmark = pytest.mark.django_db

# Nothing is typed: a press, a choice, the mark of a letter, or what the page itself sent along.
PRESSED = frozenset(
    {
        *("applicants:document_remove", "applicants:invitation_cancel", "applicants:join"),
        *("applicants:member", "applicants:prove", "awards:propose", "grants:accept_hearing"),
        *("grants:accept_request", "grants:apply_start", "grants:apply_submit"),
        *("grants:apply_withdraw", "grants:call_publish", "grants:complete_together"),
        *("grants:confirm_subscription", "grants:end_signatory", "grants:invite_again"),
        *("grants:revoke_role", "grants:second_person_confirm", "grants:take_back_hearing"),
        *("grants:second_person_take_back", "grants:take_back_request", "grants:tell_findings"),
        *("grants:unsubscribe", "jobs:retry", "jobs:send_again", "reports:history_discard"),
        *(
            "reports:batch",
            "reports:issue",
            "reports:prepare",
            "reports:print_letter",
            "reports:publish",
        ),
        *("reports:publish_notice", "scoring:agree_common", "scoring:compute_allocation"),
        *("scoring:compute_ranking", "scoring:lock_sheet", "scoring:meeting_attendance"),
        *("scoring:open_lost_files", "scoring:reveal_scores", "scoring:start_scoring"),
    }
)
# The same fields as at the door of this route.
SAME = {
    "applicants:edit": "applicants:add",
    "grants:apply_conditions": "grants:apply_section",
    "grants:funder": "grants:funder_new",
    "grants:open_account": "grants:close_account",
    "grants:reset_second_step": "grants:close_account",
    "grants:supplement": "grants:apply_section",
    "grants:supplement_together": "grants:request_supplement",
    "grants:transcribe": "grants:apply_section",
}
# Driven by the tests of this module.
ELSEWHERE = {
    "account_email": "tests.bad_input.test_addresses",
    "account_login": "tests.bad_input.test_addresses",
    "account_reset_password": "tests.bad_input.test_addresses",
    "grants:call_replace": "tests.bad_input.test_call_files",
    "grants:call_upload": "tests.bad_input.test_call_files",
    "grants:hand_over_paper": "tests.grants.test_hand_over_paper",
    "grants:subscribe": "tests.bad_input.test_addresses",
    **dict.fromkeys(
        ("awards:sign", "awards:sign_decisions", "scoring:confirm_opening"),
        "tests.accounts.test_attempts",
    ),
}
# Passwords and codes of the sign-in, which its library reads and compares.
OF_SIGN_IN = ("account_", "mfa_")


def test_everything_that_is_posted_has_a_door_or_a_reason(world):
    doors = {resolve(f"/sl/{door.path(world)}").view_name for door in DOORS.values()}
    posted = {name for name, route in ROUTES.items() if route.post}
    excused = [*PRESSED, *SAME, *ELSEWHERE]
    of_sign_in = {name for name in posted if name.startswith(OF_SIGN_IN)}

    assert posted - doors - {*excused} - of_sign_in == set()
    assert [name for name in excused if name in doors or name not in posted] == []
    assert len(excused) == len({*excused})
    assert set(SAME.values()) <= doors
    assert all(find_spec(module) for module in ELSEWHERE.values())
