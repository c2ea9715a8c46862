"""Letters by post: the time of a request, and of a legal remedy, runs from the return slip."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from audit.proof.fsck import Difference
from awards.actions.post.publish_notice import publish_notice
from awards.models import Mailing, SlipKind
from awards.selectors.mailings import letters_by_post
from awards.selectors.notices import running_notices
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_request import answer_request
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.take_back_request import take_back_request
from grants.core.hearing import HearingStanding
from grants.core.workflow import ApplicationWork
from grants.models import Request
from grants.selectors.may import may
from grants.selectors.requests.hearing import heard_facts
from grants.selectors.requests.legal_time import delivered_on
from jobs.models import Letter
from tests.awards.mailings import send, serve
from tests.grants.hearings import recognise, tell
from tests.grants.requests import ARTICLE, WHY
from tests.grants.test_transcribe_paper import in_checking, typed
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db

# Thursday; the slip comes back on Wednesday.
POSTED, SLIP_BACK = date(2026, 11, 5), "2026-11-11T09:00:00+01:00"
MUCH_LATER = "2027-02-01T09:00:00+01:00"


@pytest.fixture
def paper(db):
    row = in_checking()
    typed(row)
    row.refresh_from_db()
    return row


def ask(application, **more) -> Request:
    with at(CHECKING):
        return request_supplement(
            application=application,
            things=[Wanted("members", WHY, ARTICLE)],
            actor=person("Ada"),
            **more,
        )


def sent(request) -> Mailing:
    with at(CHECKING):
        return send(request, POSTED)


def served(mailing, on=date(2026, 11, 9), kind=SlipKind.HANDED_OVER, when=SLIP_BACK, by="Ada"):
    with at(when):
        return serve(mailing, on, kind, by)


def differences():
    return [str(one) for one in fsck.differences() if isinstance(one, Difference)]


def test_request_to_whom_nobody_acts_for_is_served_by_post_and_has_no_end_before(paper):
    asked = ask(paper)
    assert (asked.by_post, asked.due_at, asked.delivered_at) == (True, None, None)
    assert not Letter.objects.filter(about=asked.pk, kind__startswith="supplement").exists()
    # However long the post takes: nobody is judged while the letter is on its way.
    for step in (ApplicationWork.DECIDE_COMPLETENESS, ApplicationWork.REQUEST_SUPPLEMENT):
        assert not may(step, paper, person("Ada"), datetime.fromisoformat(MUCH_LATER))


def test_time_runs_from_the_day_on_the_slip(paper):
    asked = ask(paper)
    served(sent(asked))
    asked.refresh_from_db()
    # Eight days after Monday, 9 November.
    assert asked.due_at == datetime.fromisoformat("2026-11-17T23:59:59.999999+01:00")
    assert asked.delivered_at == datetime.fromisoformat("2026-11-09T00:00:00+01:00")
    (letter,) = letters_by_post(paper)
    assert (letter.served_on, letter.last_day) == (date(2026, 11, 9), date(2026, 11, 17))
    kinds = list(LedgerEntry.objects.order_by("-seq").values_list("type", flat=True)[:2])
    assert kinds == ["letter.served", "letter.posted"]
    assert differences() == []


def test_what_is_not_collected_counts_when_fifteen_days_are_over(paper):
    asked = ask(paper)
    mailing = sent(asked)
    left = date(2026, 11, 9)
    with pytest.raises(Refused, match="15 dni") as refused:
        served(mailing, left, SlipKind.NOT_COLLECTED, "2026-11-24T12:00:00+01:00")
    assert refused.value.field == "on"
    served(mailing, left, SlipKind.NOT_COLLECTED, "2026-11-25T08:00:00+01:00")
    asked.refresh_from_db()
    assert Mailing.objects.get().served_on == date(2026, 11, 24)
    assert asked.due_at.date() == date(2026, 12, 2)


def test_what_came_back_is_sent_again(paper):
    asked = ask(paper)
    served(sent(asked), kind=SlipKind.RETURNED)
    asked.refresh_from_db()
    assert asked.delivered_at is None
    with at(SLIP_BACK):
        second = send(asked, date(2026, 11, 11))
    assert second.number == 2
    served(second, date(2026, 11, 12), when="2026-11-13T09:00:00+01:00")
    asked.refresh_from_db()
    assert asked.due_at.date() == date(2026, 11, 20)
    assert differences() == []


@pytest.mark.parametrize(
    ("on", "says"),
    [(date(2026, 11, 4), "odposlano"), (date(2026, 11, 12), "še ni")],
)
def test_day_that_cannot_be_is_refused(paper, on, says):
    mailing = sent(ask(paper))
    with pytest.raises(Refused, match=says):
        served(mailing, on)
    assert Mailing.objects.get().is_on_its_way


@pytest.mark.parametrize(
    ("on", "says"),
    [(date(2026, 11, 4), "še ni nastalo"), (date(2026, 11, 6), "še ni")],
)
def test_day_of_sending_lies_between_request_and_today(paper, on, says):
    asked = ask(paper)
    with at(CHECKING), pytest.raises(Refused, match=says):
        send(asked, on)
    assert not Mailing.objects.exists()


def test_second_letter_is_not_sent_before_the_first_came_back(paper):
    asked = ask(paper)
    served(sent(asked), kind=SlipKind.RETURNED)
    with at(SLIP_BACK), pytest.raises(Refused, match="še ni nastalo"):
        send(asked, POSTED)


def test_twice_is_once_and_another_slip_is_refused(paper):
    asked = ask(paper)
    mailing = sent(asked)
    assert sent(asked) == mailing
    served(mailing)
    entries = LedgerEntry.objects.count()
    served(mailing)
    assert LedgerEntry.objects.count() == entries
    with pytest.raises(Refused, match="že evidentirana"):
        served(mailing, date(2026, 11, 10))
    with at(SLIP_BACK), pytest.raises(Refused, match="že vročeno"):
        send(asked, date(2026, 11, 10))


def test_slip_of_a_request_that_was_taken_back_changes_nothing_of_it(paper):
    asked = ask(paper)
    mailing = sent(asked)
    with at(CHECKING):
        take_back_request(request=asked, reason="Podatek je v prilogi.", actor=person("Ada"))
    served(mailing)
    asked.refresh_from_db()
    assert (asked.delivered_at, asked.due_at) == (None, None)
    assert differences() == []


def test_request_in_the_account_is_not_sent_by_post(paper):
    online = paper.call.applications.exclude(pk=paper.pk).get()
    asked = ask(online)
    assert not asked.by_post
    with at(CHECKING), pytest.raises(Refused, match="vroča v računu"):
        send(asked, POSTED)


def test_by_post_is_not_taken_over_in_an_account_and_answered_there_once_delivered(paper):
    online = paper.call.applications.exclude(pk=paper.pk).get()
    asked = ask(online, by_post=True)
    for act in (
        lambda: accept_request(request=asked, actor=person("Bruno")),
        lambda: answer_request(request=asked, answers={"members": "30"}, actor=person("Bruno")),
    ):
        with at(CHECKING), pytest.raises(Refused, match="po pošti"):
            act()
    served(sent(asked))
    with at(SLIP_BACK):
        answer_request(request=asked, answers={"members": "30"}, actor=person("Bruno"))
    online.refresh_from_db()
    assert online.answers["members"] == "30"
    assert differences() == []


def test_only_the_officer_records_letters(paper):
    asked = ask(paper)
    for name in ("Emil", "Bruno", "Fani"):
        with at(CHECKING), pytest.raises(PermissionDenied):
            send(asked, POSTED, by=name)
    mailing = sent(asked)
    with pytest.raises(PermissionDenied):
        served(mailing, by="Emil")


def test_letter_and_slip_never_change(paper):
    mailing = served(sent(ask(paper)))
    for change in ({"posted_on": date(2026, 11, 1)}, {"served_on": date(2026, 11, 10)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Mailing.objects.filter(pk=mailing.pk).update(**change)


def test_whoever_is_heard_by_post_is_waited_for_too(paper):
    recognise(paper, members="5")
    asked = tell(paper)
    served(sent(asked))
    asked.refresh_from_db()
    last = asked.due_at
    with at(SLIP_BACK):
        standings = [
            {one.standing for one in heard_facts(paper, last + timedelta(days=days)) if one.thing}
            for days in (4, 6)
        ]
    assert standings == [{HearingStanding.RUNNING}, {HearingStanding.HEARD}]


def test_what_was_posted_on_the_last_day_is_waited_for(paper):
    asked = ask(paper)
    served(sent(asked))
    asked.refresh_from_db()
    assert asked.due_at.date() == date(2026, 11, 17)
    step, ada = ApplicationWork.DECIDE_COMPLETENESS, person("Ada")
    days = ("2026-11-18T08:00:00+01:00", "2026-11-22T08:00:00+01:00", "2026-11-23T08:00:00+01:00")
    with at(SLIP_BACK):
        assert [may(step, paper, ada, datetime.fromisoformat(day)) for day in days] == [
            False,
            False,
            True,
        ]


def came_back(application) -> tuple[Request, Mailing]:
    asked = ask(application)
    return asked, served(sent(asked), kind=SlipKind.RETURNED)


def announced(mailing, when=SLIP_BACK, by="Ada"):
    with at(when):
        return publish_notice(mailing=mailing, actor=person(by))


def test_what_no_address_is_known_for_counts_as_delivered_when_its_notice_is_over(paper):
    asked, mailing = came_back(paper)
    notice = announced(mailing)
    assert announced(mailing) == notice
    assert (notice.published_on, notice.served_on) == (date(2026, 11, 11), date(2026, 11, 26))
    asked.refresh_from_db()
    # Eight days after Thursday, 26 November, end on a Friday.
    assert (asked.delivered_at, asked.due_at.date()) == (None, date(2026, 12, 4))
    days = ("2026-11-26T12:00:00+01:00", "2026-11-27T00:30:00+01:00")
    assert [delivered_on(asked, datetime.fromisoformat(day)) for day in days] == [
        None,
        date(2026, 11, 26),
    ]
    for day, is_announced, served_on in (
        (days[0], True, None),
        (days[1], False, date(2026, 11, 26)),
    ):
        with at(day):
            (letter,) = letters_by_post(paper)
            assert (letter.is_announced, letter.served_on) == (is_announced, served_on)
            assert bool(running_notices(timezone.localdate())) is is_announced
    assert LedgerEntry.objects.order_by("-seq").first().type == "notice.published"
    assert differences() == []


def test_whoever_takes_it_over_while_the_notice_runs_is_served_then(paper):
    asked, mailing = came_back(paper)
    announced(mailing)
    with at("2026-11-16T09:00:00+01:00"):
        by_hand = send(asked, date(2026, 11, 16))
    served(by_hand, date(2026, 11, 16), when="2026-11-16T10:00:00+01:00")
    asked.refresh_from_db()
    assert asked.due_at.date() == date(2026, 11, 24)
    with at("2026-11-17T09:00:00+01:00"):
        assert not running_notices(timezone.localdate())
    assert differences() == []


def test_after_the_notice_nothing_is_sent_any_more(paper):
    asked, mailing = came_back(paper)
    announced(mailing)
    with at("2026-11-27T09:00:00+01:00"), pytest.raises(Refused, match="že vročeno"):
        send(asked, date(2026, 11, 27))


def test_only_what_came_back_last_is_announced_and_only_by_the_officer(paper):
    asked = ask(paper)
    mailing = sent(asked)
    with pytest.raises(Refused, match="vrnilo nevročeno"):
        announced(mailing)
    served(mailing, kind=SlipKind.RETURNED)
    for name in ("Emil", "Bruno", "Fani"):
        with pytest.raises(PermissionDenied):
            announced(mailing, by=name)
    with at(SLIP_BACK):
        send(asked, date(2026, 11, 11))
    with pytest.raises(Refused, match="še enkrat"):
        announced(mailing)


def test_notice_of_what_was_taken_back_is_refused_and_ends(paper):
    asked, mailing = came_back(paper)
    announced(mailing)
    with at(SLIP_BACK):
        take_back_request(request=asked, reason="Podatek je v prilogi.", actor=person("Ada"))
        assert not running_notices(timezone.localdate())
    again, second = came_back_again(paper)
    with at(SLIP_BACK):
        take_back_request(request=again, reason="Podatek je v prilogi.", actor=person("Ada"))
    with pytest.raises(Refused, match="že zaključen"):
        announced(second)


def came_back_again(application) -> tuple[Request, Mailing]:
    with at(SLIP_BACK):
        asked = request_supplement(
            application=application,
            things=[Wanted("members", WHY, ARTICLE)],
            actor=person("Ada"),
        )
        mailing = send(asked, date(2026, 11, 11))
        return asked, serve(mailing, date(2026, 11, 11), SlipKind.RETURNED)
