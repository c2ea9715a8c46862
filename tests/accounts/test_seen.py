"""Two windows: the second save asks, shows both texts, and replaces only when pressed again."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.seen import ChangedMeanwhile, mark_of, require_seen
from applicants.actions.prove_organisation import prove_organisation
from applicants.models import Membership, Organisation
from audit.models import LedgerEntry
from grants.models import Call, Funder
from reports.models import HistoricImport
from tests.bad_input.doors import ORGANISATION
from tests.grants.applying import add_member
from tests.grants.test_administration import funder_data
from tests.organisations import an_ownerless_organisation
from tests.personas import bonaca, person
from tests.reports.history_lists import a_prepared_list
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
    first = client.post(address, funder_data(seen=seen, phone="+386 5 111"))
    assert first.status_code == 302
    asked = client.post(address, funder_data(seen=seen, phone="+386 5 222"))
    assert "Medtem je bilo tu shranjeno: »+386 5 111«." in _words(asked)
    assert Funder.objects.get().phone == "+386 5 111"
    again = funder_data(seen=_seen(_words(asked)), phone="+386 5 222")
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


EVIDENCE = {"evidence": "Izpisek iz registra", "reason": "Zastopnica je v registru."}


@pytest.fixture
def number(client, organisation):
    """The page where it is decided whose the number of the organisation is."""
    RoleGrant.objects.create(user=person("Gina"), role=Role.ADMINISTRATOR)
    client.force_login(person("Gina"))
    return reverse("applicants:prove", args=[organisation.pk])


def test_number_decided_by_another_is_not_decided_anew_in_silence(client, organisation, number):
    first = second = _seen(_words(client.get(number)))
    assert client.post(number, EVIDENCE | {"seen": first}).status_code == 302

    other = {"evidence": "Pooblastilo", "reason": "Pooblastilo je priloženo."}
    asked = client.post(number, other | {"seen": second})
    assert asked.status_code == 422
    assert "Izpisek iz registra" in _words(asked)
    assert 'value="Pooblastilo"' in _words(asked)
    organisation.refresh_from_db()
    assert organisation.evidence == "Izpisek iz registra"

    assert client.post(number, other | {"seen": _seen(_words(asked))}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.evidence == "Pooblastilo"


def test_number_that_another_has_claimed_meanwhile_is_looked_at_again(client, organisation, number):
    seen = _seen(_words(client.get(number)))
    same = {"registration_number": organisation.registration_number}
    second = an_ownerless_organisation("Zbor Čeri")
    Organisation.objects.filter(pk=second.pk).update(**same)
    asked = client.post(number, EVIDENCE | {"seen": seen})
    assert asked.status_code == 422
    assert "Zbor Čeri" in _words(asked)
    assert "gumb pritisnite še enkrat" in _words(asked)
    organisation.refresh_from_db()
    assert not organisation.is_proved


def test_number_that_was_changed_before_the_decision_is_not_proved(organisation):
    organisation = Organisation.objects.get(pk=organisation.pk)
    RoleGrant.objects.create(user=person("Gina"), role=Role.ADMINISTRATOR)
    changed = {"registration_number": "5015545000"}
    Organisation.objects.filter(pk=organisation.pk).update(**changed)
    with pytest.raises(ChangedMeanwhile):
        prove_organisation(organisation=organisation, actor=person("Gina"), **EVIDENCE)


def test_number_confirmed_twice_with_the_same_words_is_confirmed(client, organisation, number):
    seen = _seen(_words(client.get(number)))
    for _press in range(2):
        assert client.post(number, EVIDENCE | {"seen": seen}).status_code == 302
    assert LedgerEntry.objects.filter(type="organisation.proved").count() == 1


COLUMNS = {
    "column_organisation": "1",
    "column_year": "0",
    "column_awarded": "7",
    "meaning": "granted",
    "decimal": "comma",
}


@pytest.fixture
def import_list(client):
    found = a_prepared_list()
    client.force_login(person("Ada"))
    return found


def test_columns_of_a_list_are_not_overwritten_in_silence(client, import_list):
    address = reverse("reports:history_columns", args=[import_list.pk])
    first = second = _seen(_words(client.get(address)))
    paid = COLUMNS | {"meaning": "paid", "seen": first}
    assert client.post(address, paid).status_code == 302

    asked = client.post(address, COLUMNS | {"column_theme": "4", "seen": second})
    assert asked.status_code == 422
    assert set(asked.context["form"].errors) == {"meaning", "column_theme"}
    assert "Medtem je bilo tu shranjeno: »izplačano«." in _words(asked)
    assert "Medtem je bilo tu shranjeno: »ni stolpca«." in _words(asked)
    import_list.refresh_from_db()
    assert import_list.amount_meaning == "paid"

    again = COLUMNS | {"column_theme": "4", "seen": _seen(_words(asked))}
    assert client.post(address, again).status_code == 302
    import_list.refresh_from_db()
    assert import_list.amount_meaning == "granted"


def test_columns_said_alike_by_two_are_no_question(client, import_list):
    address = reverse("reports:history_columns", args=[import_list.pk])
    seen = _seen(_words(client.get(address)))
    for _press in range(2):
        assert client.post(address, COLUMNS | {"seen": seen}).status_code == 302


def test_rows_are_imported_only_as_they_were_looked_through(client, import_list):
    address = reverse("reports:history_import", args=[import_list.pk])
    seen = _seen(_words(client.get(address)))
    reading = {**import_list.mapping, "columns": {"organisation": 4, "year": 0, "awarded": 7}}
    HistoricImport.objects.filter(pk=import_list.pk).update(mapping=reading)
    sent = {"confirmed": "on", "without_faulty": "on", "more_persons": "2"}
    asked = client.post(address, sent | {"seen": seen})
    assert asked.status_code == 422
    assert "gumb pritisnite še enkrat" in _words(asked)
    assert [one.organisation for one in asked.context["first"]] == ["kultura", "kultura"]
    assert 'value="2"' in _words(asked)
    # What was said of other rows is not said of these.
    assert "confirmed" in asked.context["form"].errors
    import_list.refresh_from_db()
    assert import_list.state == "preview"

    again = sent | {"seen": _seen(_words(asked))}
    assert client.post(address, again).status_code == 302
    import_list.refresh_from_db()
    assert import_list.state == "imported"
