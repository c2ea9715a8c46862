"""Rules that municipalities and funders really published, worked by hand.

Each source stands beside its rule. Where a published table does not say what a half-open band
must say (20 % in Nazarje), the case says how it was read.
"""

import pytest

from scoring.core.points.score import score
from tests.core.scoring.rubrics import call, entry, one, per_unit

# Nazarje 2014, D1: up to 20 %, 20 to 70 %, 70 % or more
# http://www.lex-localis.info/KatalogInformacij/TiskDokumenta.aspx?SectionID=5343f7af-2405-4022-ae61-70083959487b
NAZARJE = [
    {
        "code": "A", "kind": "levels",
        "levels": [{"code": "seat", "points": "10"}, {"code": "members", "points": "1"}],
    },
    {
        "code": "B", "kind": "levels",
        "levels": [{"code": "regular", "points": "2"}, {"code": "occasional", "points": "1"}],
    },
    {
        "code": "C", "kind": "levels", "fact": "public_interest",
        "levels": [{"code": "yes", "points": "5"}, {"code": "no", "points": "0"}],
    },
    {
        "code": "D1", "kind": "bands", "fact": "residents",
        "bands": [
            {"from": "0", "to": "20", "points": "1"},
            {"from": "20", "to": "70", "points": "5"},
            {"from": "70", "points": "10"},
        ],
    },
]  # fmt: skip


@pytest.mark.parametrize(
    ("residents", "expected"), [("19.99", "18"), ("20", "22"), ("69", "22"), ("70", "27")]
)
def test_nazarje_share_of_residents(residents, expected):
    source = entry(
        answers=[{"A": "seat", "B": "regular"}] * 3,
        facts={"public_interest": True, "residents": residents},
    )

    assert one(call(*NAZARJE, minimum_sheets=3), source)["total"] == expected


