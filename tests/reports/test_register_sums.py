"""What the register counts, counted again from the awards one by one."""

from unittest.mock import patch

import pytest

from grants.models import Call
from reports.selectors.register import (
    YearSums,
    by_call,
    by_year,
    calls_with_awards,
    funders_with_awards,
    published_awards,
    recipients_in,
)
from tests.approved import an_approved_call, small_evaluation
from tests.reports.published import a_published_result
from tests.stage import a_published_call

pytestmark = pytest.mark.django_db


def _sum(awards, kind=""):
    return sum(one.amount_cents for one in awards if kind in ("", one.application.lot.kind))


def _two_published():
    """Both are published as calls before the first is signed: the ledger's time goes on only."""
    calls = a_published_call(), a_published_call(code="druga")
    with patch("tests.approved.a_published_call", side_effect=calls):
        for prefix, dismissed in (("M27", 1), ("D27", 0)):
            rows = small_evaluation()
            rows = [{**row, "number": row["number"].replace("M27", prefix)} for row in rows]
            a_published_result(applications=rows, dismissed=dismissed)
    return Call.objects.get(pk=calls[0].pk), Call.objects.get(pk=calls[1].pk)


def test_calls_of_one_year_are_added_and_their_recipients_counted_once():
    first, second = _two_published()
    awards = list(published_awards().select_related("application__lot"))
    calls = by_call(published_awards())
    assert [call.code for call in calls] == sorted([first.code, second.code])
    for call in calls:
        of_call = [one for one in awards if one.call.code == call.code]
        operational = [one for one in of_call if one.application.lot.kind == "operational"]
        assert (call.operational, call.project) == (
            _sum(of_call, "operational"),
            _sum(of_call, "project"),
        )
        assert (call.operational_awards, call.awards) == (len(operational), len(of_call))
    recipients = {one.application.organisation_id for one in awards}
    assert by_year(published_awards(), calls) == [
        YearSums(
            2026, _sum(awards, "operational"), _sum(awards, "project"), len(recipients), len(awards)
        )
    ]
    assert recipients_in(published_awards(), calls) == len(recipients)
    assert sum(call.recipients for call in calls) >= len(recipients)
    assert set(calls_with_awards()) == {first, second}
    assert list(funders_with_awards()) == [first.funder]


def test_nothing_published_is_an_empty_register(client):
    an_approved_call()
    assert by_call(published_awards()) == []
    assert by_year(published_awards(), []) == []
    assert recipients_in(published_awards(), []) == 0
    assert not calls_with_awards().exists()
    assert client.get("/sl/register/").status_code == 200
