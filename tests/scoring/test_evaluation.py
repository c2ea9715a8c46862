"""The evaluation file: the points of all, the words of nobody, and no assessor across two rows."""

import json

import pytest

from audit.core.canonical import dumps
from audit.keys.pseudonyms import pseudonym_in_call
from audit.models import LedgerEntry
from scoring.selectors.runs.evaluation import evaluation_of, without_words
from tests.personas import person
from tests.scoring.committee import a_scoring_call, fill_and_lock
from tests.single_lot import read_lot

LOT = {
    "code": "A",
    "form": {
        "sections": [
            {
                "fields": [
                    {
                        "code": "performers",
                        "kind": "table",
                        "fact": True,
                        "columns": [
                            {"code": "name", "kind": "short_text"},
                            {"code": "born", "kind": "date"},
                            {"code": "rank", "kind": "one_of", "options": [{"code": "world"}]},
                        ],
                    }
                ]
            }
        ]
    },
}
FACTS = {
    "members": "12",
    "performers": [{"name": "Zala Kos", "born": "2001-02-03", "rank": "world"}],
}
SCORERS = ("Igor", "Celia", "Valter")


def test_tables_lose_their_texts_and_days_and_keep_what_points_need():
    assert without_words(FACTS, read_lot(LOT).form) == {
        "members": "12",
        "performers": [{"rank": "world"}],
    }
    assert FACTS["performers"][0]["name"] == "Zala Kos"


@pytest.mark.django_db
def test_evaluation_holds_no_reason_of_a_sheet():
    call, [application] = a_scoring_call()
    for name in SCORERS:
        fill_and_lock(application, name)
    [row] = evaluation_of(call)["applications"]
    assert len(row["sheets"]) == len(SCORERS)
    for sheet in row["sheets"]:
        assert all(answer.keys() == {"value"} for answer in sheet["answers"].values())


@pytest.mark.django_db
def test_assessor_cannot_be_followed_from_one_application_to_the_next_nor_into_the_ledger():
    call, applications = a_scoring_call(2)
    for application in applications:
        for name in SCORERS:
            fill_and_lock(application, name)
    found = evaluation_of(call)
    first, second = ({one["assessor"] for one in row["sheets"]} for row in found["applications"])
    assert len(first) == len(second) == len(SCORERS)
    assert not first & second
    for row in found["applications"]:
        assessors = [one["assessor"] for one in row["sheets"]]
        assert assessors == sorted(assessors)
    ledger = "".join(LedgerEntry.objects.values_list("canonical", flat=True))
    known = {pseudonym_in_call(user_id=person(name).pk, call_code=call.code) for name in SCORERS}
    assert not any(one in ledger for one in first | second)
    assert not known & (first | second)
    assert json.loads(dumps(found)) == found
