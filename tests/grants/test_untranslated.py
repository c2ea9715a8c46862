"""A reason is written in one official language; decisions wait for its words in the other."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from accounts.refusal import Refused
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.proof.fsck import differences
from awards.actions._proposal import require_translated
from grants.actions.checking.translate_reason import translate_reason
from grants.models import CompletenessCheck
from grants.selectors.calls.untranslated import ReasonOf, untranslated_reasons
from tests.grants.hearings import recognise as recognise_facts
from tests.grants.hearings import say, tell_and_accept, weigh
from tests.grants.requests import ask
from tests.grants.test_checking import decide, recognise
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
ONLY = {"sl": "Plačanih je 12 članarin."}
OTHER = {"it": "Le quote versate sono 12."}
DISMISSED = {
    "article": {"sl": "5. člen pravilnika"},
    "fact": {"it": "La sede è a Capodistria."},
    "findings": [{"code": "eligibility.seat", "result": "fails", "note": ""}],
}


@pytest.fixture
def application():
    return a_call_in_checking(1).applications.get()


def translate(application, texts=OTHER, kind=ReasonOf.FACT, code="members", who="Ada"):
    with at(CHECKING):
        translate_reason(
            application=application, kind=kind, code=code, texts=texts, actor=person(who)
        )


def page(client, application, language="sl", **data):
    client.force_login(person("Ada"))
    with at(CHECKING), override(language):
        address = reverse("grants:untranslated", args=[application.call.code])
        return client.post(address, data) if data else client.get(address)


def test_reason_in_one_language_is_marked_in_the_other_with_its_language(client, application):
    recognise(application, reason=ONLY)
    client.force_login(person("Ada"))
    with at(CHECKING), override("it"):
        text = client.get(reverse("grants:check", args=[application.number])).content.decode()
    assert '<span lang="sl">Plačanih je 12 članarin.</span>' in text
    assert "non ancora tradotto" in text
    with at(CHECKING), override("sl"):
        text = client.get(reverse("grants:check", args=[application.number])).content.decode()
    assert "ni prevedeno" not in text


def test_what_has_no_official_language_is_refused(application):
    for reason in ({}, {"en": "Twelve are paid."}, {"sl": " "}):
        with pytest.raises(Refused):
            recognise(application, reason=reason)


def test_translation_is_added_and_what_is_written_stays(application):
    row = recognise(application, reason=ONLY)
    translate(application, {"sl": "Drugače.", **OTHER})
    row.refresh_from_db()
    assert row.reason == {**ONLY, **OTHER}
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.type, row.entry_id) == (EntryType.REASON_TRANSLATED, entry.pk)
    assert "Plačanih" not in entry.canonical
    assert json.loads(entry.payload.text)["code"] == "members"
    assert [one for one in differences() if "fact" in one.place] == []
    with pytest.raises(Refused, match="preveden"):
        translate(application)


def test_decision_waits_for_all_of_them(application):
    decide(application, "dismiss", **DISMISSED)
    call = application.call
    assert [(one.kind, one.missing) for one in untranslated_reasons(call)] == [
        (ReasonOf.ARTICLE, ("it",)),
        (ReasonOf.DISMISSAL, ("sl",)),
    ]
    with pytest.raises(Refused, match=application.number):
        require_translated(call)
    translate(application, {"it": "articolo 5 del regolamento"}, ReasonOf.ARTICLE, "")
    translate(application, {"sl": "Sedež je v Kopru."}, ReasonOf.DISMISSAL, "")
    require_translated(call)
    check = CompletenessCheck.objects.get()
    assert check.article == {"sl": "5. člen pravilnika", "it": "articolo 5 del regolamento"}
    assert [one for one in differences() if "verdict" in one.place] == []


def test_officer_adds_it_on_the_page_and_nothing_typed_is_lost(client, application):
    recognise(application, reason=ONLY)
    text = page(client, application).content.decode()
    assert 'lang="sl">Plačanih je 12 članarin.' in text
    key = f"{application.number}.fact.members"
    answer = page(client, application, reason=key, text_it=" ")
    assert answer.status_code == 422
    answer = page(client, application, reason=key, text_it="x" * 2001)
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()
    page(client, application, reason="X-1.fact.members", text_it="Sì.")
    page(client, application, reason=key, text_it=OTHER["it"])
    assert application.recognised_facts.get().reason == {**ONLY, **OTHER}
    assert "Vse je prevedeno" in page(client, application).content.decode()


def test_others_add_none(application):
    recognise(application, reason=ONLY)
    with pytest.raises(PermissionDenied):
        translate(application, who="Fani")
    with pytest.raises(Refused):
        translate(application, code="nothing")


def test_what_was_asked_and_weighed_is_translated_afterwards(client, application):
    recognise_facts(application, members="29")
    told = tell_and_accept(application)
    weigh(say(told, "Članov je 34.", when=CHECKING), ONLY, when=CHECKING)
    asked = ask(application, "title", reason=ONLY, article={"sl": "9. člen"})
    call = application.call
    found = {(one.kind, one.code) for one in untranslated_reasons(call)}
    assert found == {
        (ReasonOf.WEIGHING, "1-members"),
        (ReasonOf.ASKED, "2-title"),
        (ReasonOf.UNDER, "2-title"),
    }
    said = page(client, application).content.decode()
    for words in ("Tehtanje odgovora: ", "Kaj se je od prijavitelja zahtevalo"):
        assert words in said
    # Only what a decision says keeps it waiting.
    with pytest.raises(Refused, match=application.number):
        require_translated(call)
    translate(application, kind=ReasonOf.WEIGHING, code="1-members")
    require_translated(call)
    for kind in (ReasonOf.ASKED, ReasonOf.UNDER):
        one = next(one for one in untranslated_reasons(call) if one.kind is kind)
        page(client, application, reason=one.key, text_it=OTHER["it"])
    [thing] = asked.things.all()
    assert (thing.reason, thing.article) == ({**ONLY, **OTHER}, {"sl": "9. člen", **OTHER})
    assert untranslated_reasons(call) == []
    with pytest.raises(Refused):
        translate(application, kind=ReasonOf.ASKED, code="2-title")
    assert [said for one in differences() if not (said := str(one)).startswith("role ")] == []
