"""What a member keeps for itself: phrases that go into reasons, a note on an application."""

import pytest

from grants.models import Application, Call
from scoring.actions.drafts.delete_phrase import delete_phrase
from scoring.actions.drafts.forget_notes import forget_notes
from scoring.actions.drafts.keep_phrase import MOST_PHRASES, keep_phrase
from scoring.models import CommitteeMember, MemberNote, ReasonPhrase, ScoreSheet
from tests.scoring.committee import a_scoring_call, declare, fill_and_lock, member
from tests.scoring.test_committee_pages import enter, post, url, words_of

pytestmark = pytest.mark.django_db

PHRASE = "Soglasje manjka."


def _mark(page, name):
    return page.partition(f'id="{name}" value="')[2].partition('"')[0]


# ---- phrases


def test_phrase_goes_to_the_end_of_the_reason_with_one_press_and_is_saved(client):
    call, [application] = a_scoring_call()
    phrase = keep_phrase(text=PHRASE, actor=member("Celia"))
    enter(client, "Celia")
    page = url("sheet", call, application.number)
    assert f'name="phrase" value="{phrase.pk}"' in words_of(client.get(page))

    typed = {"criterion": "A2", "value": "some", "reason": "Termin je negotov. "}
    answer = post(client, page, typed | {"phrase": phrase.pk})

    assert answer["Location"].endswith("?criterion=A2#criterion")
    kept = ScoreSheet.objects.get().answers["A2"]
    assert kept == {"value": "some", "reason": f"Termin je negotov. {PHRASE}"}
    post(client, page, typed | {"reason": kept["reason"], "phrase": phrase.pk})
    assert ScoreSheet.objects.get().answers["A2"] == kept


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 40, "١٢", ""])
def test_phrase_that_is_not_there_changes_nothing_of_what_was_typed(client, key):
    call, [application] = a_scoring_call()
    enter(client, "Celia")

    data = {"criterion": "A2", "value": "some", "reason": "Termin.", "phrase": key}
    assert post(client, url("sheet", call, application.number), data).status_code == 302

    assert ScoreSheet.objects.get().answers["A2"]["reason"] == "Termin."


def test_phrase_of_another_member_is_neither_seen_nor_used_nor_changed(client):
    call, [application] = a_scoring_call()
    phrase = keep_phrase(text=PHRASE, actor=member("Igor"))
    enter(client, "Celia")
    page, phrases = url("sheet", call, application.number), url("phrases", call)

    assert PHRASE not in words_of(client.get(page))
    assert PHRASE not in words_of(client.get(phrases))
    post(client, page, {"criterion": "A2", "value": "some", "reason": "X", "phrase": phrase.pk})
    assert ScoreSheet.objects.get().answers["A2"]["reason"] == "X"
    for do in ("keep", "delete"):
        data = {"phrase": phrase.pk, "text": "Moje.", "do": do}
        assert post(client, phrases, data).status_code == 404
    with pytest.raises(ReasonPhrase.DoesNotExist):
        keep_phrase(text="Moje.", actor=member("Celia"), phrase=phrase)
    delete_phrase(phrase=phrase, actor=member("Celia"))
    assert ReasonPhrase.objects.get().text == PHRASE


def test_phrase_is_added_changed_and_deleted_on_its_page(client):
    call, _applications = a_scoring_call()
    enter(client, "Celia")
    page = url("phrases", call)

    assert post(client, page, {"text": f" {PHRASE} "}).status_code == 302
    phrase = ReasonPhrase.objects.get()
    assert (phrase.user, phrase.text) == (member("Celia"), PHRASE)
    post(client, page, {"phrase": phrase.pk, "do": "keep", "text": "Soglasje je delno."})
    assert ReasonPhrase.objects.get().text == "Soglasje je delno."
    post(client, page, {"phrase": phrase.pk, "do": "delete"})
    assert not ReasonPhrase.objects.exists()
    assert post(client, page, {"phrase": phrase.pk, "do": "delete"}).status_code == 404


@pytest.mark.parametrize("text", ["", "  \n", "č" * 301, "a\x00b", "a\u202eb", PHRASE])
def test_phrase_that_cannot_be_kept_is_refused_at_its_field_and_stays_typed(client, text):
    call, _applications = a_scoring_call()
    keep_phrase(text=PHRASE, actor=member("Celia"))
    enter(client, "Celia")

    refused = post(client, url("phrases", call), {"text": text})

    assert refused.status_code == 422
    assert "id_text_error" in words_of(refused)
    assert "govuk-error-summary" in words_of(refused)
    assert ReasonPhrase.objects.count() == 1


def test_phrases_are_not_more_than_a_page_holds():
    a_scoring_call()
    rows = (ReasonPhrase(user=member("Celia"), text=f"Stavek {n}.") for n in range(MOST_PHRASES))
    ReasonPhrase.objects.bulk_create(rows)

    with pytest.raises(Exception, match="100"):
        keep_phrase(text="Še eden.", actor=member("Celia"))


