"""Money, points, days and the marks of the interface, in the three languages of a reader."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from grants import drawing
from grants.templatetags import merila, merila_charts

NB = "\u00a0"
NOON = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)  # noon in Ljubljana


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("sl", f"1.234,56{NB}€"), ("it", f"1.234,56{NB}€"), ("en", "€1,234.56")],
)
def test_money_is_written_in_the_readers_language(language: str, expected: str) -> None:
    with translation.override(language):
        assert merila.money(123456) == expected
        assert merila.money("1234.56") == expected
        assert merila.money(Decimal("1234.56")) == expected


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (0, f"0,00{NB}€"),
        (-50, f"−0,50{NB}€"),
        (100_000_00, f"100.000,00{NB}€"),
        (2**53 + 1, f"90.071.992.547.409,93{NB}€"),
    ],
)
def test_money_keeps_every_cent(cents: int, expected: str) -> None:
    with translation.override("sl"):
        assert merila.money(cents) == expected


def test_money_of_nothing_is_a_dash() -> None:
    assert merila.money(None) == "–"
    assert merila.money("about 5") == "–"
    assert merila.amount(True) == "–"


def test_round_money_leaves_thousands_whole() -> None:
    with translation.override("sl"):
        assert merila.round_money(1_000_00) == f"1.000{NB}€"
        assert merila.round_money(500_40) == f"500,40{NB}€"
    with translation.override("en"):
        assert merila.round_money(1_000_00) == "€1,000"


@pytest.mark.parametrize(("cents", "expected"), [(11250, "+112,50"), (-11250, "−112,50"), (0, "=")])
def test_difference_says_its_direction(cents: int, expected: str) -> None:
    with translation.override("it"):
        assert merila.difference(cents) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "sl", "en"),
    [
        ("14.68", 2, "14,68", "14.68"),
        ("30", 2, "30,00", "30.00"),
        (Fraction(44, 3), 2, "14,67", "14.67"),
        ("2.005", 2, "2,01", "2.01"),
        ("-1.5", 0, "−2", "−2"),
        ("-0.001", 2, "0,00", "0.00"),
        ("0.4", None, "0,4", "0.4"),
        (30, None, "30", "30"),
    ],
)
def test_points_carry_the_decimals_of_the_rule(
    value: object, decimals: int | None, sl: str, en: str
) -> None:
    with translation.override("sl"):
        assert merila.points(value, decimals) == sl
    with translation.override("en"):
        assert merila.points(value, decimals) == en


def test_percent_reads_the_shares_of_a_call_file() -> None:
    with translation.override("sl"):
        assert merila.percent("60%") == f"60{NB}%"
        assert merila.percent("58.333") == f"58,33{NB}%"
        assert merila.percent(Fraction(175, 3), 1) == f"58,3{NB}%"
    with translation.override("en"):
        assert merila.percent("60%") == "60%"


@pytest.mark.parametrize(
    ("language", "alone", "sentence", "short"),
    [
        ("sl", f"12.{NB}marec{NB}2026", f"12.{NB}marca{NB}2026", f"12.{NB}3.{NB}2026"),
        ("it", f"12{NB}marzo{NB}2026", f"12{NB}marzo{NB}2026", f"12.{NB}3.{NB}2026"),
        ("en", f"12{NB}March{NB}2026", f"12{NB}March{NB}2026", f"12{NB}Mar{NB}2026"),
    ],
)
def test_days_are_written_in_the_readers_language(
    language: str, alone: str, sentence: str, short: str
) -> None:
    with translation.override(language):
        assert merila.day(date(2026, 3, 12)) == alone
        assert merila.day_in_sentence(date(2026, 3, 12)) == sentence
        assert merila.day_short(date(2026, 3, 12)) == short


def test_moments_are_told_on_the_clock_of_the_installation() -> None:
    with translation.override("sl"):
        assert merila.moment(NOON) == f"9.{NB}oktober{NB}2026, 12.00"
        assert merila.moment_short(NOON) == f"9.{NB}10., 12.00"
        assert merila.clock_seconds(NOON) == "12.00.00"
        assert merila.weekday(NOON) == "petek"
    with translation.override("en"):
        assert merila.clock(NOON) == "12:00"
    assert merila.iso(NOON) == "2026-10-09T12:00:00+02:00"
    assert merila.iso(date(2026, 3, 12)) == "2026-03-12"


def test_days_late_in_the_evening_belong_to_the_local_day() -> None:
    with translation.override("sl"):
        assert merila.day_month(datetime(2026, 10, 8, 22, 30, tzinfo=UTC)) == f"9.{NB}10."


@pytest.mark.parametrize(
    ("now", "unit", "count", "near"),
    [
        (datetime(2026, 10, 6, 12, 12, tzinfo=UTC), "days", 3, True),
        (datetime(2026, 9, 30, 10, 0, tzinfo=UTC), "days", 9, False),
        (datetime(2026, 10, 8, 21, 59, tzinfo=UTC), "days", 1, True),
        (datetime(2026, 10, 9, 6, 0, tzinfo=UTC), "hours", 4, True),
        (datetime(2026, 10, 9, 9, 59, 30, tzinfo=UTC), "minutes", 1, True),
        (NOON, "past", 0, False),
    ],
)
def test_countdown_counts_what_is_left(now: datetime, unit: str, count: int, near: bool) -> None:
    found = merila.countdown(NOON, now)
    assert (found["unit"], found["count"], found["near"]) == (unit, count, near)


def test_in_language_marks_a_foreign_passage() -> None:
    with translation.override("it"):
        assert merila.in_language({"sl": "Kultura", "it": "Cultura"}) == "Cultura"
        foreign = merila.in_language({"sl": "Ples & pesem", "it": ""})
        assert foreign == '<span lang="sl">Ples &amp; pesem</span>'
        assert merila.plain_in_language({"sl": "Ples & pesem"}) == "Ples & pesem"
    assert merila.in_language(None) == ""
    assert merila.in_language({}) == ""


def test_in_language_escapes_what_people_wrote() -> None:
    with translation.override("sl"):
        page = render("{% load merila %}{{ text|in_language }}", text={"sl": "<b>x</b>"})
    assert page == "&lt;b&gt;x&lt;/b&gt;"


def test_names_of_puts_the_readers_name_first() -> None:
    names = {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality"}
    with translation.override("it"):
        assert merila.names_of(names)[0] == ("it", "Comune di Bonaccia")
    with translation.override("en"):
        assert [code for code, _ in merila.names_of(names)] == ["sl", "it"]


def test_status_is_a_shape_and_a_word() -> None:
    drawn = merila.status("act", "Ne ujema se za <300")
    assert "m-status--signal" in drawn
    assert "<svg" in drawn
    assert drawn.endswith("Ne ujema se za &lt;300</span>")


def test_grouped_and_file_size() -> None:
    assert merila.grouped("4f9c21ab77") == "4f9c 21ab 77"
    with translation.override("sl"):
        assert merila.file_size(184_000) == f"184{NB}kB"
        assert merila.file_size(1_840_000) == f"1,8{NB}MB"


def test_stack_adds_roles_and_labels() -> None:
    table = render(
        "{% load merila_tables %}{% stack %}<table><thead><tr><th scope='col'>Vloga</th>"
        "<th>Točke<br>do 5</th></tr></thead><tbody><tr><th>x</th><td>5</td></tr>"
        '<tr><td colspan="2"><table><tr><td>y</td></tr></table></td></tr></tbody></table>'
        "{% endstack %}"
    )
    assert '<td role="cell" data-label="Točke do 5">5</td>' in table
    assert '<th role="rowheader">x</th>' in table
    assert "<table><tr><td>y</td></tr></table>" in table


def test_language_switch_keeps_path_and_query() -> None:
    request = RequestFactory().get("/sl/", {"q": "ples"})
    found = render(
        "{% load merila_urls %}{% languages_of_page as all %}"
        "{% for l in all %}{{ l.url }} {% endfor %}"
        "{% with_query page=2 %}",
        request=request,
    )
    assert "q=ples&amp;page=2" in found
    assert found.count("q=ples") == 4


def test_language_switch_of_an_address_without_language_leads_to_the_first_pages() -> None:
    request = RequestFactory().get("/ledger/nothing-here")
    found = render(
        "{% load merila_urls %}{% languages_of_page as all %}"
        "{% for l in all %}{{ l.url }} {% endfor %}",
        request=request,
    )
    assert found.split() == ["/sl/", "/it/", "/en/"]


def test_budget_bar_fills_the_pot_exactly() -> None:
    drawn = merila_charts.budget_bar([3000, 1000], 4000, "x", partial=1)
    assert [(r["x"], r["width"]) for r in drawn["rects"]] == [("0", "389.2"), ("390", "129.2")]
    assert drawn["rects"][1]["fill"] == drawing.SIGNAL
    assert merila_charts.bar(5, 0) == merila_charts.bar(0, 5)
