"""Call files and evaluation files: refused with one sentence, by every way that leads in."""

import json
import re
import time

import pytest
from django.utils import translation

from callfile.checked import MOST_SHOWN
from grants.call_files.reading import read_call
from grants.words.call_file_messages import line_of
from scoring.core.run.files import read_file
from scoring.core.run.recompute import main, recompute
from tests.bad_input.corpus.documents import (
    GOOD,
    JSON_DOCUMENTS,
    LARGE_DOCUMENTS,
    YAML_DOCUMENTS,
)
from tests.bad_input.doors import a_file
from tests.bad_input.judge import assert_language, language_of, sound
from tests.bad_input.world import NOW
from tests.personas import bonaca
from tests.stage import at

pytestmark = pytest.mark.django_db
DOCUMENTS = {
    **{f"json-{name}": data for name, data in JSON_DOCUMENTS.items()},
    **{f"yaml-{name}": data for name, data in YAML_DOCUMENTS.items()},
    **{f"large-{name}": data for name, data in LARGE_DOCUMENTS.items()},
}
PARTS = ("basics", "dates", "money", "remedy")
CASES = [(number, name, data) for number, (name, data) in enumerate(DOCUMENTS.items())]


@pytest.mark.parametrize(("number", "name", "data"), CASES, ids=DOCUMENTS)
def test_call_file_is_refused_with_words(number, name, data):
    language = language_of(number)
    found = read_call(data)
    assert found.faults
    with translation.override(language):
        for fault in found.faults:
            words = line_of(fault)
            assert "\n" not in words
            assert_language(re.sub(r"“[^”]*”", "", words), language)


@pytest.mark.parametrize(("number", "name", "data"), CASES, ids=DOCUMENTS)
def test_call_file_at_the_page_is_refused_or_a_faulty_draft(world, number, name, data):
    language = language_of(number)
    given = {"file": a_file("razpis.yaml", data), "file_number": "610-77/2026"}
    with at(NOW):
        answer = world.client("Ada").post(
            f"/{language}/desk/call-from-file/", {**given, "funder": bonaca().pk}
        )
    page = sound(answer, language if answer.status_code == 422 else "")
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert page.value("file_number") == "610-77/2026"
        assert_language(page.fault("file"), language)
        assert page.fault("file")


def test_pages_of_a_large_draft_come_at_once(world):
    """All in one go: the draft of each file that could be kept, on each of its pages."""
    client, slow, seen = world.client("Ada"), {}, 0
    for number, (name, data) in enumerate(LARGE_DOCUMENTS.items()):
        code = f"veliki-{number}"
        sent = data.replace(b'"mala-2027"', f'"{code}"'.encode())
        given = {"file": a_file("razpis.json", sent), "funder": bonaca().pk, "file_number": "6"}
        with at(NOW):
            if client.post("/sl/desk/call-from-file/", given).status_code != 302:
                continue
            for page in ("", "set-up/", *(f"set-up/{one}/" for one in PARTS)):
                began = time.process_time()
                answer = client.get(f"/sl/desk/calls/{code}/{page}")
                sound(answer, "sl")
                seen += answer.status_code == 200
                if time.process_time() - began > 1 or len(answer.content) > 600_000:
                    slow[f"{name} {page}"] = len(answer.content)
    assert slow == {}
    assert seen >= 6 * 10


@pytest.mark.parametrize(("number", "name", "data"), CASES, ids=DOCUMENTS)
def test_evaluation_file_stops_the_computation_with_a_line_for_each_fault(
    tmp_path, capsys, number, name, data
):
    call = tmp_path / "call.json"
    call.write_text(GOOD)
    evaluation = tmp_path / f"evaluation.{'json' if name.startswith('json') else 'yaml'}"
    evaluation.write_bytes(data)
    code = main([str(call), str(evaluation)])
    output = capsys.readouterr()
    lines = output.err.splitlines()
    assert len(lines) <= MOST_SHOWN
    assert bool(lines) == bool(code)
    assert code != 2 or all(line.startswith(f"{evaluation}: ") for line in lines)
    assert "Traceback" not in output.err
    if code == 0:
        # A file that says nothing of applications is an evaluation of none.
        assert json.loads(output.out) == recompute(json.loads(GOOD), read_file(str(evaluation)))