def test_reason_is_kept_as_a_phrase_from_the_sheet(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    page = url("sheet", call, application.number)

    data = {"criterion": "A2", "value": "some", "reason": PHRASE, "do": "keep"}
    assert post(client, page, data).status_code == 302
    assert ReasonPhrase.objects.get().text == PHRASE
    again = words_of(client.get(post(client, page, data)["Location"]))
    assert "Ta stavek že imate." in again


# ---- notes


def test_note_is_kept_for_its_member_alone(client):
    call, [application] = a_scoring_call()
    page, note = url("sheet", call, application.number), url("note", call, application.number)
    enter(client, "Celia")

    answer = post(client, note, {"note": "Poglej stran 3.", "criterion": "A2"})

    assert answer["Location"] == f"{page}?criterion=A2#note"
    assert "Poglej stran 3." in words_of(client.get(page))
    for name in ("Igor", "Lea", "Valter"):
        assert "Poglej stran 3." not in words_of(enter(client, name).get(page)), name
    enter(client, "Igor")
    post(client, note, {"note": "Moje."})
    assert set(MemberNote.objects.values_list("member__user__name", "text")) == {
        ("Celia Vidmar", "Poglej stran 3."),
        ("Igor Stante", "Moje."),
    }


def test_note_in_two_windows_shows_both_and_asks(client):
    call, [application] = a_scoring_call()
    page, note = url("sheet", call, application.number), url("note", call, application.number)
    enter(client, "Celia")
    seen = _mark(words_of(client.get(page)), "seen-note")
    post(client, note, {"note": "Prva.", "seen_note": seen})

    asked = post(client, note, {"note": "Druga.", "seen_note": seen})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Prva.«." in words_of(asked)
    assert "Druga.</textarea>" in words_of(asked)
    assert MemberNote.objects.get().text == "Prva."

    fresh = _mark(words_of(asked), "seen-note")
    assert post(client, note, {"note": "Druga.", "seen_note": fresh}).status_code == 302
    assert MemberNote.objects.get().text == "Druga."


def test_note_that_is_kept_while_it_is_typed_answers_with_its_time(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    seen = _mark(words_of(client.get(url("sheet", call, application.number))), "seen-note")

    def save(text, mark):
        data = {"note": text, "seen_note": mark}
        address = url("note", call, application.number)
        return client.post(address, data, headers={"X-Autosave": "1"})

    first = save("Prva.", seen)
    assert first.status_code == 200
    assert "Shranjeno" in words_of(first)
    assert save("Prva. Druga.", _mark(words_of(first), "seen-note")).status_code == 200
    stale = save("Tretja.", seen)
    assert stale.status_code == 422
    assert 'id="seen-note"' not in words_of(stale)
    assert MemberNote.objects.get().text == "Prva. Druga."


@pytest.mark.parametrize("text", ["č" * 2001, "a\x00b", "a\u202eb"])
def test_note_refuses_what_is_no_text_and_keeps_what_was_typed(client, text):
    call, [application] = a_scoring_call()
    enter(client, "Celia")

    refused = post(client, url("note", call, application.number), {"note": text})

    assert refused.status_code == 422
    assert "id_note_error" in words_of(refused)
    assert not MemberNote.objects.exists()


def test_note_without_a_text_is_deleted(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    address = url("note", call, application.number)
    post(client, address, {"note": "Poglej."})

    assert post(client, address, {"note": "  "}).status_code == 302
    assert not MemberNote.objects.exists()


def test_note_of_an_application_in_conflict_is_closed_with_it(client):
    call, [application] = a_scoring_call()
    enter(client, "Celia")
    address = url("note", call, application.number)
    post(client, address, {"note": "Poglej."})

    declare(call, "Celia", {application.pk: (True, "Članica odbora.")})

    assert post(client, address, {"note": "Še."}).status_code == 404
    assert MemberNote.objects.get().text == "Poglej."


def test_note_is_written_after_the_lock_too_until_the_call_is_decided(client):
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Celia")
    enter(client, "Celia")
    page, address = url("sheet", call, application.number), url("note", call, application.number)

    assert post(client, address, {"note": "Za sejo."}).status_code == 302
    assert "Za sejo." in words_of(client.get(page))
    Call.objects.filter(pk=call.pk).update(state="decided")
    Application.objects.filter(pk=application.pk).update(state="granted")
    assert post(client, address, {"note": "Prepozno."}).status_code == 422
    assert "Za sejo." not in words_of(client.get(page))


@pytest.mark.parametrize("state", ["decided", "cancelled"])
def test_notes_are_deleted_when_the_call_is_over(state):
    call, [application] = a_scoring_call()
    seat = CommitteeMember.objects.get(user=member("Celia"))
    MemberNote.objects.create(
        member=seat, application=application, text="Poglej.", saved_at=call.created_at
    )
    assert forget_notes() == 0

    Call.objects.filter(pk=call.pk).update(state=state)

    assert forget_notes() == 1
    assert not MemberNote.objects.exists()
