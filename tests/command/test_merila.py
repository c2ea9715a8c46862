"""The one command, as a module: what it offers and what it says."""

import importlib.util
import subprocess
import sys
from importlib.machinery import SourceFileLoader

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from command import passed_on
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


def test_stop_is_one_line(merila, capsys, monkeypatch):
    def stop(_arguments):
        raise merila.Stop("Chromium is missing.")

    monkeypatch.setitem(merila.COMMANDS, "test", stop)
    assert merila.main(["test"]) == 1
    assert capsys.readouterr().err == "Chromium is missing.\n"


HELD_BY = {"fsck": "fsck", "check-call": "check_call"}


def shown_help(command, *options):
    """With an interpreter that has no package, and a home in which nothing may be installed."""
    return subprocess.run(
        [sys.executable, "-E", "-S", str(ROOT / "merila"), command, *options, "--help"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        env={"PATH": "/nowhere", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_every_command_explains_itself_and_installs_nothing(merila):
    for command in merila.COMMANDS:
        shown = shown_help(command)
        assert (command, shown.returncode, shown.stderr) == (command, 0, "")
        assert f"./merila {command}" in shown.stdout
        assert len(shown.stdout) > 100, command


@pytest.mark.parametrize("command", HELD_BY)
def test_help_names_every_option_of_the_program_behind_it(command):
    program = load_command_class(get_commands()[HELD_BY[command]], HELD_BY[command])
    base = BaseCommand().create_parser("", "")
    everywhere = {flag for one in base._actions for flag in one.option_strings}
    own = {
        flag
        for action in program.create_parser("manage.py", HELD_BY[command])._actions
        for flag in action.option_strings or [action.dest]
    }
    help_page = shown_help(command).stdout
    assert [flag for flag in own - everywhere if flag not in help_page] == []


def test_file_of_a_call_is_found_from_where_the_person_stands(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(passed_on, "manage", lambda arguments: asked.append(arguments) or 0)
    monkeypatch.chdir(tmp_path)
    assert passed_on.check_call(["razpis.yaml", "--language", "sl"]) == 0
    assert asked == [["check_call", "--language=sl", str(tmp_path / "razpis.yaml")]]
