"""Every CSV in the reader's writing: semicolons and commas, in English commas and points."""

import csv
import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import translation

from tests.personas import person
from tests.reports.published import a_published_result

pytestmark = pytest.mark.django_db
# The faults of an imported list repeat its own cells: tests/reports/test_history_import.py.
OF_A_LIST = {"history_faults"}
ROUTES = {
    "results_csv": ("code",),
    "register_csv": (),
    "past_awards_csv": (),
    "summary_csv": ("code",),
}


def csv_routes() -> set[str]:
    """The names of all addresses that end in .csv."""
    found = set()
    for one in get_resolver().url_patterns:
        for route in getattr(one, "url_patterns", []):
            for leaf in getattr(route, "url_patterns", [route]):
                if str(leaf.pattern).endswith(".csv"):
                    found.add(str(leaf.name))
    return found


def test_every_table_for_other_programs_is_read_here():
    assert csv_routes() == {*ROUTES, *OF_A_LIST}


@pytest.mark.parametrize(
    ("language", "parts", "mark"), [("sl", ";", ","), ("it", ";", ","), ("en", ",", ".")]
)
@pytest.mark.parametrize("name", ROUTES)
def test_table_is_written_as_its_reader_writes(client, name, language, parts, mark):
    call = a_published_result()
    client.force_login(person("Ada"))
    with translation.override(language):
        address = reverse(f"reports:{name}", args=[call.code] if ROUTES[name] else [])
    text = b"".join(client.get(address)).decode("utf-8-sig")
    head, *rows = csv.reader(text.splitlines(), delimiter=parts)
    assert len(head) > 4
    assert {len(row) for row in rows} <= {len(head)}
    amounts = re.findall(
        r"(?<![0-9])[0-9]+[.,][0-9]{2}(?![0-9])", " ".join(" ".join(row) for row in rows)
    )
    assert {one[-3] for one in amounts} <= {mark}
    assert amounts or name == "past_awards_csv"
