"""Lists of past awards: a fault is named with its row and comes into no register."""

import csv
import io
from typing import Any

import pytest

from audit.models import LedgerEntry
from reports.models import HistoricAward, HistoricImport
from tests.bad_input.corpus import lists
from tests.bad_input.corpus.cells import CELLS as DANGEROUS
from tests.bad_input.corpus.lists import BAD_ROW, GOOD, HEAD, Cell, separated, with_cell, workbook
from tests.bad_input.corpus.markup import MARKUP
from tests.bad_input.doors import DOORS, a_file
from tests.bad_input.judge import assert_language, language_of, refused, sound
from tests.bad_input.world import NOW, World
from tests.stage import at

pytestmark = pytest.mark.django_db
FORMULA = tuple("=+-@\t\r＝＋－＠")
TARGETS = {
    "Zaprošeno": "requested_cents",
    "Leto": "year",
    "Prejemnik": "organisation",
}


def each(corpus: dict[str, Any]) -> Any:
    return pytest.mark.parametrize(("number", "name"), list(enumerate(corpus)), ids=list(corpus))


class Way:
    """An officer on the way of one list, from the file to the register."""

    def __init__(self, world: World, language: str, name: str, content: bytes) -> None:
        self.client, self.language = world.client("Ada"), language
        self.first = DOORS["history-file"].post(world, a_file(name, content), language)

    def columns(self, **changes: str) -> Any:
        """The second step, answered as its page proposes."""
        with at(NOW):
            page = self.client.get(self.first.url)
            sound(page, self.language)
            given = page.context["form"].initial
            said = {name: value for name, value in given.items() if value} | changes
            return self.client.post(self.first.url, said)

    def preview(self) -> Any:
        mapped = self.columns()
        assert mapped.status_code == 302, mapped.context["form"].errors
        self.place = mapped.url
        return self.get(self.place)

    def get(self, place: str) -> Any:
        with at(NOW):
            return self.client.get(place)

    def confirm(self, **said: str) -> Any:
        with at(NOW):
            return self.client.post(self.place, {"confirmed": "on", **said})


def way(world: World, rows: list[tuple[Any, ...]], language: str = "sl") -> Way:
    return Way(world, language, "seznam.csv", separated(*rows).encode())


@each(lists.NO_LISTS)
def test_what_is_no_list_is_refused_at_its_field(world, number, name):
    language, before = language_of(number), HistoricImport.objects.count()
    answer = DOORS["history-file"].post(world, a_file(*lists.NO_LISTS[name]), language)
    page = sound(answer, language)
    assert answer.status_code == 422
    assert page.fault("file")
    assert_language(page.fault("file"), language)
    assert page.value("source_name") == "Občina Bonaca"
    assert page.value("licence") == "CC BY 4.0"
    assert HistoricImport.objects.count() == before


@each(lists.STRANGE)
def test_list_in_an_unusual_dress_is_read(world, number, name):
    found = Way(world, language_of(number), *lists.STRANGE[name])
    preview = found.preview()
    sound(preview, found.language)
    [award] = preview.context["first"]
    assert preview.context["faults"] == []
    assert (award.organisation, award.requested) == ("Pihalni orkester", 123_450)


@each(lists.HEADINGS)
def test_headings_that_say_nothing_are_asked_about(world, number, name):
    language = language_of(number)
    found = way(world, [lists.HEADINGS[name], GOOD], language)
    answer = found.columns(column_organisation="")
    page = sound(answer, language)
    assert answer.status_code == 422
    assert_language(page.fault("column_organisation"), language)
    assert page.fault("column_organisation")


def _judge_cell(world: World, found: Way, cell: Cell) -> None:
    preview = found.preview()
    page = sound(preview, found.language)
    faults = preview.context["faults"]
    if cell.fault is None:
        assert faults == []
        assert found.confirm().status_code == 302
        award = HistoricAward.objects.filter(row=BAD_ROW).latest("pk")
        assert getattr(award, TARGETS[cell.column]) == cell.kept
        return
    [fault] = faults
    assert fault["row"] == BAD_ROW
    assert fault["column"] == cell.column
    assert str(BAD_ROW) in page.text
    assert_language(str(fault["expected"]), found.language)
    before = HistoricAward.objects.count(), LedgerEntry.objects.count()
    answer = found.confirm()
    assert answer.status_code == 422
    assert (HistoricAward.objects.count(), LedgerEntry.objects.count()) == before
    assert found.confirm(without_faulty="on").status_code == 302
    assert HistoricAward.objects.count() == before[0] + 1


