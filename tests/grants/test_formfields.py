"""What people write in number, money and day fields, and how fields are drawn."""

from datetime import date
from fractions import Fraction

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from accounts.typed.text_fields import LineField
from grants.forms.call_parts import TimeOfDayField
from grants.forms.fields import DayField, MoneyField, NumberField
from grants.templatetags import merila_forms

NB = "\u00a0"


class Plan(forms.Form):
    amount = MoneyField(label="Znesek", help_text="V evrih.", maximum="5000.00")
    hours = NumberField(label="Ure", decimals=1, unit="ur", required=False)
    members = NumberField(label="Člani", required=False)
    start = DayField(label="Začetek", required=False, first=date(2027, 1, 1))
    kind = forms.ChoiceField(
        label="Vrsta", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False
    )


@pytest.fixture(autouse=True)
def slovene_reader() -> object:
    with translation.override("sl"):
        yield


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1.234,56 €", 123456),
        ("1234,5", 123450),
        ("1234.56", 123456),
        ("0", 0),
        ("2.500", 250000),
    ],
)
def test_money_field_reads_what_people_write(written: str, cents: int) -> None:
    form = Plan({"amount": written})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == cents


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,234", "ambiguous"),
        ("-5", "negative"),
        ("1,234567", "too_many_decimals"),
        ("dosti", "not_a_number"),
        ("5000,01", "too_big"),
        ("", "required"),
    ],
)
def test_money_field_refuses_and_says_why(written: str, code: str) -> None:
    form = Plan({"amount": written})
    assert form.errors.as_data()["amount"][0].code == code


def test_number_fields_give_exact_values() -> None:
    form = Plan({"amount": "1", "hours": "2,5", "members": "1.234"})
    assert form.is_valid()
    assert form.cleaned_data["hours"] == Fraction(5, 2)
    assert form.cleaned_data["members"] == 1234


@pytest.mark.parametrize("written", ["8. 5. 2027", "8.5.2027", "8/5/2027", "2027-05-08"])
def test_day_field_reads_a_day(written: str) -> None:
    form = Plan({"amount": "1", "start": written})
    assert form.is_valid()
    assert form.cleaned_data["start"] == date(2027, 5, 8)


@pytest.mark.parametrize(
    ("written", "code"), [("31. 2. 2027", "not_a_day"), ("31. 12. 2026", "too_early")]
)
def test_day_field_refuses(written: str, code: str) -> None:
    form = Plan({"amount": "1", "start": written})
    assert form.errors.as_data()["start"][0].code == code


def test_stored_values_are_written_for_the_reader() -> None:
    page = str(Plan(initial={"amount": 123456, "start": date(2027, 5, 8)}))
    assert 'value="1.234,56"' in page
    assert f'value="8.{NB}5.{NB}2027"' in page


def test_a_faulty_field_joins_label_hint_and_error() -> None:
    page = str(Plan({"amount": "dosti"})["amount"].as_field_group())
    assert '<label class="govuk-label" for="id_amount">' in page
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'value="dosti"' in page
    assert "govuk-input--error" in page
    assert '<div class="govuk-input__suffix" aria-hidden="true">€</div>' in page


def test_radios_stand_in_a_fieldset_with_a_legend() -> None:
    page = str(Plan()["kind"].as_field_group())
    assert "<fieldset" in page
    assert page.count('class="govuk-radios__input"') == 2
    assert 'for="id_kind_0"' in page


def test_summary_leads_to_the_fields() -> None:
    faults = merila_forms.summary_of(Plan({"amount": "", "start": "jutri"}))
    assert [fault["id"] for fault in faults] == ["id_amount", "id_start"]
    assert all(fault["text"].startswith(("Znesek: ", "Začetek: ")) for fault in faults)


def test_typed_text_goes_back_only_to_this_site() -> None:
    data = {"title": "Ples", "password": "x", "csrfmiddlewaretoken": "y"}
    ours = RequestFactory().post(
        "/", data, headers={"origin": "http://localhost", "host": "localhost"}
    )
    theirs = RequestFactory().post("/", data, headers={"origin": "http://evil.example"})
    assert merila_forms.typed_here({"request": ours}) == [("title", "Ples")]
    assert merila_forms.typed_here({"request": theirs}) == []


def test_summary_names_the_row_and_every_field() -> None:
    rows = forms.formset_factory(Plan, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-amount": "1"}
    faults = merila_forms.summary_of(rows({**data, "form-1-amount": "dosti"}))
    assert [fault["text"].split(":")[:2] for fault in faults] == [["2. vrstica", " Znesek"]]


@pytest.mark.parametrize(
    ("name", "typed"), [("title", "Ura\x1bpetja"), ("clock", "poldne"), ("people", ["x"])]
)
def test_summary_never_leaves_a_field_unnamed(name: str, typed: object) -> None:
    class Several(forms.Form):
        title = LineField(label="Naslov", required=False)
        clock = TimeOfDayField(label="Ura", required=False)
        people = forms.MultipleChoiceField(label="Osebe", choices=[("a", "A")], required=False)

    label = {"title": "Naslov", "clock": "Ura", "people": "Osebe"}[name]
    [fault] = merila_forms.summary_of(Several({name: typed}))
    assert fault["text"].startswith(f"{label}: ")
