"""The pages of the right to be heard: told from the check, answered fact by fact, weighed."""

import pytest

from grants.actions.calls.cancel_call import cancel_call
from grants.models import Request, RequestOutcome, WeighedAnswer
from tests.grants.hearings import STAYS, recognise, say, tell, tell_and_accept
from tests.grants.requests import DUE, IN_TIME, TOO_LATE, accept
from tests.opened import CHECKING, a_call_in_checking
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db):
    call = a_call_in_checking(1)
    row = call.applications.get()
    row.call = call
    recognise(row, members="5")
    return row


def desk_page(application, more=""):
    return f"/sl/desk/applications/{application.number}/hearing/{more}"


def own_page(application, more=""):
    return f"/sl/applications/{application.number}/hearing/{more}"


def as_(client, name):
    client.force_login(person(name))
    return client


def text_of(response):
    """As it is read, a blank being a blank."""
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def seen_on(page):
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_check_leads_to_what_is_to_be_told(client, application):
    with at(CHECKING):
        check = text_of(
            as_(client, "Ada").get(f"/sl/desk/applications/{application.number}/check/")
        )
        assert "Prijavitelj z ugotovitvami še ni seznanjen" in check
        assert desk_page(application) in check
        page = text_of(client.get(desk_page(application)))
        assert "A1 Člani, točke: 2 namesto 10" in page
        done = text_of(client.post(desk_page(application), {"seen": seen_on(page)}, follow=True))
        assert "prijavitelj je seznanjen z ugotovitvami" in done
        assert "Odprto do konca dneva, 30. novembra 2026" in done
        check = text_of(client.get(f"/sl/desk/applications/{application.number}/check/"))
    assert "Prijavitelj se lahko izjavi" in check


def test_old_page_tells_nothing_that_it_does_not_show(client, application):
    with at(CHECKING):
        page = text_of(as_(client, "Ada").get(desk_page(application)))
        recognise(application, members="7")
        answer = client.post(desk_page(application), {"seen": seen_on(page)})
        assert answer.status_code == 422
        assert not Request.objects.exists()
        again = seen_on(text_of(answer))
        assert client.post(desk_page(application), {"seen": again}).status_code == 302
        twice = client.post(desk_page(application), {"seen": again})
    assert twice.status_code == 422
    assert "lahko še odgovori" in text_of(twice)
    assert Request.objects.get().things.get().recognised == "7"


def test_nothing_is_told_before_all_is_recognised(client, db):
    call = a_call_in_checking(1)
    row = call.applications.get()
    with at(CHECKING):
        page = as_(client, "Ada").get(desk_page(row))
        assert "Noben priznani podatek se ne razlikuje" in text_of(page)
        answer = client.post(desk_page(row))
    assert answer.status_code == 422
    assert "Najprej preverite in priznajte" in text_of(answer)


def test_applicant_takes_it_over_and_answers_once(client, application):
    tell(application)
    with at(CHECKING):
        as_(client, "Bruno")
        found = client.get(f"/sl/applications/{application.number}/")
        assert found.headers["Location"] == own_page(application)
        page = text_of(client.get(own_page(application)))
        assert "članarine" not in page
        early = client.post(own_page(application), {"agrees_members": "yes"})
        assert early.status_code == 422
        assert "Najprej prevzemite" in text_of(early)
        page = text_of(client.post(own_page(application, "take-over/"), follow=True))
        assert "Šest oseb nima vpisane članarine" in page
        assert "točke: 2 namesto 10" in page
        empty = client.post(own_page(application), {"text_members": " "})
        assert empty.status_code == 422
        why = client.post(own_page(application), {"agrees_members": "no", "text_members": ""})
        assert "Napišite, zakaj se ne strinjate" in text_of(why)
        said = {"agrees_members": "no", "text_members": "Članov je 34."}
        done = text_of(client.post(own_page(application), said, follow=True))
        assert "Članov je 34." in done
        assert "<textarea" not in done
        again = client.post(own_page(application), said)
    assert again.status_code == 422
    assert Request.objects.get().due_at == DUE
    assert Request.objects.get().outcome == RequestOutcome.ANSWERED


