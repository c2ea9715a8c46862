"""Questions about a call: asked by anybody, answered for everybody, nobody's name in them."""

import hashlib
import json
from datetime import datetime

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.refusal import Refused
from audit.core.canonical import dumps
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.proof.fsck import differences
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.questions import ask_question as asking
from grants.actions.questions.answer_question import answer_question, public_digest
from grants.actions.questions.ask_question import ask_question
from grants.actions.questions.correct_answer import correct_answer
from grants.actions.questions.decline_question import decline_question
from grants.models import CallQuestion
from jobs.actions.send_letters import send_letters
from jobs.models import Letter
from tests.grants.applying import a_draft
from tests.letters import delivered
from tests.personas import person
from tests.stage import FILING, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db
LAST = "2026-10-25T23:59:59.999999+01:00"
OVER = "2026-10-26T00:00:00+01:00"
TEXT = "Jaz sem Jana Kos. Ali šteje članarina?"
WORDING = {"sl": "Ali šteje članarina?", "it": "Vale la quota associativa?"}
ANSWER = {"sl": "Da, kot lastni vir.", "it": "Sì, come mezzi propri."}


def ask(call, text=TEXT, *, when=FILING, **more):
    with at(when):
        return ask_question(call=call, text=text, language="sl", **more)


def answered(question, *, when=FILING, who="Ada", **more):
    with at(when):
        said = {"wording": WORDING, "answer": ANSWER, **more}
        return answer_question(question=question, actor=person(who), **said)


def entry_of(kind):
    row = LedgerEntry.objects.filter(type=kind).latest("seq")
    return json.loads(row.canonical)


def differences_of_questions():
    return [one for one in differences() if "question" in one.place]


def test_a_question_is_asked_by_nobody_and_the_ledger_says_only_that():
    question = ask(a_published_call(), address="jana@example.org")
    entry = entry_of(EntryType.QUESTION_ASKED)
    assert (question.number, question.text, question.due_at.date().isoformat()) == (
        1,
        TEXT,
        "2026-10-15",
    )
    assert entry["pub"] == {"number": 1}
    assert entry["actor"] == {"role": "system", "pseudonym": ""}
    assert "Jana" not in LedgerEntry.objects.latest("seq").payload.text
    assert differences_of_questions() == []


def test_questions_are_taken_until_the_end_of_the_fifth_day_before_the_deadline():
    call = a_published_call()
    assert ask(call, when=LAST).due_at == datetime.fromisoformat("2026-10-29T23:59:59.999999+01:00")
    with pytest.raises(Refused, match=r"25\.\soktobra"), translation.override("sl"):
        ask(call, "Še eno?", when=OVER)


def test_a_question_is_taken_only_about_a_published_call():
    with pytest.raises(PermissionDenied):
        ask(a_draft_call(code="osnutek", prefix="OS"))
    call = a_published_call()
    with at(FILING):
        cancel_call(
            call=call,
            reason={"sl": "Proračun ni sprejet.", "it": "Il bilancio non è approvato."},
            actor=person("Ada"),
        )
    with pytest.raises(Refused):
        ask(call)


def test_the_same_question_sent_twice_is_asked_once():
    call = a_published_call()
    assert ask(call) == ask(call)
    assert ask(call, address="jana@example.org").number == 2


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 601])
def test_a_question_has_words_and_not_too_many(text):
    with pytest.raises(Refused):
        ask(a_published_call(), text)


def test_one_address_asks_only_so_often_a_day(monkeypatch):
    cache.clear()
    monkeypatch.setattr(asking, "MOST_FROM_ONE", 2)
    call = a_published_call()
    for number in range(2):
        ask(call, f"Vprašanje {number}?", reader="192.0.2.1")
    with pytest.raises(Refused):
        ask(call, "Še tretje?", reader="192.0.2.1")
    assert ask(call, "Od drugod?", reader="192.0.2.2").number == 3


def test_an_answer_is_public_at_once_without_what_was_taken_out(client):
    call = a_published_call()
    question = answered(ask(call))
    with at(FILING):
        page = client.get(f"/sl/calls/{call.code}/questions/").content.decode()
        other = client.get(f"/it/calls/{call.code}/questions/").content.decode()
        english = client.get(f"/en/calls/{call.code}/questions/").content.decode()
    assert WORDING["sl"] in page
    assert ANSWER["sl"] in page
    assert 'id="q1"' in page
    assert ANSWER["it"] in other
    assert ANSWER["sl"] not in other
    assert "Jana" not in page + other + english
    assert "Not yet translated" in english
    assert f'<span lang="sl">{ANSWER["sl"]}</span>' in english
    said = {"number": 1, "question": WORDING, "answer": ANSWER}
    assert entry_of(EntryType.QUESTION_ANSWERED)["pub"] == {
        "number": 1,
        "sha256": hashlib.sha256(dumps(said)).hexdigest(),
    }
    assert public_digest(question) == entry_of(EntryType.QUESTION_ANSWERED)["pub"]["sha256"]
    assert differences_of_questions() == []


