"""The officer's list as a workbook: what the page shows, in cells of the right kind."""

import io
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from tests.opened import (
    CHECKING,
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    open_call,
)
from tests.personas import person
from tests.spreadsheets import computed
from tests.stage import at

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("https://example.org")'


def taken(client, call, name="Ada", **query):
    with at(CHECKING):
        client.force_login(person(name))
        return client.get(reverse("reports:applications_xlsx", args=[call.code]), query)


def rows_of(answer):
    book = load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


def test_workbook_has_the_list_with_typed_cells(client, tmp_path):
    call = a_call_in_checking(2)
    answer = taken(client, call)
    assert answer.headers["Content-Disposition"].endswith(f'"{call.code}-applications.xlsx"')
    sheet = computed(answer.content, tmp_path).active
    head, first, second, together = sheet.iter_rows(values_only=True)
    assert head[:3] == ("Številka", "Prijavitelj", "Matična številka")
    assert (first[0], second[0]) == ("M27-A-001", "M27-A-002")
    application = call.applications.get(number="M27-A-001")
    sent = application.submissions.latest("sequence").submitted_at
    assert isinstance(first[5], datetime)
    assert abs(first[5] - timezone.localtime(sent).replace(tzinfo=None)).total_seconds() < 1
    assert first[7] * 100 == application.requested_cents
    assert together[7] == pytest.approx(first[7] + second[7])


def test_workbook_follows_filter_and_order_of_the_page(client):
    call = a_call_with_committee()
    for title in ("Kanarček", "Slavček", "Kos in kanarček"):
        a_sent_application(call, title=title)
    open_call(call)
    numbers = [row[0] for row in rows_of(taken(client, call, q="kanarček"))[1:-1]]
    assert numbers == ["M27-A-001", "M27-A-003"]
    for number, cents in (("M27-A-001", 100), ("M27-A-002", 900), ("M27-A-003", 500)):
        call.applications.filter(number=number).update(requested_cents=cents)
    rows = rows_of(taken(client, call, order="requested"))
    numbers = [row[0] for row in rows[1:-1]]
    assert numbers == ["M27-A-002", "M27-A-003", "M27-A-001"]
    assert rows_of(taken(client, call, q="nobody"))[1][0] == "Skupaj"
    # What does not exist chooses nothing.
    assert len(rows_of(taken(client, call, state="'", lot="\x00", order="pk"))) == 5


def test_workbook_keeps_what_people_wrote_as_text(client):
    call = a_call_with_committee()
    a_sent_application(call, title=FORMULA)
    open_call(call)
    book = load_workbook(io.BytesIO(taken(client, call).content))
    cell = book.active.cell(row=2, column=4)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)


def test_workbook_speaks_the_language_of_its_reader(client):
    call = a_call_in_checking(1)
    with override("it"):
        answer = taken(client, call)
    assert rows_of(answer)[0][1] == "Richiedente"


def test_page_leads_to_the_workbook_with_its_choice(client):
    call = a_call_in_checking(1)
    with at(CHECKING):
        client.force_login(person("Ada"))
        page = client.get(reverse("grants:desk_applications", args=[call.code]), {"q": "M27"})
    address = reverse("reports:applications_xlsx", args=[call.code])
    assert f'href="{address}?q=M27"' in page.content.decode()
