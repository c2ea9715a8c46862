"""The one command, as a module: what it offers and what it says."""

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


def test_stop_is_one_line(merila, capsys, monkeypatch):
    def stop(_arguments):
        raise merila.Stop("Chromium is missing.")

    monkeypatch.setitem(merila.COMMANDS, "test", stop)
    assert merila.main(["test"]) == 1
    assert capsys.readouterr().err == "Chromium is missing.\n"
