"""A template filled in: values, languages, dates; what of it nobody can fill in has its place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from callfile.dates.central_europe import CENTRAL_EUROPE
from callfile.template.fill import Values, filled_in, filled_with_sample, sample_of
from callfile.template.reading import read_filled
from callfile.text.sentences import in_english

SAMPLE = {
    "year": 2027,
    "published": "2026-10-20",
    "funder": {"sl": "Občina Bonaca", "it": "Comune di Bonaccia"},
    "email": "razpisi@bonaca.example",
}


def template(**changes):
    return {
        "merila": "template/1",
        "sample": SAMPLE,
        "code": "k-{year}",
        "languages": ["sl", "it"],
        "title": {"sl": "{funder} {year-1}", "it": "{funder} {year+1}"},
        **changes,
    }


def faults_of(**changes):
    return [str(one) for one in filled_with_sample(template(**changes)).faults]


def test_texts_are_filled_in_with_the_values_of_their_language():
    call = filled_with_sample(template(text={"sl": "{email}", "it": "Mail: {email}"})).call
    assert call == {
        "merila": "call/1",
        "code": "k-2027",
        "languages": ["sl", "it"],
        "title": {"sl": "Občina Bonaca 2026", "it": "Comune di Bonaccia 2028"},
        "text": {"sl": "razpisi@bonaca.example", "it": "Mail: razpisi@bonaca.example"},
    }


def test_nothing_but_texts_is_touched_and_the_template_stays():
    whole = template(lots=[{"budget": "200.00", "required": True, "days": 8, "nothing": None}])
    before = repr(whole)
    assert filled_with_sample(whole).call["lots"] == whole["lots"]
    assert repr(whole) == before


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{town}", ["text.sl: placeholder_unknown (name=town)"]),
        ("{Year}", ["text.sl: placeholder_unknown (name=Year)"]),
        ("{year-0}", ["text.sl: placeholder_unknown (name=year-0)"]),
        ("{}", ["text.sl: placeholder_unknown (name=)"]),
        ("{phone}", ["text.sl: placeholder_unfilled (name=phone)"]),
        ("{year", ["text.sl: curly_bracket"]),
        ("year}", ["text.sl: curly_bracket"]),
        ("{{year}}", ["text.sl: curly_bracket"]),
        ("{year} {fictional}", []),
    ],
)
def test_what_nobody_can_fill_in_has_its_place(text, faults):
    assert faults_of(text={"sl": text}) == faults


def test_formula_takes_no_curly_brackets():
    criterion = {"code": "K", "expression": "min({members}, 5)"}
    lot = {"code": "A", "rubric": {"code": "R", "children": [criterion]}}
    assert faults_of(lots=[lot]) == [
        "lots[0].rubric.children[0].expression: placeholder_unknown (name=members)"
    ]


def test_value_of_a_language_is_none_where_no_language_is():
    assert faults_of(code="{funder}") == ["code: placeholder_unfilled (name=funder)"]


def test_name_with_brackets_is_not_read_again():
    values = Values(year=2030, published=date(2029, 5, 8), texts={"funder": "{year} {x"})
    filled = filled_in(template(), values)
    assert (filled.faults, filled.call["title"]["sl"]) == ([], "{year} {x 2029")


def test_key_of_which_nothing_is_known_is_left_out():
    whole = template(basis=[{"text": {"sl": "5. člen"}, "url": "{rules}"}])
    assert filled_with_sample(whole).call["basis"] == [{"text": {"sl": "5. člen"}}]
    own = {**SAMPLE, "rules": "https://bonaca.example/pravilnik"}
    assert filled_with_sample({**whole, "sample": own}).call["basis"][0]["url"] == own["rules"]


def test_only_the_wanted_languages_are_left_in_their_order():
    values = Values(year=2030, published=date(2029, 5, 8), texts={"funder": "Muggia"})
    call = filled_in(template(), values, languages=["de", "it"]).call
    assert (call["languages"], call["title"]) == (["it"], {"it": "Muggia 2031"})


@pytest.mark.parametrize(
    ("published", "after", "moment"),
    [
        ("2026-10-20", "+0 days 08:00", "2026-10-20T08:00:00+02:00"),
        ("2026-10-20", "+1 day 08:00", "2026-10-21T08:00:00+02:00"),
        ("2026-10-20", "+5 days 12:00", "2026-10-25T12:00:00+01:00"),
        ("2027-03-29", "-2 days 23:59", "2027-03-27T23:59:00+01:00"),
        ("2027-03-29", "-1 days 12:00", "2027-03-28T12:00:00+02:00"),
    ],
)
@pytest.mark.parametrize(
    "zone", [CENTRAL_EUROPE, ZoneInfo("Europe/Ljubljana")], ids=["rule", "tables"]
)
def test_dates_are_counted_from_the_publication_by_the_local_clock(published, after, moment, zone):
    values = Values(year=2027, published=date.fromisoformat(published))
    dates = {"consultation": [after, after], "deadline": after, "opening": "soon"}
    filled = filled_in({"merila": "template/1", "dates": dates}, values, zone=zone)
    assert filled.call["dates"] == {
        "consultation": [moment, moment],
        "deadline": moment,
        "opening": "soon",
    }


def test_day_counted_elsewhere_is_a_text():
    assert filled_with_sample(template(text={"sl": "+3 days 12:00"})).call["text"] == {
        "sl": "+3 days 12:00"
    }


@pytest.mark.parametrize("text", ["{}", "{town}", "{phone}", "{year"])
def test_fault_has_its_sentence(text):
    for fault in filled_with_sample(template(text={"sl": text})).faults:
        assert "text.sl" in in_english(fault)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"year": "2027"}, ["sample.year"]),
        ({"year": True}, ["sample.year"]),
        ({"year": 20270}, ["sample.year"]),
        ({"published": "30. 2. 2026", "year": None}, ["sample.year", "sample.published"]),
        ({"town": "Bonaca"}, ["sample.town"]),
        ({"phone": 5}, ["sample.phone"]),
        ({"phone": {}}, ["sample.phone"]),
        ({"funder": {"sl": ""}}, ["sample.funder"]),
    ],
)
def test_sample_is_good_for_filling_in(changes, places):
    values, faults = sample_of(template(sample={**SAMPLE, **changes}))
    assert values is None
    assert [str(one) for one in faults] == [f"{place}: sample_value" for place in places]


@pytest.mark.parametrize("sample", [None, [], "2027"])
def test_template_without_a_sample_is_no_call(sample):
    assert faults_of(sample=sample) == ["sample_value"]


def test_fault_of_a_template_has_the_line_of_its_file():
    text = (
        "merila: template/1\nsample: {year: 2027, published: '2026-09-21'}\n"
        "code: k-{year}\ntitle:\n  sl: A\n  it: In {town}\n"
    )
    found = read_filled(f"{text}languages: [sl, it]\n".encode())
    assert found.call is None
    assert [(one.line, str(one)) for one in found.faults] == [
        (6, "title.it: placeholder_unknown (name=town)")
    ]


def test_call_keeps_its_curly_brackets():
    assert read_filled(b'{"merila": "call/1", "text": {"sl": "{x}"}}').call["text"] == {"sl": "{x}"}


def test_clock_of_central_europe_is_that_of_the_place():
    place = ZoneInfo("Europe/Ljubljana")
    moment = datetime(2000, 1, 1, 0, 30, tzinfo=UTC)
    while moment.year < 2038:
        for fold in (0, 1):
            shown = moment.replace(fold=fold)
            ours, known = shown.replace(tzinfo=CENTRAL_EUROPE), shown.replace(tzinfo=place)
            if known.astimezone(UTC).astimezone(place).replace(tzinfo=UTC) == moment:
                assert ours.utcoffset() == known.utcoffset(), shown
        moment += timedelta(hours=1 if moment.month in (3, 10) and moment.day > 24 else 24)
