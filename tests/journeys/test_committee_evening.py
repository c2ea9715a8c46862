"""Two evenings of a committee: it disagrees, votes, and its chair refuses the minutes of the first,
so that it meets again; only then the officer can send its proposal.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

import os
from pathlib import Path

import pytest

from awards.models import Proposal
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.models import MeetingVote
from tests.meetings import end, sign_all, vote_on_proposal
from tests.personas import person
from tests.scoring.committee import a_revealed_call, member
from tests.scoring.test_meeting import agreed_lots

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

EVENING = "2026-11-25T17:00:00+01:00"
LATE = "2026-11-25T19:30:00+01:00"
AGAIN = "2026-11-27T17:00:00+01:00"
SENT = "2026-11-28T09:00:00+01:00"
OPINION = "Izvajalci so v prilogi našteti, zato bi dal več."
WHY = "Zapisnik ne pove, da je bila priloga prebrana na glas."
AGAIN_WORDS = "znova glasuje"


def _picture(visitor, name: str) -> None:
    if not (folder := os.environ.get("PICTURES")):
        return
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        path = Path(folder) / f"{name}-{visitor.language}-{width}.png"
        visitor.page.screenshot(path=path, full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def _begin(chair) -> None:
    chair.page.locator("input[name=place]").fill("Sejna soba, Riva 4")
    for name in ("Igor", "Celia", "Valter", "Lea"):
        chair.page.get_by_label(f"{member(name).name},").first.check()
    chair.send()


def _vote(chair, **votes: str) -> None:
    for name in ("Igor", "Celia", "Valter"):
        vote = chair.page.locator(f"#id_vote_{person(name).pk}")
        vote.select_option(votes.get(name, "for"))


def test_committee_meets_again_where_its_chair_refuses_the_minutes(visit, it_is):
    call, [application] = a_revealed_call(lots=agreed_lots())
    desk = f"/desk/calls/{call.code}"
    with it_is(EVENING):
        igor = visit("Igor")
        igor.go(f"{desk}/meetings/begin/")
        _begin(igor)
        igor.page.locator("details summary").first.click()
        igor.page.locator("input[name=value][value=some]").check()
        _vote(igor, Valter="against")
        igor.page.locator(f"#id_opinion_{person('Valter').pk}").fill(OPINION)
        _picture(igor, "vote")
        igor.page.locator("button[name=do][value=vote]").click()
        igor.look()
        written = {"sl": "Izvajalci niso določeni.", "it": "Mancano gli esecutori."}
        for language, words in written.items():
            igor.page.locator(f"#id_reason-{language}").fill(words)
        igor.page.locator("button[name=do][value=save]").click()
        igor.look()
        assert igor.says(OPINION)
        _picture(igor, "meeting")
        ranking = compute_ranking(call=call, actor=person("Ada"))
        compute_allocation(ranking=ranking, actor=person("Ada"))
        igor.go(f"{desk}/meetings/proposal/")
        _vote(igor)
        igor.send()
        igor.go(f"{desk}/meetings/1/")
        igor.submit_to("/end/")
        igor.page.locator("#id_words").fill(WHY)
        igor.page.locator("button[name=do][value=refuse]").click()
        igor.look()
    with it_is(LATE):
        celia = visit("Celia")
        celia.go(f"{desk}/meetings/1/")
        assert celia.says(f"»{OPINION}«")
        celia.page.locator("button[name=do][value=sign]").click()
        celia.look()
        assert not celia.says(AGAIN_WORDS), "the others have not signed yet"
        sign_all(call.meetings.get(number=1))
        ada = visit("Ada")
        ada.go(f"{desk}/proposal/")
        assert ada.says(AGAIN_WORDS)
        assert ada.page.locator("main form").count() == 0
        _picture(ada, "refused-propose")
        ada.go(f"{desk}/")
        assert ada.says("Komisija se sestane in znova glasuje")
        _picture(ada, "refused-workspace")
    with it_is(AGAIN):
        igor.go(f"{desk}/meetings/1/")
        assert igor.says(AGAIN_WORDS)
        _picture(igor, "refused-minutes")
        igor.page.locator(f"main a[href$='{desk}/meetings/begin/']").first.click()
        igor.look()
        _begin(igor)
        vote_on_proposal(call)
        second = end(call)
        igor.go(f"{desk}/meetings/2/")
        igor.page.locator("button[name=do][value=sign]").click()
        igor.look()
        _picture(igor, "second-minutes")
        sign_all(second)
    with it_is(SENT):
        ada.go(f"{desk}/proposal/")
        ada.send()
    assert Proposal.objects.get(call=call).allocation.votes.count() == 2
    assert MeetingVote.objects.get(application=application).ballots[2]["opinion"] == OPINION