@each(lists.CELLS)
def test_cell_is_read_as_meant_or_is_a_fault_of_its_row(world, number, name):
    cell = lists.CELLS[name]
    _judge_cell(world, way(world, with_cell(cell.column, cell.typed), language_of(number)), cell)


@each(lists.TYPED)
def test_cell_of_a_workbook_is_read_as_meant_or_is_a_fault_of_its_row(world, number, name):
    cell = lists.TYPED[name]
    data = workbook(with_cell(cell.column, cell.typed))
    _judge_cell(world, Way(world, language_of(number), "seznam.xlsx", data), cell)


@pytest.mark.parametrize("serial", [-1, 2_958_466, 1e10, 1e300])
def test_day_that_no_calendar_has_is_a_fault_of_its_row(world, serial):
    data = workbook(with_cell("Zaprošeno", serial), "yyyy-mm-dd")
    preview = Way(world, "sl", "seznam.xlsx", data).preview()
    sound(preview)
    assert [fault["row"] for fault in preview.context["faults"]] == [BAD_ROW]


NAMES = {**MARKUP, **{f"cell-{name}": typed for name, typed in DANGEROUS.items()}}
# As many as the page of the columns shows of one column.
TOGETHER = 3
GROUPS = [list(NAMES)[first : first + TOGETHER] for first in range(0, len(NAMES), TOGETHER)]


@pytest.mark.parametrize("names", GROUPS, ids="+".join)
def test_names_that_are_more_than_names_stay_text(world, names):
    """On the pages, in the register of everybody, and in the files that leave the house."""
    bad = [with_cell("Prejemnik", NAMES[name][:200])[-1] for name in names]
    faulty = [(*row[:3], row[1], *row[4:]) for row in bad]
    found = way(world, [HEAD, *bad, *faulty, GOOD])
    preview = found.preview()
    sound(preview)
    shown = {award.row for award in preview.context["first"]}
    shown |= {fault["row"] for fault in preview.context["faults"]}
    assert len(shown) == len(bad) + len(faulty) + 1
    assert _formulas(found.get(f"{found.place}faults.csv")) == []
    assert found.confirm(without_faulty="on").status_code == 302
    for place in (found.place, "/sl/register/past/"):
        sound(found.get(place))
    assert _formulas(found.get("/sl/register/past/awards.csv")) == []


def _formulas(answer: Any) -> list[str]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) > 1
    return [cell for row in rows for cell in row if cell.startswith(FORMULA)]


@pytest.mark.parametrize("page", ["", "columns/", "faults.csv", "discard/", "undo/"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("key", ["prepared", "done", "undone"])
def test_step_out_of_order_leads_back(world, key, method, page):
    with at(NOW):
        client = world.client("Ada")
        if key == "undone":
            DOORS["history-undo"].post(world, "Seznam je bil napačen.")
        batch = world.imports["done" if key == "undone" else key]
        HistoricImport.objects.filter(pk=batch.pk, state="preview").update(mapping={})
        answer = getattr(client, method)(f"/sl/desk/history/{batch.pk}/{page}", {})
    sound(answer)
    assert answer.status_code in (200, 302, 405, 422)
    state = HistoricImport.objects.filter(pk=batch.pk).values_list("state", flat=True)
    assert list(state) in ([batch.state], ["undone"], [])


@each(lists.ROWS)
def test_rows_with_a_person_are_those_that_were_meant(world, number, name):
    """A number mistyped here would make the name of a person public."""
    typed, meant = lists.ROWS[name]
    language = language_of(number)
    second = ("2024", "Godba na pihala", *GOOD[2:])
    found = way(world, [HEAD, GOOD, second], language)
    found.preview()
    answer = found.confirm(more_persons=typed)
    if meant is None:
        refused(answer, "more_persons", typed, language=language)
        assert not HistoricAward.objects.filter(organisation="Godba na pihala").exists()
        return
    assert answer.status_code == 302
    nameless = HistoricAward.objects.filter(organisation="")
    assert set(nameless.values_list("row", flat=True)) == meant
