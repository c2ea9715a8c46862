"""The one command, as a module: what it offers and what it says."""

import importlib.util
import socket
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db.migrations.exceptions import MigrationSchemaMissing

import manage
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


def test_yaml_is_read_with_the_packages_whatever_the_file_is_called(tmp_path, monkeypatch):
    """Only where it is YAML: JSON called so needs none of them."""
    asked = []
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.setattr(passed_on, "ensure_environment", lambda *_: Path("python"))
    monkeypatch.setattr(passed_on, "exit_code_of", lambda command, **_: asked.append(command) or 7)
    files = [tmp_path / "call.txt", tmp_path / "evaluation.yaml"]
    for file in files:
        file.write_text("{}")
    assert passed_on.in_core("recompute")([*map(str, files)]) == 1
    assert asked == []
    files[0].write_text("lots: []")
    assert passed_on.in_core("recompute")([*map(str, files)]) == 7
    assert [command[2:] for command in asked] == [["recompute", *map(str, files)]]


def test_folder_that_cannot_be_made_is_one_line(merila, capsys, monkeypatch, tmp_path):
    def into_a_file(_arguments):
        (tmp_path / "file").write_text("")
        (tmp_path / "file" / "folder").mkdir()

    monkeypatch.setitem(merila.COMMANDS, "test", into_a_file)
    assert merila.main(["test"]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'file' / 'folder'}: Not a directory\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demo", "--port", "99999"], "a whole number from 1 to 65535, not '99999'"),
        (["demo", "--port", "-1"], "a whole number from 1 to 65535, not '-1'"),
        (["serve", "--port", "0"], "a whole number from 1 to 65535, not '0'"),
        (["serve", "--port", "٣"], "a whole number from 1 to 65535, not '٣'"),
        (["serve", "--processes", "0"], "a whole number from 1 to 256, not '0'"),
    ],
)
def test_number_that_no_machine_has_is_refused_before_anything_is_installed(
    merila, capsys, arguments, said
):
    with pytest.raises(SystemExit) as ended:
        merila.main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_second_start_at_the_same_port_is_one_line(merila, capsys):
    with socket.create_server(("127.0.0.1", 0)) as first:
        port = first.getsockname()[1]
        assert merila.main(["serve", "--port", str(port)]) == 1
    said = f"Nobody can listen at 127.0.0.1, port {port}: Address already in use. Choose another.\n"
    assert capsys.readouterr().err == said


def test_unknown_drill_names_those_there_are(merila, capsys):
    assert merila.main(["drill", "storm"]) == 1
    assert capsys.readouterr().err.startswith("No drill is called storm. There are: ")


def test_command_of_the_program_stands_where_the_person_stands(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(passed_on, "ensure_environment", lambda *_paths: Path("python"))
    monkeypatch.setattr(
        passed_on, "exit_code_of", lambda command, **options: asked.append((command, options)) or 0
    )
    monkeypatch.chdir(tmp_path)
    assert passed_on.fsck(["--at-least", "checkpoint"]) == 0
    [(command, options)] = asked
    assert command[1:] == [str(ROOT / "manage.py"), "fsck", "--at-least", "checkpoint"]
    assert options == {"cwd": tmp_path}


MANAGED = {
    "setting that is missing": ({}, "MERILA_SECRET_KEY is missing: "),
    "data folder that is a file": ({"MERILA_DEMO": "1", "MERILA_DATA": str(ROOT / "merila")}, ""),
    "database without tables": ({"MERILA_DEMO": "1"}, "The database: no such table"),
    "database that is away": (
        {"MERILA_DEMO": "1", "MERILA_DATABASE_URL": "postgres://a:b@127.0.0.1:1/c"},
        "The database: connection failed",
    ),
}


@pytest.mark.parametrize("case", MANAGED)
def test_what_the_machine_lacks_is_a_sentence(case, tmp_path):
    variables, said = MANAGED[case]
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "rotate_keys", "--by=root@obcina.example"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "MERILA_DATA": str(tmp_path), **variables},
    )
    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_migrate_with_the_role_of_the_program_is_a_sentence(monkeypatch, capsys):
    def refused(_arguments):
        raise MigrationSchemaMissing("Unable to create the django_migrations table")

    monkeypatch.setattr(manage, "execute_from_command_line", refused)
    with pytest.raises(SystemExit) as ended:
        manage.main(["manage.py", "migrate"])
    assert ended.value.code == 2
    said = "The database: Unable to create the django_migrations table\n"
    assert capsys.readouterr().err == said


def test_command_speaks_the_language_it_is_asked_for_on_a_new_machine(monkeypatch):
    """The translations are compiled before any command of manage.py is carried out."""
    done = []
    monkeypatch.setattr(passed_on, "ensure_environment", lambda *_where: Path(sys.executable))
    monkeypatch.setattr(passed_on, "ensure_messages", lambda _python: done.append("messages"))
    monkeypatch.setattr(
        passed_on, "exit_code_of", lambda words, **_where: done.append(words[2]) or 0
    )
    assert passed_on.setup([]) == 0
    assert done == ["messages", "migrate", "messages", "set_up"]
