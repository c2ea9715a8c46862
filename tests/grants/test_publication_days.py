"""Dates are looked at when a call is published, and a publication may be for a later moment."""

import pytest
from django.urls import reverse

from accounts.refusal import Refused
from callfile.file import call_hash
from grants.actions.calls.publish_call import publish_call
from grants.models import Call
from grants.selectors.funders import publishing_funders
from tests.personas import person
from tests.small_call import small_call
from tests.stage import PREPARED, PUBLISHED, a_draft_call, at

pytestmark = pytest.mark.django_db
DATES = small_call()["dates"]
# Three days before the moment that the small call names.
EARLY = "2026-09-18T09:00:00+02:00"
JUST_BEFORE = "2026-09-21T07:59:59+02:00"
LATER_THAT_DAY = "2026-09-21T16:30:00+02:00"
NEXT_DAY = "2026-09-22T08:00:00+02:00"


def dated(**changes):
    return a_draft_call(dates={**DATES, **changes})


def published(moment, **changes):
    call = dated(**changes)
    with at(moment):
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call


def read(client, route, call, moment):
    """The page as its officer reads it, without the blanks that keep a day together."""
    client.force_login(person("Ada"))
    with at(moment):
        page = client.get(reverse(f"grants:{route}", args=[call.code])).content.decode()
    return page.replace("\xa0", " ")


def public_answers(client, call):
    """What a reader without an account is answered on each address of a call."""
    client.logout()
    pages = [
        reverse("grants:call", args=[call.code]),
        reverse("grants:call_file", args=[call.code, "json"]),
        reverse("grants:call_file", args=[call.code, "yaml"]),
        reverse("grants:call_questions", args=[call.code]),
        reverse("grants:call_corrigenda", args=[call.code]),
        reverse("api:call-detail", args=[call.code]),
    ]
    found = {client.get(page).status_code for page in pages}
    lists = [reverse("grants:home"), reverse("api:call-list"), reverse("api:lot-list")]
    return found, [call.code in client.get(page).content.decode() for page in lists]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"deadline": "2026-10-31T12:00:00+01:00"}, "dates.deadline"),
        ({"opening": "2026-11-01T09:00:00+01:00"}, "dates.opening"),
        (
            {"opens": "2026-10-01T08:00:00+02:00", "deadline": "2026-10-09T07:59:00+02:00"},
            "dates.deadline",
        ),
        ({"published": "2026-09-20T23:59:00+02:00"}, "dates.published"),
    ],
)
def test_dates_that_would_not_stand_are_not_published(client, changes, place):
    call = dated(**changes)
    assert place in read(client, "call_setup", call, PUBLISHED)
    with at(PUBLISHED):
        answer = client.get(reverse("grants:call_publish", args=[call.code]))
        with pytest.raises(Refused):
            publish_call(call=call, actor=person("Ada"))
    assert answer.status_code == 302
    assert Call.objects.get().state == "draft"


def test_page_offers_the_dates_to_be_changed_and_no_publication(client):
    call = dated(deadline="2026-10-31T12:00:00+01:00")
    page = read(client, "call_setup", call, PUBLISHED)
    assert reverse("grants:call_part", args=[call.code, "dates"]) in page
    assert reverse("grants:call_publish", args=[call.code]) not in page


def test_dates_that_became_past_on_the_open_page_are_said_there(client):
    call = dated()
    client.force_login(person("Ada"))
    given = {"sha256": call_hash(call.content), "confirmed": "on"}
    with at(NEXT_DAY):
        answer = client.post(reverse("grants:call_publish", args=[call.code]), given)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("grants:call_setup", args=[call.code])
    assert Call.objects.get().state == "draft"


def test_call_of_earlier_that_day_is_published_now():
    call = published(LATER_THAT_DAY)
    assert call.published_at.isoformat() == "2026-09-21T14:30:00+00:00"
    assert call.versions.get().published_at == call.published_at


def test_call_of_a_later_day_is_frozen_now_and_public_from_then(client):
    call = published(EARLY)
    assert call.versions.get().sha256 == call_hash(small_call())
    for moment in (EARLY, JUST_BEFORE):
        with at(moment):
            assert public_answers(client, call) == ({404}, [False] * 3), moment
    with at(PUBLISHED):
        found, lists = public_answers(client, call)
    assert (found, lists[1:]) == ({200}, [True, True])


def test_page_of_the_publication_says_when_everybody_sees_it(client):
    call = a_draft_call()
    said = "dostopen od: 21. september 2026, 8.00"
    assert said in read(client, "call_publish", call, PREPARED)
    with at(PREPARED):
        publish_call(call=call, actor=person("Ada"))
    preview = "Zamrznjen; javnosti bo dostopen od 21. septembra 2026 ob 8.00"
    assert preview in read(client, "call", call, PREPARED)
    assert said in read(client, "call_setup", call, PREPARED)
    assert said not in read(client, "call_setup", call, PUBLISHED)


def test_funder_whose_only_call_is_to_come_is_not_named():
    call = published(EARLY)
    with at(EARLY):
        assert not publishing_funders().exists()
    with at(PUBLISHED):
        assert [*publishing_funders()] == [call.funder]
