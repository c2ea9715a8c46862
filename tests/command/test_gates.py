"""Gates: what they ask for and how they count."""

import pytest

from command import environment, gates
from command.running import ROOT, Stop


def test_unknown_gate_names_those_there_are(monkeypatch):
    monkeypatch.setattr(gates, "prepare_tests", lambda: ROOT / ".venv-test" / "bin" / "python")
    with pytest.raises(Stop, match="postgresql"):
        gates.test(["stile"])


def test_missing_program_is_one_line_where_it_cannot_be_brought(monkeypatch):
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(environment, "missing_for_tests", lambda: {"Chromium": "chromium"})
    with pytest.raises(Stop) as stop:
        gates.test([])
    assert "\n" not in str(stop.value)
    assert "apt-get install chromium" in str(stop.value)


def test_skipped_test_counts_as_failed(tmp_path):
    report = tmp_path / "report.xml"
    counts = 'tests="9" failures="1" errors="0" skipped="2"'
    report.write_text(f"<testsuites><testsuite {counts}/></testsuites>")
    gate = gates.Gate("browser", tests=["x"])
    gates.count_tests(gate, report, 0)
    assert (gate.passed, gate.failed) == (6, 3)


def test_gate_that_broke_before_its_report_fails(tmp_path):
    gate = gates.Gate("sqlite", tests=["x"])
    gates.count_tests(gate, tmp_path / "none.xml", 4)
    assert gate.failed == 1


def test_gate_without_a_passed_test_fails_the_run(capsys):
    assert gates.summarise([gates.Gate("browser", tests=["x"])]) == 1
    assert capsys.readouterr().out.rstrip().endswith("0 passed, 1 failed")


def test_every_test_with_a_browser_stands_where_its_gate_looks():
    [gate] = [one for one in gates.list_gates(ROOT) if one.name == "browser"]
    mark = f"pytest.mark.{gate.name}"
    marked = [path for path in ROOT.glob("tests/**/*.py") if mark in path.read_text("utf-8")]
    assert marked
    assert [path for path in marked if ROOT / gate.tests[0] not in path.parents] == []


def test_gates_of_one_process_run_side_by_side_and_the_large_ones_alone():
    large = [gate.name for gate in gates.list_gates(ROOT) if gate.takes_all]
    assert large == ["sqlite", "postgresql", "browser"]
