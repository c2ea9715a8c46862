"""The committee meets in the browser: it begins, votes on the proposal, ends, and all sign."""

from collections.abc import Sequence

from grants.models import Call
from tests.journeys.browser import Visitor


def committee_meets(leader: Visitor, others: Sequence[Visitor], call: Call) -> None:
    """`leader` is chair or secretary; all are marked as present, for, and sign the minutes off."""
    desk = f"/desk/calls/{call.code}"
    leader.go(f"{desk}/meetings/begin/")
    leader.page.locator("input[name=place]").fill("Sejna soba, Riva 4")
    for box in leader.page.locator("input[name=present]").all():
        box.check()
    leader.send()
    leader.go(f"{desk}/meetings/proposal/")
    for vote in leader.page.locator("select[name^=vote_]").all():
        vote.select_option("for")
    leader.send()
    meeting = call.meetings.latest("number")
    leader.go(f"{desk}/meetings/{meeting.number}/")
    leader.submit_to("/end/")
    for visitor in (leader, *others):
        visitor.go(f"{desk}/meetings/{meeting.number}/")
        visitor.page.locator("button[name=do][value=sign]").click()
        visitor.look()
    assert meeting.signatures.count() == 1 + len(others)