# Tolmin 2006, 1a: the assessor chooses inside the band, one decimal
# http://www.lex-localis.info/KatalogInformacij/TiskDokumenta.aspx?SectionID=f1ee2393-896e-4a41-b6fd-3e4e2a07b4cf
TOLMIN = {
    "code": "1a", "kind": "bands", "fact": "members",
    "bands": [
        {"from": "0", "to": "6", "min": "0", "max": "5", "step": "0.1"},
        {"from": "6", "to": "16", "min": "5.1", "max": "9", "step": "0.1"},
        {"from": "16", "to": "31", "min": "9.1", "max": "15", "step": "0.1"},
        {"from": "31", "to": "51", "min": "15.1", "max": "25", "step": "0.1"},
        {"from": "51", "min": "25", "max": "30", "step": "0.1"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("members", "answers", "expected"),
    [
        ("31", ["15.1", "25", "20.2"], "20.1"),
        ("31", ["15", "25", "20.2"], None),
        ("51", ["25", "30", "30"], "28.33"),
        ("5", ["0", "0", "0.1"], "0.03"),
    ],
)
def test_tolmin_interval_with_one_decimal(members, answers, expected):
    source = entry(answers=[{"1a": value} for value in answers], facts={"members": members})

    assert one(call(TOLMIN), source)["total"] == expected


# Kozje 2008: events by significance, organised and taken part in
# https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/2008-01-5498/pravilnik-o-spremembah-in-dopolnitvah-pravilnika-o-sofinanciranju-programov-na-podrocju-turizma-v-obcini-kozje
REACH = ("krajevni", "obcinski", "medobcinski", "regijski", "republiski")
KOZJE = [
    {
        "code": code, "kind": "per_unit", "fact": fact, "column": "reach",
        "points": {level: str(step * place) for place, level in enumerate(REACH, start=1)},
    }
    for code, fact, step in (("ORG", "organised", 3), ("SOD", "joined", 1))
]  # fmt: skip


def test_kozje_events_by_significance():
    facts = {
        "organised": [{"reach": "krajevni"}, {"reach": "krajevni"}, {"reach": "republiski"}],
        "joined": [{"reach": "regijski"}, {"reach": "obcinski"}],
    }

    assert one(call(*KOZJE), entry(facts=facts))["values"] == {"R": "27", "ORG": "21", "SOD": "6"}


# Divača 2004: performances by sort and place
# https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/2004-01-2549/pravilnik-o-sofinanciranju-programov-kulturnih-drustev-na-obmocju-obcine-divaca
DIVACA = {
    "code": "N", "kind": "matrix", "fact": "shows", "row": "sort", "column": "place",
    "table": {
        "concert": {"municipality": "40", "state": "60", "abroad": "100"},
        "other": {"municipality": "20", "state": "40", "abroad": "70"},
    },
}  # fmt: skip


def test_divaca_matrix():
    shows = [("concert", "municipality"), ("concert", "abroad"), ("other", "state")]
    facts = {"shows": [{"sort": sort, "place": place} for sort, place in shows]}

    assert one(call(DIVACA), entry(facts=facts))["total"] == "180"
    assert one(call({**DIVACA, "max_units": "2"}), entry(facts=facts))["total"] == "140"


# Hrpelje - Kozina 2018: at most 75 rehearsals, if there were at least 4 public performances; the
# points per rehearsal are not printed in the amendment, 2 is ours
# https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/2018-01-0763/pravilnik-o-spremembah-pravilnika-o-sofinanciranju-programov-kulturne-dejavnosti-v-obcini-hrpelje---kozina
@pytest.mark.parametrize(
    ("rehearsals", "performances", "expected"),
    [("75", "4", "150"), ("90", "4", "150"), ("40", "12", "80"), ("90", "3", "0")],
)
def test_hrpelje_rehearsals_need_performances(rehearsals, performances, expected):
    rule = per_unit(fact="rehearsals", worth="2", max_units="75", precondition="performances >= 4")
    source = entry(facts={"rehearsals": rehearsals, "performances": performances})

    assert one(call(rule), source)["total"] == expected


# Železniki 2008: 200 points for each record
# https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/2008-01-0762/pravilnik-o-spremembah-in-dopolnitvah-pravilnika-o-izbiri-in-vrednotenju-programov-ljubiteljskih-kulturnih-dejavnosti-ki-se-sofinancirajo-iz-proracuna-obcine-zelezniki
def test_zelezniki_points_per_record():
    assert one(call(per_unit(worth="200")), entry(facts={"n": "2"}))["total"] == "400"


# Blagnac: resident members × coefficient by their share; the printed shares are read as the
# lower ends of bands
# http://www.senat.fr/rap/a05-100-8/a05-100-85.html
BLAGNAC = [
    ("5", "0.05"), ("15", "0.18"), ("25", "0.33"), ("45", "0.87"), ("50", "1"),
    ("60", "1.52"), ("70", "2.4"), ("78", "2.49"), ("85", "5.78"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "expected"), [("5", "6"), ("59.9", "120"), ("60", "182.4"), ("85", "693.6")]
)
def test_blagnac_coefficient(share, expected):
    ends = [start for start, _ in BLAGNAC[1:]] + [None]
    bands = [
        {"from": start, "coefficient": worth, **({"to": end} if end else {})}
        for (start, worth), end in zip(BLAGNAC, ends, strict=True)
    ]
    weighted = {"code": "1", "kind": "coefficient", "of": "B", "fact": "share", "bands": bands}
    source = entry(facts={"residents": "120", "share": share})

    row = one(call(per_unit("B", "residents"), weighted), source)

    assert (row["total"], row["values"]["B"]) == (expected, "120")


# Croatian government office for associations: raw 0-5 × coefficient; the sixth criterion is
# printed with coefficient 2 and maximum 20, which 2 × 5 cannot reach
# https://udruge.gov.hr/print.aspx?id=5210&url=print
HR = [
    {"code": str(place), "kind": "score", "min": "0", "max": "5", "step": "1", "weight": weight}
    for place, weight in enumerate(["3", "3", "4", "4", "2", "2"], start=1)
]


def test_hr_raw_scores_times_coefficient():
    best = entry("1", [{str(place): "5" for place in range(1, 7)}])
    mixed = [dict(zip("123456", row, strict=True)) for row in ("543210", "543211", "444444")]
    rows = score(call(*HR), [best, entry("2", mixed)])

    assert [row["total"] for row in rows] == ["90", "57.35"]
    assert rows[1]["values"]["1"] == "14.01"


# City of Phoenix, project support: 10 + 30 + 30 + 30
# https://phoenix.gov/administration/departments/arts/arts-grants-opportunities/grants-funding/project-support-program.html
PHOENIX = [
    {"code": str(place), "kind": "score", "max": most, "step": "1"}
    for place, most in enumerate(["10", "30", "30", "30"], start=1)
]


def test_phoenix_reaches_a_hundred_and_no_more():
    full = dict(zip("1234", ["10", "30", "30", "30"], strict=True))

    assert one(call(*PHOENIX), entry(answers=[full]))["total"] == "100"
    assert one(call(*PHOENIX), entry(answers=[{**full, "1": "11"}]))["total"] is None


# Columbia, Missouri: the highest and the lowest assessor fall out, then the mean
# https://www.como.gov/arts/funding-opportunities/annual-arts-funding/arts-funding-process-timeline/
def test_columbia_trimmed_mean():
    answers = [{"1": "8", "2": value, "3": "20", "4": "25"} for value in ("0", "20", "22", "30")]
    row = one(call(*PHOENIX, method="trimmed_mean"), entry(answers=answers))

    assert (row["values"]["2"], row["total"]) == ("21", "74")
    assert row["trace"]["2"][0]["args"]["dropped"] == ["0", "30"]


# A municipal sport rule, article 28: hours × coefficient, cut where the group is not full; staff
# points only with proof; 12 hours, coefficient 1.5 and a group of 15 are ours
# https://www.tax-fin-lex.si/dokument/podrobnosti/35005044-6307-4843-975a-09f509ae096d/clen/28
@pytest.mark.parametrize(
    ("people", "proof", "expected"), [("15", True, "36"), ("10", True, "24"), ("20", False, "18")]
)
def test_sport_formula_of_article_28(people, proof, expected):
    constants = {"kf": "1.5", "full": "15"}
    facility = "hours × kf × min(1, people ÷ full)"
    rules = [
        {"code": "F", "kind": "formula", "expression": facility, "constants": constants},
        {
            "code": "S", "kind": "formula", "constants": constants,
            "expression": f"if proof then {facility} else 0",
        },
    ]  # fmt: skip
    facts = {"hours": "12", "people": people, "proof": proof}

    assert one(call(*rules), entry(facts=facts))["total"] == expected
