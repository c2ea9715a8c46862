"""The one command, as a module: what it asks for, counts, and keeps alive."""

import importlib.util
import sys
from importlib.machinery import SourceFileLoader

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture(scope="module")
def merila():
    loader = SourceFileLoader("merila_command", str(ROOT / "merila"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    loader.exec_module(module)
    yield module
    del sys.modules[loader.name]


def test_help_names_every_command(merila, capsys):
    assert merila.main([]) == 0
    page = capsys.readouterr().out
    assert [command for command in merila.COMMANDS if f"    {command} " not in page] == []


def test_unknown_command_is_one_line(merila, capsys):
    assert merila.main(["demmo"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_unknown_gate_names_those_there_are(merila, capsys, monkeypatch):
    monkeypatch.setattr(merila, "prepare_tests", lambda: ROOT / ".venv-test" / "bin" / "python")
    assert merila.main(["test", "stile"]) == 1
    assert "postgresql" in capsys.readouterr().err


def test_missing_program_is_one_line_where_it_cannot_be_brought(merila, capsys, monkeypatch):
    monkeypatch.setattr(merila.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(merila, "missing_for_tests", lambda: {"Chromium": "chromium"})
    assert merila.main(["test"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install chromium" in said


def test_skipped_test_counts_as_failed(merila, tmp_path):
    report = tmp_path / "report.xml"
    counts = 'tests="9" failures="1" errors="0" skipped="2"'
    report.write_text(f"<testsuites><testsuite {counts}/></testsuites>")
    gate = merila.Gate("browser", tests=["x"])
    merila.count_tests(gate, report, 0)
    assert (gate.passed, gate.failed) == (6, 3)


def test_gate_that_broke_before_its_report_fails(merila, tmp_path):
    gate = merila.Gate("sqlite", tests=["x"])
    merila.count_tests(gate, tmp_path / "none.xml", 4)
    assert gate.failed == 1


def test_gate_without_a_passed_test_fails_the_run(merila, capsys):
    assert merila.summarise([merila.Gate("browser", tests=["x"])]) == 1
    assert capsys.readouterr().out.rstrip().endswith("0 passed, 1 failed")


def test_child_that_ended_is_started_again_and_later_each_time(merila, capsys):
    child = merila.Child("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    child.start()
    first = child.process
    first.wait()
    child.watch()
    assert child.process is not first
    child.process.wait()
    child.watch()
    assert child.process is None
    assert child.due > merila.time.monotonic()
    assert "worker ended (3)" in capsys.readouterr().out


def test_child_is_ended_cleanly_with_what_it_started(merila):
    child = merila.Child("web", [sys.executable, "-c", "import signal; signal.pause()"])
    child.start()
    merila.end_all([child])
    assert child.process.returncode == -merila.signal.SIGTERM


def test_fingerprint_changes_with_content_and_name(merila, tmp_path, monkeypatch):
    monkeypatch.setattr(merila, "ROOT", tmp_path)
    file = tmp_path / "a.scss"
    file.write_text("x")
    one = merila.fingerprint([tmp_path])
    file.write_text("y")
    two = merila.fingerprint([tmp_path])
    file.rename(tmp_path / "b.scss")
    assert len({one, two, merila.fingerprint([tmp_path])}) == 3


def test_reset_refuses_data_that_is_not_the_demos(merila, tmp_path, monkeypatch):
    monkeypatch.setenv("MERILA_DATA", str(tmp_path))
    (tmp_path / "merila.sqlite3").write_text("real")
    with pytest.raises(merila.Stop, match="not the demo's"):
        merila.ensure_demo_data(ROOT, reset=True)
    assert (tmp_path / "merila.sqlite3").exists()
