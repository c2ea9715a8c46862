"""A member is replaced after five sheets: they stay in the file, and the substitute begins anew.

Two persons change the committee here, because the funder wants it.
"""

import pytest

from audit.models import LedgerEntry
from grants.core.workflow import CallWork
from scoring.models import ScoreSheet
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.sheets import sheet_progress
from tests.personas import bonaca
from tests.scoring.committee import SCORED, a_scoring_call, fill_and_lock
from tests.scoring.test_committee_changes import seat

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(900),
]
DECISION = "430-11/2026-14"


@pytest.fixture
def scoring(db):
    call, applications = a_scoring_call(5)
    for application in applications:
        for name in ("Igor", "Celia", "Valter"):
            fill_and_lock(application, name)
    funder = bonaca()
    funder.second_person = [CallWork.RELEASE_MEMBER.value, CallWork.GIVE_SEAT.value]
    funder.save()
    return call, applications


def test_member_is_replaced_after_five_sheets(visit, it_is, scoring):
    call, applications = scoring
    desk = f"/desk/calls/{call.code}"
    with it_is(SCORED):
        ada, emil = visit("Ada"), visit("Emil")
        replace_valter(ada, emil, call)
        give_the_seat(ada, emil, call)
        assert sheet_progress(call).expected == 15
        assert sheet_progress(call).locked == 10

        valter = visit("Valter")
        assert valter.answers(f"{desk}/scoring/") == 404
        assert valter.answers(f"{desk}/scoring/{applications[0].number}/") == 404

        ines = visit("Ines")
        ines.go(f"{desk}/scoring/")
        for application in applications:
            ines.go(f"{desk}/scoring/{application.number}/")
            assert not ines.page.locator("input[name=value]:checked").count()
            ines.page.locator("input[name=value][value=some]").check()
            ines.page.locator("textarea[name=reason]").fill("Program je skromen.")
            ines.lock_sheet()
        igor = visit("Igor")
        igor.go(f"{desk}/committee/")
        assert igor.says("5 zaklenjenih listov ostane v spisu")
        igor.go(f"{desk}/scoring/")
        igor.submit_to("reveal-scores/")
    rows = evaluation_of(call)["applications"]
    assert [len(row["sheets"]) for row in rows] == [3] * 5
    assert ScoreSheet.objects.filter(member=seat(call, "Valter")).count() == 5
    kinds = [one.type for one in LedgerEntry.objects.order_by("seq")]
    changes = [one for one in kinds if one.startswith(("step.", "committee.changed"))]
    assert changes == ["step.asked", "step.confirmed", "committee.changed"] * 2


def replace_valter(ada, emil, call):
    """Begun by the officer, read and confirmed by the approver."""
    ada.go(f"/desk/calls/{call.code}/committee/")
    leaving = f"/committee/{seat(call, 'Valter').pk}/leave/"
    ada.page.locator(f"main a[href$='{leaving}']").click()
    ada.look()
    ada.page.locator("input[value=replaced]").check()
    ada.send()
    assert ada.page.locator(".govuk-error-summary").count() == 1
    ada.page.locator("#id_decision").fill(DECISION)
    ada.page.locator("#id_day").fill("20. 11. 2026")
    ada.page.locator("#id_reason").fill("Dolgotrajna bolezen.")
    ada.send()
    assert seat(call, "Valter").left_at is None
    confirm(emil, call, "Valter Renko", "Dolgotrajna bolezen.", DECISION)
    assert seat(call, "Valter").left_at is not None


def give_the_seat(ada, emil, call):
    """To the substitute, who sits there already."""
    ada.go(f"/desk/calls/{call.code}/committee/")
    giving = f"/committee/{seat(call, 'Valter').pk}/give/"
    ada.page.locator(f"main a[href$='{giving}']").first.click()
    ada.look()
    ada.page.get_by_label("Ines Dobrila").check()
    ada.page.locator("#id_decision").fill("430-12/2026")
    ada.page.locator("#id_day").fill("20. 11. 2026")
    ada.send()
    confirm(emil, call, "Ines Dobrila", "430-12/2026")
    assert seat(call, "Ines").in_place_of == seat(call, "Valter")


def confirm(emil, call, *words):
    emil.go(f"/desk/calls/{call.code}/second-person/")
    for text in words:
        assert emil.says(text), text
    emil.submit_to("/confirm/")
