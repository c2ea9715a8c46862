"""Two windows: the second save asks, shows both texts, and replaces only when pressed again."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.seen import ChangedMeanwhile, mark_of, require_seen
from applicants.models import Membership, Organisation
from grants.models import Call, Funder
from tests.bad_input.doors import ORGANISATION
from tests.grants.applying import add_member
from tests.grants.test_administration import funder_data
from tests.personas import bonaca, person
from tests.stage import a_draft_call, an_organisation

pytestmark = pytest.mark.django_db


def _seen(page: str) -> str:
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def _words(answer) -> str:
    return answer.content.decode()


def test_mark_tells_whether_something_else_is_stored():
    mark = mark_of({"name": "Zbor", "year": 2027})
    require_seen(mark, {"year": 2027, "name": "Zbor"})
    require_seen("", {"name": "Orkester"})
    with pytest.raises(ChangedMeanwhile):
        require_seen(mark, {"name": "Orkester", "year": 2027})


@pytest.fixture
def organisation(client):
    bonaca()
    found = an_organisation()
    client.force_login(person("Bruno"))
    return found


def test_organisation_saved_in_another_window_is_not_overwritten_in_silence(client, organisation):
    address = reverse("applicants:edit", args=[organisation.pk])
    first = second = _seen(_words(client.get(address)))
    ours = ORGANISATION | {"registration_number": organisation.registration_number}
    assert client.post(address, ours | {"street": "Riva 2", "seen": first}).status_code == 302

    asked = client.post(address, ours | {"street": "Riva 3", "seen": second})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Riva 2«." in _words(asked)
    assert 'value="Riva 3"' in _words(asked)
    assert Organisation.objects.get(pk=organisation.pk).street == "Riva 2"

    again = ours | {"street": "Riva 3", "seen": _seen(_words(asked))}
    assert client.post(address, again).status_code == 302
    assert Organisation.objects.get(pk=organisation.pk).street == "Riva 3"


def test_fault_of_the_form_does_not_renew_what_was_seen(client, organisation):
    address = reverse("applicants:edit", args=[organisation.pk])
    seen = _seen(_words(client.get(address)))
    Organisation.objects.filter(pk=organisation.pk).update(street="Riva 2")
    refused = client.post(address, ORGANISATION | {"iban": "SI00", "seen": seen})
    assert _seen(_words(refused)) == seen


def test_leadership_saved_in_another_window_is_shown_beside_ones_own(client, organisation):
    address = reverse("applicants:officers", args=[organisation.pk])
    seen = _seen(_words(client.get(address)))

    def data(name: str, mark: str) -> dict[str, str]:
        return {
            "officers-TOTAL_FORMS": "1",
            "officers-INITIAL_FORMS": "0",
            "officers-0-name": name,
            "officers-0-function": "predsednica",
            "officers-0-address": "Riva 12",
            "seen": mark,
        }

    assert client.post(address, data("Dora Renko", seen)).status_code == 302
    asked = client.post(address, data("Nada Kos", seen))
    assert "Dora Renko, predsednica, Riva 12" in _words(asked)
    assert 'value="Nada Kos"' in _words(asked)
    assert [one.name for one in organisation.officers.all()] == ["Dora Renko"]
    assert client.post(address, data("Nada Kos", _seen(_words(asked)))).status_code == 302
    assert [one.name for one in organisation.officers.all()] == ["Nada Kos"]


def test_right_of_a_member_is_not_overwritten_in_silence(client, organisation):
    add_member(organisation, "Vida", "editor")
    row = Membership.objects.get(user=person("Vida"))
    address = reverse("applicants:member", args=[organisation.pk, row.pk])
    seen = _seen(_words(client.get(address)))
    Membership.objects.filter(pk=row.pk).update(role="owner")
    asked = client.post(address, {"role": "viewer", "seen": seen})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »" in _words(asked)
    row.refresh_from_db()
    assert row.role == "owner"


def test_funder_saved_in_another_window_is_not_overwritten_in_silence(client):
    bonaca()
    RoleGrant.objects.create(user=person("Gina"), role=Role.ADMINISTRATOR)
    client.force_login(person("Gina"))
    address = reverse("grants:funder")
    seen = _seen(_words(client.get(address)))
    first = client.post(address, funder_data(seen=seen, signatory="Marta Zalar"))
    assert first.status_code == 302
    asked = client.post(address, funder_data(seen=seen, signatory="Nada Kos"))
    assert "Medtem je bilo tu shranjeno: »Marta Zalar«." in _words(asked)
    assert Funder.objects.get().signatory == "Marta Zalar"
    again = funder_data(seen=_seen(_words(asked)), signatory="Nada Kos")
    assert client.post(address, again).status_code == 302


def test_basics_of_a_call_show_both_texts_and_can_be_saved_again(client):
    bonaca()
    call = a_draft_call()
    client.force_login(person("Ada"))
    address = reverse("grants:call_part", args=[call.code, "basics"])
    version = call.content_version
    data = {"title_it": "Piccolo bando", "supplement_days": "8"}
    first = data | {"title_sl": "Prvi naslov", "content_version": version}
    assert client.post(address, first).status_code == 302

    asked = client.post(address, data | {"title_sl": "Drugi naslov", "content_version": version})
    assert asked.status_code == 422
    assert "Medtem je bilo tu shranjeno: »Prvi naslov«." in _words(asked)
    assert 'value="Drugi naslov"' in _words(asked)
    renewed = re.search(r'name="content_version" value="(\d+)"', _words(asked))[1]
    again = data | {"title_sl": "Drugi naslov", "content_version": renewed}
    assert client.post(address, again).status_code == 302
    assert Call.objects.get(pk=call.pk).content["title"]["sl"] == "Drugi naslov"
