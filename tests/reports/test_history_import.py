"""From the file to the register: who may, what is asked, what is kept, and the way back."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.models import Funder
from reports.actions.discard_import import discard_import
from reports.actions.import_history import import_history
from reports.actions.map_import import map_import
from reports.actions.prepare_import import ImportedBefore
from reports.actions.undo_import import undo_import
from reports.models import AmountMeaning, HistoricAward, HistoricImport, ImportState
from reports.selectors.history_import import reading_of
from tests.personas import bonaca, person
from tests.reports.history_lists import (
    ABOUT,
    LIST,
    a_prepared_list,
    an_imported_list,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db

IMPORTS = "/sl/desk/history/"
NEW = "/sl/desk/history/new/"
STEP_1 = {**ABOUT, "year": "2024", "encoding": ""}
FAULTY = LIST + "1492;;1;opomba;x;y;1.23.4;-5\r\n"


@pytest.fixture
def ada(client):
    """The officer, signed in."""
    client.force_login(person("Ada"))
    return client


def step(name, batch):
    return reverse(f"reports:history_{name}", args=[batch.pk])


def another_funder() -> Funder:
    return Funder.objects.create(code="drugje", name={"fr": "Ville d’ailleurs"}, languages=["fr"])


def entries(kind):
    return [
        json.loads(entry.canonical)["pub"]
        for entry in LedgerEntry.objects.filter(type=kind).order_by("seq")
    ]


# ---- the way through the pages


def test_list_goes_from_the_file_into_the_register(ada):
    sent = ada.post(NEW, {**STEP_1, "funder": bonaca().pk, "file": upload(LIST)})
    batch = HistoricImport.objects.get()
    assert sent.url == step("columns", batch)
    page = ada.get(sent.url)
    guessed = {key: value for key, value in page.context["form"].initial.items() if value}
    assert guessed["column_awarded"] == "7"
    assert (guessed["operational"], guessed["project"]) == ("redno delovanje", "projekt")
    assert guessed["decimal"] == "comma"
    mapped = ada.post(sent.url, guessed)
    assert mapped.url == step("import", batch)
    page = ada.get(mapped.url)
    assert page.context["good"] == 3
    assert "Športno društvo Čigra" in page.content.decode()
    assert HistoricAward.objects.count() == 0
    done = ada.post(mapped.url, {"more_persons": "", "confirmed": "on"})
    assert done.url == step("import", batch)
    rows = HistoricAward.objects.order_by("row").values_list(
        "row", "year", "kind", "organisation", "requested_cents", "awarded_cents"
    )
    assert list(rows) == [
        (2, 2024, "operational", "Pihalni orkester Bonaca", 400000, 350000),
        (3, 2024, "project", "Športno društvo Čigra", 120050, None),
        (4, 2025, "project", "Circolo Città", 90000, 0),
    ]
    assert "Circolo Città" in ada.get("/sl/register/past/").content.decode()


def test_workbook_goes_the_same_way(ada):
    data = workbook([["Recipient name", "Amount awarded", "Year"], ["Zbor", 12.5, 2024]])
    sent = ada.post(
        NEW, {**STEP_1, "funder": bonaca().pk, "year": "", "file": upload(data, "list.xlsx")}
    )
    initial = ada.get(sent.url).context["form"].initial
    ada.post(sent.url, {key: value for key, value in initial.items() if value})
    batch = HistoricImport.objects.get()
    ada.post(step("import", batch), {"confirmed": "on"})
    assert HistoricAward.objects.get().awarded_cents == 1250


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("file", {"file": upload(b"")}),
        ("file", {"file": upload(b"\xff\xfe\x00", "a.csv")}),
        ("file", {"file": upload(b"PK\x03\x04broken", "a.xlsx")}),
        ("file", {}),
        ("licence", {"file": upload(LIST), "licence": ""}),
        ("source_name", {"file": upload(LIST), "source_name": "a\u202eb"}),
        ("year", {"file": upload(LIST), "year": "12"}),
        ("funder", {"file": upload(LIST), "funder": "999"}),
        ("encoding", {"file": upload(LIST), "encoding": "rot13"}),
    ],
)
def test_first_step_names_the_field_and_keeps_the_rest(ada, field, change):
    answer = ada.post(NEW, {**STEP_1, "funder": bonaca().pk, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert HistoricImport.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("column_organisation", {"column_organisation": ""}),
        ("column_organisation", {"column_organisation": "99"}),
        ("column_awarded", {"column_awarded": "", "column_requested": ""}),
        ("column_theme", {"column_theme": "1"}),
        ("column_year", {"column_year": ""}),
        ("operational", {"operational": "", "project": ""}),
        ("project", {"operational": "projekt"}),
        ("meaning", {"meaning": "promised"}),
    ],
)
def test_columns_that_cannot_be_are_said_at_their_field(ada, field, change):
    batch = a_prepared_list()
    initial = ada.get(step("columns", batch)).context["form"].initial
    answer = ada.post(step("columns", batch), {**initial, **change})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_faults_are_shown_by_row_and_can_be_taken_along(ada):
    batch = a_prepared_list(FAULTY)
    page = ada.get(step("import", batch))
    assert page.context["good"] == 3
    assert {fault["row"] for fault in page.context["faults"]} == {5}
    text = b"".join(ada.get(step("faults", batch))).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(lines) == 1 + len(page.context["faults"])
    assert lines[-2][:2] == ["5", "Zaprošeno"]
    assert "1.23.4" in lines[-2]
    assert lines[-1][3] == "'-5"


def test_faulty_rows_stay_out_only_after_the_word(ada):
    batch = a_prepared_list(FAULTY)
    refused = ada.post(step("import", batch), {"confirmed": "on"})
    assert refused.status_code == 422
    assert "without_faulty" in refused.context["form"].errors
    assert HistoricAward.objects.count() == 0
    ada.post(step("import", batch), {"confirmed": "on", "without_faulty": "on"})
    batch.refresh_from_db()
    assert (batch.rows, batch.rows_left_out) == (3, 1)


def test_nothing_is_imported_without_the_last_word(ada):
    batch = a_prepared_list()
    answer = ada.post(step("import", batch), {})
    assert answer.status_code == 422
    assert HistoricAward.objects.count() == 0


# ---- natural persons


PEOPLE = LIST + (
    "2024;Janez Novak;;projekt;šport;Zdravljenje;100;100\r\n"
    "2024;mag. Ana Kos;;projekt;šport;Tečaj;200;200\r\n"
)


def test_names_that_may_be_of_people_stay_out_unless_the_officer_says_otherwise(ada):
    batch = a_prepared_list(PEOPLE)
    form = ada.get(step("import", batch)).context["form"]
    assert form.fields["persons"].initial == ["5", "6"]
    ada.post(step("import", batch), {"confirmed": "on", "persons": ["6"], "more_persons": "2"})
    kept = dict(HistoricAward.objects.values_list("row", "organisation"))
    assert kept == {
        2: "",
        3: "Športno društvo Čigra",
        4: "Circolo Città",
        5: "Janez Novak",
        6: "",
    }
    page = ada.get("/sl/register/past/").content.decode()
    assert "Ana Kos" not in page
    assert "fizična oseba" in page


@pytest.mark.parametrize("rows", ["dve", "1-", "5-999999", "-3", "٣-٤x"])
def test_rows_of_people_are_numbers(ada, rows):
    batch = a_prepared_list()
    answer = ada.post(step("import", batch), {"confirmed": "on", "more_persons": rows})
    assert "more_persons" in answer.context["form"].errors


def test_database_keeps_no_name_of_a_person():
    award = an_imported_list().awards.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        HistoricAward.objects.filter(pk=award.pk).update(recipient_kind="person")


# ---- who may


@pytest.mark.parametrize("who", ["Bruno", "Celia", "Dario", "Emil", "Fani"])
def test_only_keepers_come_to_the_lists(client, who):
    batch = an_imported_list()
    client.force_login(person(who))
    assert client.get(IMPORTS).status_code == 403
    assert client.get(NEW).status_code == 403
    for name in ("import", "columns", "faults", "undo"):
        assert client.get(step(name, batch)).status_code == 404
    assert client.post(step("undo", batch), {"reason": "x"}).status_code == 404
    assert client.post(step("discard", batch)).status_code == 404


def test_nobody_signed_in_is_asked_to(client):
    batch = a_prepared_list()
    for url in (IMPORTS, NEW, step("import", batch)):
        assert "/account/login/" in client.get(url).url


def test_officer_of_one_call_or_of_another_funder_keeps_nothing(client):
    batch = a_prepared_list()
    for scope in ({"call_id": 1}, {"funder_id": another_funder().pk}):
        user = person("Greta")
        RoleGrant.objects.filter(user=user).delete()
        RoleGrant.objects.create(user=user, role=Role.OFFICER, **scope)
        user = type(user).objects.get(pk=user.pk)
        client.force_login(user)
        assert client.get(step("import", batch)).status_code == 404
        with pytest.raises(PermissionDenied):
            import_history(batch=batch, persons=set(), without_faulty=False, actor=user)


def test_administrator_keeps_the_history_of_every_funder(client):
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    batch = a_prepared_list(funder=another_funder())
    client.force_login(user)
    assert client.get(step("import", batch)).status_code == 200
    import_history(batch=batch, persons=set(), without_faulty=False, actor=user)
    actor = json.loads(LedgerEntry.objects.get(type="history.imported").canonical)["actor"]
    assert actor["role"] == "administrator"


@pytest.mark.parametrize("act", [map_import, import_history, undo_import, discard_import])
def test_acts_ask_by_themselves(act):
    batch = a_prepared_list()
    more = {
        map_import: {"reading": reading_of(batch), "meaning": AmountMeaning.PAID},
        import_history: {"persons": set(), "without_faulty": True},
        undo_import: {"reason": "x"},
        discard_import: {},
    }[act]
    with pytest.raises(PermissionDenied):
        act(batch=batch, actor=person("Dario"), **more)


# ---- once, and back


def test_same_file_twice_is_refused_with_the_way_to_the_first(ada):
    batch = an_imported_list()
    answer = ada.post(NEW, {**STEP_1, "funder": bonaca().pk, "file": upload(LIST)})
    assert answer.status_code == 422
    assert step("import", batch) in answer.content.decode()
    assert HistoricImport.objects.count() == 1


def test_same_file_prepared_by_two_is_imported_once():
    first, second = a_prepared_list(), a_prepared_list()
    assert not HistoricImport.objects.filter(pk=first.pk).exists()
    other = HistoricImport.objects.get(pk=second.pk)
    other.pk, other.created_by = None, person("Emil")
    other.save()
    import_history(batch=second, persons=set(), without_faulty=False, actor=person("Ada"))
    with pytest.raises(ImportedBefore):
        import_history(batch=other, persons=set(), without_faulty=False, actor=person("Ada"))


def test_confirming_twice_imports_once():
    batch = an_imported_list()
    import_history(batch=batch, persons=set(), without_faulty=True, actor=person("Ada"))
    assert len(entries("history.imported")) == 1
    assert HistoricAward.objects.count() == 3


def test_ledger_says_what_was_imported_without_names():
    batch = an_imported_list(PEOPLE)
    (said,) = entries("history.imported")
    assert said == {
        "funder": "bonaca",
        "file": batch.sha256,
        "rows": 5,
        "left_out": 0,
        "amount": "granted",
        "requested": 640050,
        "awarded": 380000,
        "content": said["content"],
    }
    assert len(said["content"]) == 64
    assert batch.table is None


def test_undo_takes_the_rows_and_keeps_the_story(ada):
    batch = an_imported_list()
    assert ada.post(step("undo", batch), {"reason": " "}).status_code == 422
    assert HistoricAward.objects.count() == 3
    ada.post(step("undo", batch), {"reason": "Napačno leto."})
    batch.refresh_from_db()
    assert (batch.state, batch.undo_reason) == (ImportState.UNDONE, "Napačno leto.")
    assert HistoricAward.objects.count() == 0
    (said,) = entries("history.undone")
    assert said["rows"] == 3
    assert "Napačno" not in LedgerEntry.objects.get(type="history.undone").canonical
    assert "Čigra" not in ada.get("/sl/register/past/").content.decode()
    undo_import(batch=batch, reason="Znova.", actor=person("Ada"))
    assert len(entries("history.undone")) == 1
    assert ada.get(step("import", batch)).status_code == 200
    assert an_imported_list().pk != batch.pk


def test_prepared_list_can_be_thrown_away_and_an_imported_one_not(ada):
    batch = a_prepared_list()
    ada.post(step("discard", batch))
    assert not HistoricImport.objects.exists()
    kept = an_imported_list()
    ada.post(step("discard", kept))
    assert HistoricAward.objects.count() == 3


def test_list_that_is_imported_no_longer_changes():
    batch = a_prepared_list()
    reading = reading_of(batch)
    import_history(batch=batch, persons=set(), without_faulty=True, actor=person("Ada"))
    with pytest.raises(Refused):
        map_import(batch=batch, reading=reading, meaning=AmountMeaning.PAID, actor=person("Ada"))


def test_list_without_a_good_row_is_not_imported(ada):
    batch = a_prepared_list("Leto;Prejemnik;Odobreno\r\n2024;Zbor;nič\r\n")
    assert ada.get(step("import", batch)).status_code == 200
    with pytest.raises(Refused):
        import_history(batch=batch, persons=set(), without_faulty=True, actor=person("Ada"))


# ---- many rows


def test_five_thousand_rows_take_few_queries(ada, django_assert_max_num_queries):
    head, *_rows = LIST.splitlines()
    rows = [f"2024;Društvo {n};{n};projekt;šport;Tek {n};1.000,00;500,00" for n in range(5000)]
    batch = a_prepared_list("\r\n".join([head, *rows]))
    with django_assert_max_num_queries(12):
        ada.get(step("import", batch))
    with django_assert_max_num_queries(110):  # SQLite takes 999 values at once
        ada.post(step("import", batch), {"confirmed": "on"})
    assert HistoricAward.objects.count() == 5000
    with django_assert_max_num_queries(16):
        ada.get("/sl/register/past/")


def test_list_of_imports_takes_the_same_queries_for_any_number(ada, django_assert_max_num_queries):
    batch = a_prepared_list()
    for number in range(30):
        batch.pk, batch.sha256 = None, f"{number:064d}"
        batch.created_at += timedelta(minutes=1)
        batch.save()
    with django_assert_max_num_queries(8):
        page = ada.get(IMPORTS)
    assert len(page.context["page"].object_list) == 25
