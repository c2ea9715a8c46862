"""A question about a call, asked in Italian from the street, answered at the desk in Slovene."""

import os
from pathlib import Path

import pytest

from grants.models import CallQuestion
from tests.stage import FILING, a_published_call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]
TEXT = "Sono Jana Kos. La quota associativa vale come mezzo proprio, se viene versata in contanti?"


def _picture(visitor, name: str) -> None:
    """Where pictures are wanted, at both widths."""
    if not (folder := os.environ.get("PICTURES")):
        return
    for width in (1280, 320):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_question_is_asked_answered_and_read_in_both_languages(visit, it_is):
    call = a_published_call()
    with it_is(FILING):
        jana = visit(language="it")
        jana.go(f"/calls/{call.code}/")
        jana.page.locator("a[href$='/questions/']").click()
        jana.look()
        _picture(jana, "empty-it")
        jana.send()
        assert jana.says("Scrivete il vostro quesito.")
        _picture(jana, "fault-it")
        jana.page.locator("#id_text").fill(TEXT)
        jana.page.locator("#id_address").fill("jana@example.org")
        jana.send()
        assert jana.says("ricevuto con il numero 1")
        assert not jana.says("Jana Kos")

        ada = visit("Ada")
        ada.go(f"/desk/calls/{call.code}/")
        assert ada.says("1 vprašanje o razpisu čaka na odgovor")
        ada.page.locator("a[href$='/questions/']").first.click()
        ada.look()
        _picture(ada, "desk-sl")
        ada.page.get_by_role("link", name="Jana Kos").click()
        ada.look()
        assert ada.page.locator("#id_wording_it").input_value() == TEXT
        assert ada.page.locator(f"a[href$='/desk/calls/{call.code}/corrigendum/']").is_visible()
        _picture(ada, "question-sl")
        ada.page.locator("#id_wording_it").fill("La quota associativa vale come mezzo proprio?")
        ada.page.locator("#id_wording_sl").fill("Ali članarina šteje kot lastni vir?")
        ada.page.locator("#id_answer_it").fill("Sì, se è versata in contanti.")
        ada.page.get_by_role("button", name="Objavi odgovor").click()
        ada.look()
        assert ada.says("Napišite odgovor.")
        ada.page.locator("#id_answer_sl").fill("Da, če je plačana v denarju.")
        ada.page.get_by_role("button", name="Objavi odgovor").click()
        ada.look()
        assert ada.says("Odgovor je objavljen.")
        _picture(ada, "desk-answered-sl")
        ada.go(f"/desk/calls/{call.code}/questions/1/")
        _picture(ada, "answered-sl")

        for language, words in (
            ("it", "Sì, se è versata in contanti."),
            ("sl", "Da, če je plačana v denarju."),
            ("en", "Not yet translated."),
        ):
            reader = visit(language=language)
            reader.go(f"/calls/{call.code}/questions/")
            assert reader.says(words)
            assert not reader.says("Jana")
            _picture(reader, f"public-{language}")
    assert CallQuestion.objects.get().address == ""
