"""Assessors are drawn, one of them steps out, and the desk says from what and what came of it; and
a call that is scored without names, as its people see it.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

import os
from pathlib import Path

import pytest

from grants.actions.applying.start_application import start_application
from grants.models import Attachment
from tests.personas import person
from tests.scoring.committee import CHECKED, SCORED, a_checking_call, a_committee, member
from tests.scoring.drawing import a_drawn_call, drawn_names
from tests.scoring.test_blind import a_blind_call, canaries, lots_with_files
from tests.scoring.test_drawn_assessors import step_out
from tests.stage import FILING, a_published_call, an_organisation, at

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


def test_members_score_without_names_from_statement_to_sheet(visit, it_is):
    call, rows = a_blind_call()
    Attachment.objects.update(file="somewhere")
    desk = f"/desk/calls/{call.code}"
    with it_is(SCORED):
        for language in ("sl", "it"):
            celia = visit("Celia", language)
            for name, path in (
                ("blind-sheets", "/scoring/"),
                ("blind-sheet", f"/scoring/{rows[0].number}/"),
                ("blind-declared", "/conflicts/"),
                ("blind-opening", "/opening/"),
            ):
                celia.go(f"{desk}{path}")
                assert celia.says("KANARČEK") is (path == "/conflicts/")
                _picture(celia, name)


def test_statement_lists_applicants_by_name(visit, it_is):
    call = a_checking_call(blind_scoring=True, lots=lots_with_files())
    rows = canaries(call)
    a_committee(call)
    with it_is(CHECKED):
        celia = visit("Celia")
        celia.go(f"/desk/calls/{call.code}/conflicts/")
        assert not any(celia.says(row.number) for row in rows)
        _picture(celia, "blind-statement")


def test_form_says_what_not_to_write(visit, it_is):
    call = a_published_call(blind_scoring=True, lots=lots_with_files())
    lot = call.lots.get(code="A")
    with at(FILING):
        draft = start_application(
            lot=lot, organisation=an_organisation(), language="sl", actor=person("Bruno")
        )
    section = call.file.lot("A").form.sections[0].code
    with it_is(FILING):
        for language in ("sl", "it"):
            bruno = visit("Bruno", language)
            bruno.go(f"/applications/{draft.number}/part/{section}/")
            _picture(bruno, "blind-form")
            bruno.go(f"/applications/{draft.number}/")
            _picture(bruno, "blind-tasks")
