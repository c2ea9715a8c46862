"""Assessors are drawn, one of them steps out, and the desk says from what and what came of it.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

import os
from pathlib import Path

import pytest

from tests.scoring.committee import SCORED, member
from tests.scoring.drawing import a_drawn_call, drawn_names
from tests.scoring.test_drawn_assessors import step_out

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


def _picture(visitor, name: str) -> None:
    if not (folder := os.environ.get("PICTURES")):
        return
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        path = Path(folder) / f"{name}-{visitor.language}-{width}.png"
        visitor.page.screenshot(path=path, full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_each_sees_what_the_draw_means_for_them(visit, it_is):
    call, applications = a_drawn_call(5)
    first = applications[0]
    drawn = drawn_names(first)
    step_out(call, first, drawn[0])
    [came] = set(drawn_names(first)) - set(drawn)
    desk = f"/desk/calls/{call.code}"
    with it_is(SCORED):
        for language, words in (("sl", "Žreb ocenjevalcev"), ("it", "Sorteggio dei valutatori")):
            ada = visit("Ada", language)
            ada.go(f"{desk}/scoring/")
            assert ada.says(words)
            _picture(ada, "progress")
            ada.page.locator(f"main a[href$='{desk}/scoring/draw/']").click()
            ada.look()
            assert ada.says(member(came).name)
            _picture(ada, "draw")
        celia = visit("Celia")
        celia.go(f"{desk}/scoring/")
        assert celia.says("za vsako vlogo izžrebana 2 člana")
        _picture(celia, "sheets")
        dora = visit()
        dora.go(f"/calls/{call.code}/")
        _picture(dora, "public")