def test_the_page_of_the_call_counts_the_new_answer(client):
    call = a_published_call()
    question = ask(call)
    with at(FILING):
        before = client.get(f"/sl/calls/{call.code}/").content.decode()
        answered(question)
        after = client.get(f"/sl/calls/{call.code}/").content.decode()
    assert before != after
    assert f"/sl/calls/{call.code}/questions/" in after


@pytest.mark.parametrize("name", ["wording", "answer"])
def test_every_official_language_is_asked_for_and_english_never(name):
    question = ask(a_published_call())
    with pytest.raises(Refused) as refused:
        answered(question, **{name: {"sl": "Da.", "en": "Yes."}})
    assert refused.value.field == f"{name}_it"


def test_an_answer_reaches_whoever_left_an_address_and_the_address_is_gone():
    question = ask(a_published_call(), address="jana@example.org")
    answered(question)
    question.refresh_from_db()
    assert question.address == ""
    Letter.objects.exclude(kind="question-answer").delete()
    send_letters()
    [letter] = mail.outbox
    assert letter.to == ["jana@example.org"]
    assert WORDING["sl"] in letter.body
    assert ANSWER["sl"] in letter.body
    assert "questions/#q1" in letter.body
    assert not Letter.objects.exists()


def test_the_officer_hears_of_a_question_and_reads_it_behind_the_sign_in():
    ask(a_published_call())
    send_letters()
    [letter] = [one for one in mail.outbox if one.to == [person("Ada").email]]
    assert "Jana" not in letter.body
    assert "/questions/1/" in letter.body


def test_a_declined_question_is_not_published_and_its_reason_is_sent(client):
    call = a_published_call()
    question = ask(call, address="jana@example.org")
    with pytest.raises(Refused):
        decline_question(question=question, reason=" ", actor=person("Ada"))
    with at(FILING):
        decline_question(question=question, reason="To ni vprašanje.", actor=person("Ada"))
        page = client.get(f"/sl/calls/{call.code}/questions/").content.decode()
    assert entry_of(EntryType.QUESTION_DECLINED)["pub"] == {"number": 1}
    assert TEXT not in page
    assert "To ni vprašanje." not in page
    send_letters()
    assert any("To ni vprašanje." in one.body for one in mail.outbox)
    with pytest.raises(Refused):
        answered(question)
    assert differences_of_questions() == []


def test_an_address_that_cannot_be_reached_is_not_shown_to_the_office(client):
    call = a_published_call()
    answered(ask(call, address="jana@example.org"))
    Letter.objects.filter(kind="question-answer").update(fault="SMTPRecipientsRefused")
    client.force_login(person("Ada"))
    page = client.get(reverse("jobs:letters")).content.decode()
    assert "odgovor na vprašanje" in page
    assert "jana@example.org" not in page


def test_what_was_asked_and_answered_never_changes():
    question = answered(ask(a_published_call()))
    for column in ("text", "answer", "wording", "outcome", "asked_at"):
        value = LAST if column == "asked_at" else ""
        with pytest.raises(DatabaseError), transaction.atomic():
            CallQuestion.objects.filter(pk=question.pk).update(**{column: value})


def test_an_address_outlives_no_answer():
    question = answered(ask(a_published_call()))
    with pytest.raises(IntegrityError), transaction.atomic():
        CallQuestion.objects.filter(pk=question.pk).update(address="jana@example.org")


def test_the_desk_shows_what_waits_with_its_day(client):
    call = a_published_call()
    ask(call)
    answered(ask(call, "Drugo vprašanje?"))
    client.force_login(person("Ada"))
    with at("2026-10-16T09:00:00+02:00"):
        page = client.get(f"/sl/desk/calls/{call.code}/questions/").content.decode()
        work = client.get(f"/sl/desk/calls/{call.code}/").content.decode()
    assert "Brez odgovora, 1" in page
    assert "zamude" in page
    assert page.index("Jana Kos") < page.index("Drugo vprašanje?")
    assert "1 vprašanje o razpisu čaka na odgovor" in work


