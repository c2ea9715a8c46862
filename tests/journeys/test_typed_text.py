"""What a person types is not lost: the session ends, "back" is pressed, the language changes."""

import pytest
from django.conf import settings

from scoring.models import ScoreSheet
from tests.bad_input.corpus.counts import COUNTS
from tests.grants.applying import a_draft
from tests.grants.every_field import a_call_with_every_field
from tests.scoring.committee import SCORED, a_scoring_call, fill, member
from tests.stage import FILING, a_draft_call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


def _type(page, text: str) -> None:
    page.locator("#id_reason").fill(text)


def _state(page) -> str:
    return page.locator("#saved").inner_text()


def test_reason_on_a_sheet_outlives_the_session_and_comes_back_to_its_field(visit, it_is):
    call, [application] = a_scoring_call()
    member("Celia")
    with it_is(SCORED):
        celia = visit("Celia")
        page = celia.page
        path = f"/desk/calls/{call.code}/scoring/{application.number}/?criterion=A2"
        celia.go(path)
        page.locator("input[value=some]").check(force=True)
        _type(page, "Izvajalci niso navedeni.")
        page.get_by_text("Shranjeno ob").wait_for()
        total = page.locator("#tally").inner_text()
        assert "15,00" in total

        celia.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        _type(page, "Izvajalci niso navedeni, rok je jasen.")
        page.get_by_text("Odjavljeni ste").wait_for()
        assert "<" not in _state(page)
        assert page.locator("#id_reason").input_value().endswith("rok je jasen.")

        page.get_by_role("link", name="Prijavite se in nadaljujte tu").click()
        celia.faults.clear()  # the browser has noted the 403
        celia.sign_in_here("Celia")
        assert "criterion=A2" in page.url
        assert page.locator("#id_reason").input_value().endswith("rok je jasen.")
        assert page.locator("[data-kept]").is_visible()
        # Saved by itself, maybe before anybody could wait for it.
        for _ in range(60):
            if ScoreSheet.objects.get().answers["A2"]["reason"].endswith("rok je jasen."):
                break
            page.wait_for_timeout(250)
        page.reload()
        assert not page.locator("[data-kept]").is_visible()
    assert ScoreSheet.objects.get().answers["A2"]["reason"].endswith("rok je jasen.")


def test_two_windows_of_one_sheet_ask_and_the_total_follows(visit, it_is):
    call, [application] = a_scoring_call()
    member("Celia")
    with it_is(SCORED):
        celia = visit("Celia")
        page = celia.page
        path = f"/desk/calls/{call.code}/scoring/{application.number}/?criterion=A2"
        celia.go(path)
        fill(application, "Celia", "full", "Iz drugega okna.")
        _type(page, "Iz prvega okna.")
        page.get_by_text("Medtem je bilo tu shranjeno: »Iz drugega okna.«").wait_for()
        assert ScoreSheet.objects.get().answers["A2"]["reason"] == "Iz drugega okna."
        celia.faults.clear()
        celia.next_criterion()
        assert page.locator("#id_reason").input_value() == "Iz prvega okna."
        celia.next_criterion()
    assert ScoreSheet.objects.get().answers["A2"]["reason"] == "Iz prvega okna."


def test_text_outlives_back_and_the_other_language(visit, it_is):
    call = a_draft_call()
    with it_is(SCORED):
        ada = visit("Ada")
        page = ada.page
        ada.go(f"/desk/calls/{call.code}/set-up/basics/")
        page.locator("#id_title_sl").fill("Naslov, ki še ni shranjen")
        page.goto(f"{ada.base}/it/desk/calls/{call.code}/set-up/basics/")
        ada.look()
        assert page.locator("#id_title_sl").input_value() == "Naslov, ki še ni shranjen"
        page.goto(f"{ada.base}/it/")
        page.go_back()
        page.locator("[data-kept]").wait_for()
        assert page.locator("#id_title_sl").input_value() == "Naslov, ki še ni shranjen"
        # Going back without saving is meant.
        page.locator(".m-buttons a").click()
        page.goto(f"{ada.base}/it/desk/calls/{call.code}/set-up/basics/")
        assert page.locator("#id_title_sl").input_value() != "Naslov, ki še ni shranjen"


def test_counter_counts_as_the_server_does(visit, it_is):
    """Every text of the table that test_counts.py holds against the server."""
    draft = a_draft(a_call_with_every_field())
    with it_is(FILING):
        bruno = visit("Bruno")
        bruno.go(f"/applications/{draft.number}/part/about/")
        words = _counted(bruno.page, "story", [one.typed for one in COUNTS])
        ada = visit("Ada")
        ada.go(f"/desk/calls/{draft.call.code}/cancel/")
        characters = _counted(ada.page, "reason_sl", [one.typed for one in COUNTS])
    assert words == {one.typed: one.words for one in COUNTS}
    assert characters == {one.typed: one.characters for one in COUNTS}


def _counted(page, name: str, texts: list[str]) -> dict[str, int]:
    area, note = page.locator(f"#id_{name}"), page.locator(f"[data-count-for=id_{name}]")
    found = {}
    for text in texts:
        # As a program sets it: the pasting of line ends differs from one system to another.
        area.evaluate(
            "(area, text) => { area.value = text; area.dispatchEvent(new Event('input')); }", text
        )
        found[text] = int(note.inner_text().split(" / ")[0])
    return found
