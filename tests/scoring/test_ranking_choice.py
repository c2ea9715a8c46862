"""A long ranking on several pages: choice, lines, the page of one application, the same queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.runs import ranking_choice
from scoring.selectors.runs.results import result_of, result_part
from scoring.words import ranking as ranking_in_words
from scoring.words.trace import sentences_of_amount, sentences_of_pot
from tests.awards.proposals import an_allocation
from tests.proof.tampering import nothing_refuses
from tests.scoring.test_ranking_pages import get, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_a_page(monkeypatch):
    for module in (ranking_choice, ranking_in_words):
        monkeypatch.setattr(module, "PER_PAGE", 2)


def shown(page) -> list[str]:
    return [row.number for row in page.context["table"].rows]


def in_order(call) -> list[str]:
    rows = RankedApplication.objects.filter(run__call=call, lot="A").order_by("position")
    return list(rows.values_list("application__number", flat=True))


def test_pages_follow_each_other_in_order_of_rank(client, two_a_page):
    call = an_allocation(5)[0].ranking.call
    pages = [shown(get(client, "Ada", f"{url(call)}?lot=A&page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [number for page in pages for number in page] == in_order(call)


def test_opened_trace_brings_its_page(client, two_a_page):
    call = an_allocation(5)[0].ranking.call
    last = in_order(call)[-1]
    page = get(client, "Ada", f"{url(call)}?lot=A&trace={last}")
    assert page.context["page"].number == 3
    assert 'id="trace"' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=drustvo 3", ["M27-A-003"]),
        ("q=A-002", ["M27-A-002"]),
        ("q=nihče", []),
        ("order=number", [f"M27-A-{place:03}" for place in range(1, 6)]),
        ("outcome=not_rankable", []),
        ("outcome=none-such&order=none-such", None),
        ("outcome=paid&q=M27&order=amount", None),
    ],
)
def test_choice_finds_what_was_asked_for(client, query, found):
    call = an_allocation(5)[0].ranking.call
    page = get(client, "Ada", f"{url(call)}?lot=A&{query}")
    assert page.status_code == 200
    assert shown(page) == (in_order(call) if found is None else found)
    if found == []:
        assert "Pokaži vse" in page.content.decode()


def test_choice_keeps_lot_and_words_in_the_form(client):
    call = an_allocation(2)[0].ranking.call
    text = get(client, "Ada", f"{url(call)}?lot=B&q=%22%3Ezbor").content.decode()
    assert '<input type="hidden" name="lot" value="B">' in text
    assert 'value="&quot;&gt;zbor"' in text


def test_line_on_another_page_is_named_with_its_page(client, two_a_page):
    run = an_allocation(5)[0]
    call, summary = run.ranking.call, run.summary
    summary["lots"]["A"]["lines"] = [[4, "cut"]]
    with nothing_refuses():
        AllocationRun.objects.filter(pk=run.pk).update(summary=summary)
    first, second = (get(client, "Ada", f"{url(call)}?lot=A&page={page}") for page in (1, 2))
    assert [line["url"][-7:] for line in first.context["elsewhere"]] == ["&page=2"]
    assert "m-cut" not in first.content.decode()
    assert second.context["elsewhere"] == []
    assert "m-cut" in second.content.decode()


@pytest.mark.parametrize("query", ["", "&page=2", "&q=drustvo", "&outcome=paid&order=amount"])
def test_ranking_asks_the_database_as_often_for_many(client, monkeypatch, query):
    call = an_allocation(6)[0].ranking.call

    def queries(rows: int) -> int:
        monkeypatch.setattr(ranking_choice, "PER_PAGE", rows)
        page = get(client, "Ada", f"{url(call)}?lot=A{query}")
        assert len(shown(page)) == rows
        with CaptureQueriesContext(connection) as captured:
            get(client, "Ada", f"{url(call)}?lot=A{query}")
        return len(captured)

    assert queries(1) == queries(3)


def test_part_of_a_result_says_the_same_as_the_whole():
    run = an_allocation(3)[0]
    lot, whole = run.ranking.call.file.lot("A"), result_of(run)
    rows = RankedApplication.objects.filter(run=run.ranking, lot="A")
    part = result_part(run, "A", rows)
    assert part["ranking"]["A"] == whole["ranking"]["A"]
    assert sentences_of_pot(lot, part) == sentences_of_pot(lot, whole)
    for row in whole["ranking"]["A"]:
        number = row["number"]
        said = sentences_of_amount(lot, part, number)
        assert said == sentences_of_amount(lot, whole, number)
        assert said
