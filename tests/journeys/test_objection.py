"""An applicant objects to a member: closed until the chair has decided, then both read it."""

import pytest
from django.urls import reverse
from django.utils import translation

from audit.models import LedgerEntry
from grants.models import Application
from scoring.models import ConflictDeclaration
from scoring.permissions import score_application
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REASON = {
    "sl": "Član je brat nekdanje predsednice našega društva.",
    "it": "Il membro è fratello della nostra ex presidente.",
}
DECIDED = {"sl": "Sorodstvo je izkazano.", "it": "La parentela è provata."}


@pytest.fixture
def application(db):
    return Application.objects.get(call=a_call_in_checking(1))


def path(name, *arguments):
    """Without the language, which the visitor has."""
    with translation.override("sl"):
        return reverse(f"scoring:{name}", args=arguments).removeprefix("/sl")


@pytest.mark.parametrize("language", ["sl", "it"])
def test_applicant_objects_and_the_chair_decides(visit, it_is, application, language):
    for name in ("Bruno", "Celia", "Ciril"):
        person(name)
    call, own = application.call, path("object", application.number)
    with it_is(CHECKING):
        bruno = visit("Bruno", language)
        bruno.go(f"/applications/{application.number}/receipt/")
        bruno.page.locator(f"a[href$='{own}']").click()
        bruno.look()
        assert bruno.says("Ciril")
        bruno.send()
        assert bruno.page.locator(".govuk-error-summary").count() == 1
        bruno.page.get_by_label("Ciril").check()
        bruno.page.locator("#id_reason").fill(REASON[language])
        bruno.send()
        assert bruno.says(REASON[language])
        assert not score_application.allows(person("Ciril"), application)

        celia = visit("Celia", language)
        celia.go(path("conflicts", call.code))
        celia.go(path("committee", call.code))
        celia.page.locator(f"main a[href$='{path('objections', call.code)}']").click()
        celia.look()
        celia.page.locator("main table a").first.click()
        celia.look()
        assert celia.says(REASON[language])
        celia.send()
        assert celia.page.locator(".govuk-error-summary").count() == 1
        celia.page.locator("input[value=upheld]").check()
        celia.page.locator("#id_reason").fill(DECIDED[language])
        celia.send()
        assert celia.says(DECIDED[language])

        bruno.go(own)
        assert bruno.says(DECIDED[language])
        ciril = visit("Ciril", language)
        ciril.go(path("conflicts", call.code))
        assert ciril.says(DECIDED[language])
        assert not ciril.says(REASON[language])
    assert ConflictDeclaration.objects.get().excluded_by == person("Celia")
    kinds = list(LedgerEntry.objects.order_by("seq").values_list("type", flat=True))[-2:]
    assert kinds == ["member.objected", "objection.decided"]
