"""Public pages of calls: what is published, whole, and nothing before."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.core.canonical import digest
from grants.core.workflow import CallState
from grants.words.call.criteria import rubric_table
from grants.words.call.dates import call_facts
from grants.words.call.rules import allocation_sentences
from tests.personas import bonaca, person
from tests.single_lot import read_lot
from tests.stage import FILING, LATE, PREPARED, a_draft_call, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def call_page(client, call):
    return client.get(reverse("grants:call", args=[call.code]))


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_home_without_calls_says_what_will_stand_there(client):
    bonaca()
    response = client.get("/en/")
    assert response.status_code == 200
    assert "No call has been published yet." in words(response)


def test_footer_offers_no_help_where_there_is_nobody_to_ask(client):
    """A new installation, before its funder is entered."""
    assert "Pomoč" not in words(client.get(reverse("grants:home")))
    bonaca()
    assert "Pomoč" in words(client.get(reverse("grants:home")))


def test_home_counts_the_days_of_an_open_call(client):
    a_published_call()
    with at(FILING):
        assert "20 days" in words(client.get("/en/"))
    with at(LATE):
        assert "Waiting for the opening" in words(client.get("/en/"))


def test_draft_is_seen_by_its_officer_and_by_nobody_else(client):
    call = a_draft_call()
    assert call.code not in client.get("/en/").content.decode()
    assert call_page(client, call).status_code == 404
    assert client.get(reverse("grants:call_file", args=[call.code, "json"])).status_code == 404
    client.force_login(person("Dario"))
    assert call_page(client, call).status_code == 404
    client.force_login(person("Ada"))
    with at(PREPARED):
        assert "Draft, not published" in words(client.get(f"/en/calls/{call.code}/"))


@pytest.mark.parametrize(
    ("query", "status", "found"),
    [
        ("q=mali", 200, True),
        ("q=MALI RAZPIS", 200, True),
        ("q=šport", 200, False),
        ("stage=open&kind=project", 200, True),
        ("stage=decided", 200, False),
        ("stage=yesterday", 400, True),
        ("kind=%00", 400, True),
        ("q=%00", 400, True),
        ("q=" + "a" * 101, 400, True),
    ],
)
def test_home_shows_what_was_chosen(client, query, status, found):
    call = a_published_call()
    with at(FILING):
        response = client.get(f"/en/?{query}")
    assert response.status_code == status
    assert (f"/calls/{call.code}/" in response.content.decode()) is found


def test_call_page_says_levels_bands_rule_and_hash(client):
    call = a_published_call()
    with at(FILING):
        page = words(client.get(f"/sl/calls/{call.code}/"))
    for text in ("Zasnova je izvirna.", "10 ali več", "manj kot 10", "16. člen pravilnika"):
        assert text in page
    assert call.versions.get().sha256 in page.replace(" ", "")
    assert "Primer: " in page


def test_button_to_apply_depends_on_the_phase(client):
    call = a_published_call()
    url = reverse("grants:apply_start", args=[call.code])
    an_organisation()
    with at("2026-09-25T10:00:00+02:00"):
        assert url not in call_page(client, call).content.decode()
    with at(FILING):
        assert url in call_page(client, call).content.decode()
    with at(LATE):
        assert url not in call_page(client, call).content.decode()


def test_call_file_has_the_published_hash(client):
    call = a_published_call()
    response = client.get(reverse("grants:call_file", args=[call.code, "json"]))
    assert digest(json.loads(response.content)) == call.versions.get().sha256
    yaml = client.get(reverse("grants:call_file", args=[call.code, "yaml"]))
    assert yaml["Content-Disposition"] == 'attachment; filename="mala-2027.yaml"'


def test_unchanged_call_page_is_304_until_the_call_changes(client):
    call = a_published_call()
    with at(FILING):
        etag = call_page(client, call)["ETag"]
        url = reverse("grants:call", args=[call.code])
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
        other = client.get(f"/it/calls/{call.code}/", headers={"If-None-Match": etag})
        assert other.status_code == 200
        call.state = CallState.OPENED
        call.save()
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_signed_in_readers_get_no_etag(client):
    call = a_published_call()
    client.force_login(person("Bruno"))
    with at(FILING):
        assert "ETag" not in call_page(client, call)


def test_queries_do_not_grow_with_calls(client, django_assert_max_num_queries):
    call = a_published_call()
    with at(FILING), django_assert_max_num_queries(6):
        call_page(client, call)
    with at(FILING), django_assert_max_num_queries(6):
        client.get("/sl/")


def kinds():
    """One criterion of every kind that the small call does not have."""
    text = {"sl": "x", "it": "x"}
    table = {
        "code": "shows",
        "kind": "table",
        "label": text,
        "columns": [
            {
                "code": "place",
                "kind": "one_of",
                "label": text,
                "options": [
                    {"code": "home", "text": {"sl": "doma", "it": "qui"}},
                    {"code": "away", "text": {"sl": "drugje", "it": "altrove"}},
                ],
            },
            {
                "code": "size",
                "kind": "one_of",
                "label": text,
                "options": [{"code": "big", "text": {"sl": "velik", "it": "grande"}}],
            },
        ],
    }
    number = {"code": "n", "kind": "integer", "fact": True, "label": {"sl": "Število", "it": "N"}}
    return {
        "code": "A",
        "form": {"sections": [{"code": "s", "fields": [number, {**table, "fact": True}]}]},
        "rubric": {"code": "R", "cap": "50", "children": [
            {"code": "S", "kind": "score", "title": text, "min": "0", "max": "5", "step": "0.5",
             "minimum": "2"},
            {"code": "I", "kind": "bands", "fact": "n", "title": text, "bands": [
                {"from": "10", "min": "3", "max": "5", "step": "1"}, {"to": "10", "points": "0"}]},
            {"code": "U", "kind": "per_unit", "fact": "n", "title": text, "points": "0.4",
             "per": 10, "max_units": 7, "max_points": "2", "precondition": "n >= 4"},
            {"code": "L", "kind": "per_unit", "fact": "shows", "column": "place", "title": text,
             "points": {"home": "1", "away": "2"}, "weight": "2"},
            {"code": "M", "kind": "matrix", "fact": "shows", "row": "place", "column": "size",
             "title": text, "table": {"home": {"big": "4"}, "away": {"big": "6"}}},
            {"code": "C", "kind": "coefficient", "of": "S", "fact": "n", "title": text, "bands": [
                {"to": "10", "coefficient": "0.5"}, {"from": "10", "coefficient": "1"}]},
            {"code": "F", "kind": "formula", "title": text, "constants": {"k": "3"},
             "expression": "if n >= 2 then k × n else 0"},
        ]},
    }  # fmt: skip


def test_every_kind_of_criterion_is_said_in_words(settings):
    rows = {row.code: row for row in rubric_table(read_lot(kinds())).rows}
    said = {code: [(one.points, one.text) for one in row.levels] for code, row in rows.items()}
    assert said["S"] == [("0–5", "izbere se po korakih 0,5")]
    assert "2 točkami" in rows["S"].note
    assert said["I"][0][0] == "3–5"
    assert said["I"][0][1].startswith("10 ali več")
    assert said["I"][1] == ("0", "manj kot 10")
    assert said["U"] == [("0,4", "za vsako enoto podatka »Število«")]
    for part in (
        "»Število« je vsaj 4",
        "skupine po 10",
        "Omejitev enot: 7",
        "Omejitev točk pred utežjo: 2",
    ):
        assert part in rows["U"].note
    assert said["L"] == [("2", "drugje"), ("1", "doma")]
    assert rows["L"].weight == "2"
    assert said["M"] == [("6", "drugje – velik"), ("4", "doma – velik")]
    assert said["C"] == [("×\u00a01", "10 ali več"), ("×\u00a00,5", "manj kot 10")]
    assert said["F"] == [("=", "izračuna se po objavljeni formuli iz podatkov: Število")]
    formula = next(level.more for level in rows["F"].levels)
    assert formula == "če »Število« je vsaj 2, potem 3 × »Število«, sicer 0"
    assert "50" in rubric_table(read_lot(kinds())).note


def test_part_of_a_capped_group_shows_no_more_than_the_group():
    lot = kinds()
    lot["rubric"]["children"] = [
        {"code": "G", "title": {"sl": "G"}, "cap": "20", "children": [lot["rubric"]["children"][3]]}
    ]
    rows = {row.code: row.maximum for row in rubric_table(read_lot(lot)).rows}
    assert rows == {"G": "20", "L": "20"}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"method": "ranked", "last": "skip"}, "preskoči"),
        ({"method": "fixed_point_value", "value": "12.50"}, "12,50"),
        ({"method": "bands", "over": "scale", "bands": [{"from": "50", "share": "60%"}]}, "60 %"),
        ({"method": "equal", "rounding": "down", "unit": "10.00"}, "10,00 €"),
        ({"method": "proportional", "below_minimum": "raise"}, "dvigne"),
    ],
)
def test_every_rule_of_division_is_said_in_words(rule, words):
    grant = {"minimum": "50.00", "maximum": "600.00", "max_share_of_eligible_cost": "60%"}
    lot = read_lot({"code": "A", "allocation": rule, "grant": grant})
    said = " ".join(allocation_sentences(lot, lot.grant))
    assert words in said.replace("\u00a0", " ")
    assert "600,00" in said


def test_one_lot_is_not_counted(client):
    call = a_published_call()
    with at(FILING):
        lots = call_page(client, call).context["page"].lots
        notes = [call_facts(call, some, timezone.now())[1].words for some in (lots[:1], lots)]
    assert notes[0] == ""
    assert notes[1]