def test_an_officer_answers_on_the_page_of_the_question(client):
    call = a_published_call()
    ask(call)
    client.force_login(person("Ada"))
    path = f"/sl/desk/calls/{call.code}/questions/1/"
    with at(FILING):
        page = client.get(path).content.decode()
        assert page.count(TEXT) == 2  # as sent, and as a first wording
        sent = {f"wording_{code}": text for code, text in WORDING.items()}
        half = client.post(path, {**sent, "answer_sl": ANSWER["sl"]})
        assert half.status_code == 422
        assert ANSWER["sl"] in half.content.decode()
        sent |= {f"answer_{code}": text for code, text in ANSWER.items()}
        assert client.post(path, sent).status_code == 302
        again = client.post(path, sent)
    assert again.status_code == 422
    assert "že odgovorjeno ali pa je zavrnjeno" in again.content.decode()


def test_whoever_is_no_officer_of_the_call_answers_nothing():
    question = ask(a_published_call())
    with pytest.raises(PermissionDenied):
        answered(question, who="Bruno")


def test_a_program_that_fills_in_everything_is_told_so(client):
    call = a_published_call()
    with at(FILING):
        page = client.post(
            f"/sl/calls/{call.code}/questions/", {"text": TEXT, "website": "http://x.example"}
        )
    assert page.status_code == 422
    assert not CallQuestion.objects.exists()


def test_a_question_that_came_too_late_is_not_lost(client):
    call = a_published_call()
    with at(OVER):
        page = client.post(f"/sl/calls/{call.code}/questions/", {"text": TEXT})
    assert page.status_code == 422
    assert TEXT in page.content.decode()
    assert "Vprašanja smo sprejemali" in page.content.decode()


def corrected(question, answer=None, *, since=0, who="Ada"):
    with at(FILING):
        return correct_answer(
            question=question,
            answer=answer or {"sl": "Ne, članarina ne šteje.", "it": "No, la quota non vale."},
            since=since,
            actor=person(who),
        )


def test_corrected_answer_stands_before_the_earlier_one_which_stays(client):
    call = a_published_call()
    question = answered(ask(call))
    row = corrected(question)
    assert entry_of(EntryType.ANSWER_CORRECTED)["pub"]["correction"] == 1
    question.refresh_from_db()
    assert question.answer == ANSWER
    with at(FILING):
        page = client.get(reverse("grants:call_questions", args=[call.code])).content.decode()
    new, old = page.index("Ne, članarina ne šteje."), page.index(ANSWER["sl"])
    assert new < old
    assert "ne velja več" in page
    assert [one for one in differences() if "answer" in one.place] == []
    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(answer={})


def test_whoever_has_begun_an_application_is_told_of_a_corrected_answer():
    call = a_published_call()
    a_draft(call)
    corrected(answered(ask(call)))
    [letter] = [one for one in delivered() if "Popravljen odgovor" in one.subject]
    assert letter.to == [person("Bruno").email]
    assert "vlogo začeli ali oddali" in letter.body
    assert "/questions/" in letter.body


def test_what_is_corrected_twice_or_as_it_is_is_refused():
    question = ask(a_published_call())
    with pytest.raises(Refused, match="nima odgovora"):
        corrected(question)
    answered(question)
    with pytest.raises(Refused, match="že velja"):
        corrected(question, ANSWER)
    with pytest.raises(Refused):
        corrected(question, {"sl": "Ne.", "it": " "})
    corrected(question)
    with pytest.raises(Refused, match="medtem"):
        corrected(question, {"sl": "Drugače.", "it": "Altrimenti."})
    with pytest.raises(PermissionDenied):
        corrected(question, who="Celia")


def test_officer_corrects_an_answer_on_its_page(client):
    question = answered(ask(a_published_call()))
    client.force_login(person("Ada"))
    address = reverse("grants:answer_correct", args=[question.call.code, question.number])
    with at(FILING):
        answer = client.post(address, {"answer_sl": "Ne.", "answer_it": "", "since": "0"})
        assert answer.status_code == 422
        assert "Ne.</textarea>" in answer.content.decode()
        assert client.post(address, {"since": "x"}).status_code == 422
        client.post(address, {"answer_sl": "Ne.", "answer_it": "No.", "since": "0"})
    assert question.corrections.get().answer == {"sl": "Ne.", "it": "No."}
