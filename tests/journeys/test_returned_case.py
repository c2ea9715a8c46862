"""The mayor returns one application, the committee mends it, and the next proposal shows it all.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from awards.models import Proposal
from scoring.models import Reopening
from tests.awards.proposals import a_proposal
from tests.letters import delivered
from tests.meetings import adopt
from tests.personas import PASSWORD, person
from tests.scoring.committee import member

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

RETURNED = "2026-11-26T11:00:00+01:00"
OPENED = "2026-11-27T09:00:00+01:00"
MENDED = "2026-11-27T10:00:00+01:00"
PROPOSED = "2026-11-27T11:00:00+01:00"
SIGNED = "2026-11-27T12:00:00+01:00"
WHY = "Pri tej vlogi ocena izvajalcev ne sledi merilu, preverite jo."
OPENING = "Na seji je bilo ugotovljeno, da je bila prezrta priloga."


@pytest.fixture
def proposal(db):
    found, _applications = a_proposal(3)
    for name in ("Igor", "Celia", "Lea"):
        member(name)
    return found


def _picture(visitor, name: str) -> None:
    if not (folder := os.environ.get("PICTURES")):
        return
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        path = Path(folder) / f"{name}-{visitor.language}-{width}.png"
        visitor.page.screenshot(path=path, full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def _read(letters, name: str) -> tuple[str, str]:
    """The letter to this person, and what it leads to."""
    [letter] = [one for one in letters if one.to == [person(name).email]]
    found = re.search(re.escape(settings.BASE_URL) + r"(\S+)", letter.body)
    assert found, letter.body
    return letter.body, found[1]


def test_mayor_returns_one_case_and_the_committee_mends_it(visit, it_is, proposal):
    call = proposal.call
    first, second, _third = call.applications.order_by("number")
    desk = f"/desk/calls/{call.code}"
    with it_is(RETURNED):
        emil = visit("Emil")
        emil.go("/desk/signatures/")
        emil.page.locator("main table a").first.click()
        emil.look()
        _picture(emil, "proposal")
        emil.page.locator(f"a[href$='/decisions/{first.number}/']").click()
        emil.look()
        assert emil.says("Predogled: tako se bo odločba glasila")
        _picture(emil, "preview")
        emil.page.go_back()
        emil.page.locator(f"#named-{first.number}").check()
        emil.submit_to("/return/")
        assert emil.says("Napišite razlog za vrnitev"), (
            "without a reason nobody knows what to check"
        )
        _picture(emil, "proposal-fault")
        assert emil.page.locator(f"#named-{first.number}").is_checked()
        emil.page.locator("#id_reason").fill(WHY)
        before = len(delivered())
        emil.submit_to("/return/")
        assert emil.says(f"Nanaša se na vloge: {first.number}")
        _picture(emil, "proposal-returned")
        letters = delivered()[before:]
        for name in ("Ada", "Igor", "Celia"):
            body, _path = _read(letters, name)
            assert first.number in body
            assert second.number not in body
            assert WHY not in body
    with it_is(OPENED):
        _body, path = _read(letters, "Igor")
        igor = visit("Igor")
        igor.go_to(path)
        assert igor.says(WHY)
        _picture(igor, "meeting")
        igor.go(f"{desk}/scoring/{second.number}/reopen/")
        assert igor.says("Vrnitev te vloge ne navaja")
        igor.go(f"{desk}/meeting/")
        igor.page.locator(f"main a[href$='{first.number}/reopen/']").first.click()
        igor.look()
        _picture(igor, "reopen")
        before = len(delivered())
        igor.page.get_by_label("Ocenjevalni list: Celia Vidmar").check()
        igor.page.locator("#id_reason").fill(OPENING)
        igor.send()
        assert igor.says(OPENING)
        _picture(igor, "reopened")
        letters = delivered()[before:]
    with it_is(MENDED):
        _body, path = _read(letters, "Celia")
        celia = visit("Celia")
        celia.go_to(path)
        assert celia.says(OPENING)
        _picture(celia, "sheet")
        celia.page.locator("input[name=value][value=full]").check()
        celia.lock_sheet()
        celia.go(f"{desk}/scoring/{first.number}/reopen/")
        assert celia.says("Izvajalci"), "what stood there before"
        _picture(celia, "versions")
    with it_is(PROPOSED):
        ada = visit("Ada")
        ada.go(f"{desk}/ranking/")
        assert ada.says(WHY)
        _picture(ada, "ranking")
        ada.submit_to("/ranking/compute/")
        ada.submit_to("/ranking/amounts/")
        adopt(call)
        ada.go(f"{desk}/proposal/")
        ada.send()
    again = Proposal.objects.get(call=call, number=2)
    with it_is(SIGNED):
        for visitor in (emil, igor, ada):
            visitor.go(f"{desk}/proposal/{again.number}/")
            assert visitor.says("Kaj je drugače od predloga 1")
            assert visitor.says("znova odprta")
            assert visitor.says("premaknjena z drugimi")
        _picture(igor, "differences-committee")
        emil.page.locator("main details summary").first.click()
        assert emil.says(OPENING)
        _picture(emil, "differences")
        emil.page.locator("input[name=password]").fill(PASSWORD)
        emil.submit_to("/sign/")
        assert emil.says("Odobreno")
    assert Reopening.objects.filter(application=first).count() == 2
    assert not Reopening.objects.exclude(application=first).exists()
