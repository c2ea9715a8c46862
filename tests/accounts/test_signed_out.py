"""What was sent after the session ended is kept on the page, whatever page it was."""

import pytest
from django.urls import reverse

from tests.personas import bonaca
from tests.stage import a_draft_call, an_organisation

pytestmark = pytest.mark.django_db


def _here(client, address, data, **headers):
    sent_from = {"origin": "http://testserver", **headers}
    return client.post(address, data, headers=sent_from)


@pytest.fixture
def addresses():
    bonaca()
    organisation, call = an_organisation(), a_draft_call()
    return {
        "organisation": reverse("applicants:edit", args=[organisation.pk]),
        "leadership": reverse("applicants:officers", args=[organisation.pk]),
        "cancel": reverse("grants:call_cancel", args=[call.code]),
        "basics": reverse("grants:call_part", args=[call.code, "basics"]),
        "funder": reverse("grants:funder"),
        "sheet": reverse("scoring:sheet", args=[call.code, "vloga-1"]),
        "reason": reverse("scoring:case", args=[call.code, "vloga-1", "A1"]),
        "return": reverse("awards:return_proposal", args=[call.code, 1]),
        "history": reverse("reports:history_new"),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("organisation", "leadership", "cancel", "basics", "funder"),
        *("sheet", "reason", "return", "history"),
    ],
)
def test_text_sent_after_the_session_ended_is_kept_on_the_page(client, addresses, name):
    answer = _here(client, addresses[name], {"reason": "Premalo <sredstev> & časa."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Premalo &lt;sredstev&gt; &amp; časa." in page
    assert f'action="{addresses[name]}"' in page


def test_text_goes_back_to_nobody_else(client, addresses):
    answer = client.post(
        addresses["cancel"], {"reason": "Skrivnost"}, headers={"origin": "https://evil.example"}
    )
    assert "Skrivnost" not in answer.content.decode()


def test_automatic_save_says_that_it_is_not_saved_and_where_to_sign_in(client, addresses):
    address = f"{addresses['sheet']}?criterion=A2"
    answer = _here(client, address, {"reason": "Ni jasno."}, **{"X-Autosave": "1"})
    words = answer.content.decode()
    assert answer.status_code == 403
    assert "data-saved" in words
    assert "<html" not in words
    assert "?next=/sl/desk/calls/" in words
    assert "%3Fcriterion%3DA2" in words


def test_page_that_is_only_read_leads_to_the_sign_in(client, addresses):
    answer = client.get(addresses["cancel"])
    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


def test_sign_out_says_only_what_is_true(client, django_user_model):
    person = django_user_model.objects.create_user(email="vida@example.org", name="Vida")
    client.force_login(person)
    words = client.get("/sl/account/logout/").content.decode()
    assert "Kar ste vpisali, je shranjeno" not in words
    assert "Kar ste shranili, ostane shranjeno." in words


def test_button_alone_leads_to_the_sign_in(client, addresses):
    answer = _here(client, addresses["cancel"], {"csrfmiddlewaretoken": "x"})
    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]
