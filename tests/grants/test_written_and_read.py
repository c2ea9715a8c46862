"""What a control writes it reads: numbers, money, days and times, in every language."""

from datetime import time
from fractions import Fraction
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.core.near_days import FIRST_DAY, LAST_DAY
from applicants.forms import OrganisationForm
from callfile.fields import Decimal, Integer, Money
from callfile.numbers.exact import exact_text, parse_decimal, round_half_up
from callfile.numbers.money import money_text
from callfile.numbers.written import LIMIT
from grants import formats
from grants.forms.answers.typed import read_day_text, read_plain, write_plain
from grants.forms.call_lots import MoneyForm
from grants.forms.call_parts import BasicsForm, TimeOfDayField
from grants.forms.fields import DayField, MoneyField, NumberField, YearField
from reports.forms.history_file import ListForm
from tests.small_call import small_call

LANGUAGES = ("sl", "it", "en")
languages = st.sampled_from(LANGUAGES)
days = st.dates(FIRST_DAY, LAST_DAY)


def _again(field: forms.Field, value: Any) -> Any:
    """The control with this value, sent back as it stands."""
    return field.clean(field.prepare_value(value))


@settings(max_examples=300, deadline=None)
@given(languages, st.integers(0, 6), st.integers(-(10**9), 10**9))
def test_number_that_a_control_writes_it_reads(language, decimals, units):
    value = Fraction(units, 10**decimals)
    with translation.override(language):
        assert _again(NumberField(decimals=decimals, minimum=None), value) == value


@settings(max_examples=300, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4), st.integers(0, 6))
def test_number_is_written_as_it_is_rounded(numerator, denominator, decimals):
    value = Fraction(numerator, denominator)
    read = [
        parse_decimal(text.replace(",", "").replace(formats.MINUS, "-"))
        for text in (
            formats.write_number(value, decimals, "en"),
            formats.write_exact(value, decimals, "en"),
        )
    ]
    assert read == [round_half_up(value, decimals)] * 2


@settings(max_examples=100, deadline=None)
@given(languages, st.integers(1900, 2100))
def test_year_that_a_control_writes_it_reads(language, year):
    with translation.override(language):
        field = ListForm(funders=[]).fields["year"]
        assert _again(YearField(minimum=1900, maximum=2100), year) == year
        assert str(year) == field.prepare_value(year)


@settings(max_examples=200, deadline=None)
@given(languages, st.integers(1, 100 * 10**4))
def test_share_that_the_form_of_money_writes_it_reads(language, units):
    share = Fraction(units, 10**4)
    content = small_call()
    content["lots"][0]["budget"] = f"{exact_text(share)}%"
    with translation.override(language):
        form = MoneyForm(content=content)
        shown = form["budget_0"].value()
        assert form.fields["budget_0"].clean(shown) == share


@settings(max_examples=100, deadline=None)
@given(languages, st.integers(0, LIMIT - 1))
def test_money_that_a_control_writes_it_reads(language, cents):
    with translation.override(language):
        assert _again(MoneyField(), cents) == cents
        assert _again(MoneyField(), formats.write_money(cents)) == cents


@settings(max_examples=100, deadline=None)
@given(languages, days)
def test_day_that_a_control_writes_it_reads(language, day):
    with translation.override(language):
        assert _again(DayField(), day) == day
        for written in (formats.write_day(day), formats.write_day(day, genitive=True)):
            assert DayField().clean(written) == day
        registered = OrganisationForm().fields["registered_on"]
        assert registered.clean(registered.widget.format_value(day)) == day
        assert registered.clean(formats.write_day_short(day)) == day


@settings(max_examples=100, deadline=None)
@given(languages, st.times())
def test_time_that_a_control_writes_it_reads(language, clock):
    whole = time(clock.hour, clock.minute)
    with translation.override(language):
        assert _again(TimeOfDayField(), whole) == whole


@settings(max_examples=200, deadline=None)
@given(languages, st.integers(0, 6), st.integers(-(10**9), 10**9), days)
def test_answer_that_a_control_writes_it_reads(language, decimals, units, day):
    number = Fraction(units, 10**decimals)
    said: dict[str, Any] = {"code": "n", "kind": "", "label": {}}
    whole, money, parted = Integer(**said), Money(**said), Decimal(**said, decimals=decimals)
    with translation.override(language):
        assert read_plain(whole, write_plain(whole, str(units))) == str(units)
        exact = exact_text(number)
        assert read_plain(parted, write_plain(parted, exact)) == exact
        amount = money_text(abs(units))
        assert read_plain(money, write_plain(money, amount)) == amount
        assert read_day_text(formats.write_day_short(day)) == day.isoformat()


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_are_no_numbers(language):
    with translation.override(language):
        year = ListForm(funders=[]).fields["year"]
        assert isinstance(year, YearField)
        with pytest.raises(forms.ValidationError) as caught:
            year.clean("1850")
    assert "1900" in caught.value.messages[0]
    assert "1850" in caught.value.messages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_limit_of_a_thousand_goes_through_the_form(language):
    content = {**small_call(), "applications_per_organisation": {"total": 1000, "per_lot": 1}}
    with translation.override(language):
        form = BasicsForm(content=content)
        typed = {name: form[name].value() for name in form.fields} | {"content_version": 1}
        sent = BasicsForm(
            {**typed, "total": formats.write_number(Fraction(1000), 0)}, content=content
        )
        assert sent.is_valid(), sent.errors
    assert sent.cleaned_data["total"] == 1000


@pytest.mark.parametrize(
    ("language", "typed", "share"),
    [("en", "12.125", "97/8"), ("sl", "12,125", "97/8"), ("sl", "12.125", "97/8")],
)
def test_share_with_three_decimals_has_one_reading_left(language, typed, share):
    with translation.override(language):
        assert NumberField(decimals=4, maximum=100).clean(typed) == Fraction(share)


@pytest.mark.parametrize(("language", "typed"), [("sl", "1,459"), ("it", "1,459"), ("en", "1.459")])
def test_own_decimal_mark_is_never_taken_for_thousands(language, typed):
    """The price of a litre is not a thousand times as high."""
    with translation.override(language), pytest.raises(forms.ValidationError):
        MoneyField().clean(typed)
