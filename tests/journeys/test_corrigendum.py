"""A corrigendum: Ada reads the mended file in and publishes it, Bruno reads it in Italian."""

import json
from copy import deepcopy

import pytest

from tests.grants.applying import a_filled_draft
from tests.journeys.test_questions import _picture
from tests.stage import FILING, a_published_call

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]


def test_corrigendum_is_seen_word_by_word_before_and_after(visit, it_is, tmp_path):
    call = a_published_call()
    a_filled_draft(call)
    content = deepcopy(call.content)
    content["dates"]["deadline"] = "2026-11-03T12:00:00+01:00"
    field = content["lots"][0]["form"]["sections"][0]["fields"][0]
    field["label"] = {"sl": "Naslov ali ime prireditve", "it": "Titolo o nome della manifestazione"}
    mended = tmp_path / "call.json"
    mended.write_text(json.dumps(content), encoding="utf-8")
    with it_is(FILING):
        ada = visit("Ada")
        ada.go(f"/desk/calls/{call.code}/set-up/")
        ada.page.get_by_role("link", name="Popravek").click()
        ada.look()
        _picture(ada, "amend-first-sl")
        ada.page.locator("#id_file").set_input_files(mended)
        ada.send()
        assert ada.says("Napišite razlog.")
        assert ada.says("Kaj spremeni")
        ada.page.locator("#id_reason_sl").fill("Odgovor na vprašanje 1.")
        ada.page.locator("#id_reason_it").fill("Risposta al quesito 1.")
        _picture(ada, "amend-look-sl")
        ada.send()
        assert ada.says("Popravek je objavljen.")

        bruno = visit("Bruno", language="it")
        bruno.go(f"/calls/{call.code}/")
        assert bruno.says("modificato con una rettifica")
        _picture(bruno, "amended-call-it")
        bruno.page.locator("a[href$='/corrigenda/']").first.click()
        bruno.look()
        assert bruno.page.locator("ins").count() >= 3
        assert bruno.says("Risposta al quesito 1.")
        _picture(bruno, "corrigenda-it")
        bruno.go(f"/calls/{call.code}/apply/")
    assert call.versions.count() == 2