def test_late_answer_loses_nothing_that_was_told_and_says_so(client, application):
    tell_and_accept(application)
    with at(TOO_LATE):
        late = as_(client, "Bruno").post(own_page(application), {"agrees_members": "yes"})
    assert late.status_code == 422
    assert "Čas za odgovor je potekel" in text_of(late)
    assert Request.objects.get().outcome == RequestOutcome.OPEN


def test_officer_weighs_the_answer(client, application):
    say(tell_and_accept(application), "Članov je 34.")
    weigh = desk_page(application, "members/")
    with at(IN_TIME):
        page = text_of(as_(client, "Ada").get(desk_page(application)))
        assert "Članov je 34." in page
        sent = {"seen": seen_on(page), "members-sentence_sl": " "}
        empty = client.post(weigh, sent)
        assert empty.status_code == 422
        assert "vsaj v enem uradnem jeziku" in text_of(empty)
        recognise(application, IN_TIME, members="20")
        stale = client.post(weigh, sent | {"members-sentence_sl": STAYS["sl"]})
        assert stale.status_code == 422
        assert STAYS["sl"] in text_of(stale)
        assert not WeighedAnswer.objects.exists()
        sent = {"seen": seen_on(text_of(stale)), "members-sentence_sl": "Ostane pri dvajsetih."}
        done = client.post(weigh, sent, follow=True)
    assert "Ostane pri dvajsetih." in text_of(done)
    assert WeighedAnswer.objects.get().kept == "20"


def test_fact_that_was_not_told_is_not_weighed(client, application):
    tell(application)
    with at(CHECKING):
        as_(client, "Ada")
        for code in ("title", "members"):
            sent = {f"{code}-sentence_sl": "Ostane."}
            answer = client.post(desk_page(application, f"{code}/"), sent)
            assert answer.status_code == 422
    assert not WeighedAnswer.objects.exists()


def test_telling_is_taken_back_with_a_reason(client, application):
    tell(application)
    with at(CHECKING):
        empty = as_(client, "Ada").post(desk_page(application, "take-back/"), {"reason": " "})
        assert empty.status_code == 422
        client.post(desk_page(application, "take-back/"), {"reason": "Podatek je napačen."})
        own = text_of(as_(client, "Bruno").get(own_page(application)))
    assert Request.objects.get().outcome == RequestOutcome.TAKEN_BACK
    assert "ni ugotovitev" in own


def test_lists_say_what_waits_and_for_whom(client, application):
    desk = f"/sl/desk/calls/{application.call.code}/applications/"
    with at(CHECKING):
        assert "treba ga je seznaniti" in text_of(as_(client, "Ada").get(desk))
    request = tell_and_accept(application)
    with at(CHECKING):
        own = text_of(as_(client, "Bruno").get("/sl/applications/"))
        assert f"Preberite ugotovitve o vlogi {application.number}" in own
        assert own_page(application) in own
        assert "Dopolnite" not in own
        rows = text_of(as_(client, "Ada").get(desk))
        assert "seznanjen z ugotovitvami, izjavi se lahko do 13. 11. 2026" in rows
    say(request, "Članov je 34.")
    with at(IN_TIME):
        assert "izjavo je treba presoditi" in text_of(as_(client, "Ada").get(desk))
        own = text_of(as_(client, "Bruno").get(f"/sl/applications/{application.number}/receipt/"))
        assert own_page(application) in own


def test_nobody_is_heard_any_more_in_a_call_that_is_cancelled(client, application):
    accept(tell(application))
    reason = {"sl": "Proračun ni bil sprejet.", "it": "Il bilancio non è stato approvato."}
    with at(CHECKING):
        cancel_call(call=application.call, reason=reason, actor=person("Ada"))
        page = text_of(as_(client, "Bruno").get(own_page(application)))
        late = client.post(own_page(application), {"agrees_members": "yes"})
    assert "<textarea" not in page
    assert late.status_code == 422
    assert "preklican" in text_of(late)
