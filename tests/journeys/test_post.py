"""An association without an account is called to supplement by post, and answers on paper.

With `PICTURES`, a folder, each page of it is kept there as a picture, at both widths.
"""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from grants.models import Request
from tests.grants.applying import a_pdf
from tests.grants.test_transcribe_paper import in_checking, typed
from tests.journeys.test_hearing import _picture
from tests.opened import CHECKING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What was posted on the last day comes after it.
CAME = "2026-11-19T09:00:00+01:00"
SLIP_BACK = "2026-11-11T09:00:00+01:00"


@pytest.fixture
def application(db):
    with transaction.atomic():
        row = in_checking()
        typed(row)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("language", ["sl", "it"])
def test_supplement_by_post(visit, it_is, application, language, tmp_path: Path):
    slip = tmp_path / "vrocilnica.pdf"
    slip.write_bytes(a_pdf("Vročilnica"))
    desk = f"/desk/applications/{application.number}"
    with it_is(CHECKING):
        ada = visit("Ada", language)
        ada.go(f"{desk}/post/")
        _picture(ada, "post-none")
        ada.go(f"{desk}/supplement/?thing=members&thing=consent")
        _picture(ada, "post-ask")
        for field in ("members", "consent"):
            ada.page.locator(f"#id_reason_{field}_sl").fill("Podatek ni čitljiv.")
            ada.page.locator(f"#id_article_{field}").select_option(index=1)
        ada.page.locator("button.govuk-button[name=send]").click()
        ada.look()
        _picture(ada, "post-to-print")
        ada.send()
        _picture(ada, "post-to-send")
        ada.send()
        _picture(ada, "post-fault")
        ada.page.locator("[id$=_posted_on]").fill("5. 11. 2026")
        ada.page.locator("[id$=_item_number]").fill("RA 123 456 785 SI")
        ada.send()
        _picture(ada, "post-sent")
        ada.go(f"{desk}/check/")
        ada.go(f"{desk}/supplement/")
        _picture(ada, "post-standing")
        ada.go(f"/desk/calls/{application.call.code}/applications/")
        _picture(ada, "post-list")
    with it_is(SLIP_BACK):
        ada.go(f"{desk}/post/")
        ada.page.locator("[id^=id_slip_][id$=_kind_0]").check()
        ada.page.locator("[id^=id_slip_][id$=_on]").fill("9. 11. 2026")
        ada.page.locator("[id^=id_slip_][id$=_scan]").set_input_files(slip)
        ada.send()
        _picture(ada, "post-served")
    with it_is(CAME):
        ada.go(f"{desk}/paper/answer/")
        _picture(ada, "reply")
        ada.page.locator("#id_members").fill("33,5x")
        ada.send()
        _picture(ada, "reply-fault")
        ada.page.locator("#id_members").fill("33")
        ada.page.locator("input[name=in-scan-consent]").check()
        ada.page.locator("#id_reply-filed_on").fill("17. 11. 2026")
        ada.page.locator("#id_reply-registry_number").fill("610-25/2026-11")
        ada.page.locator("#id_reply-scan").set_input_files(slip)
        ada.send()
        assert ada.says("610-25/2026-11")
        _picture(ada, "reply-recorded")
        ada.go(f"{desk}/post/")
    asked = Request.objects.get()
    assert asked.outcome == "answered"
    assert asked.due_at is not None
    assert asked.due_at.date() == date(2026, 11, 17)
