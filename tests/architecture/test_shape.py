"""The shape of files: names, sizes, and what may stand on which step."""

import ast

import pytest

from tests.architecture.sources import (
    APPS,
    ROOT,
    imported_modules,
    layer_files,
    name,
    parse,
    python_files,
)

_EVERYWHERE = (*APPS, "callfile", "config", "tests", "benchmarks")
_NO_NAMES = {"common", "handler", "handlers", "helper", "helpers", "manager", "misc", "utils"}
_OF_REQUESTS = {"django.http", "django.shortcuts", "django.contrib.messages"}
_RUN_TEXT = {"eval", "exec", "os.system", "os.popen", "pickle.load", "pickle.loads"}
# Of functions the design aims at 40; here the build stops.
MOST_LINES, MOST_TEST_LINES, MOST_FUNCTION_LINES = 300, 500, 60
MOST_FILES, FEW_LINES = 15, 25


def test_files_stay_short():
    long = []
    for path in python_files(*_EVERYWHERE):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        most = MOST_TEST_LINES if name(path).startswith("tests/") else MOST_LINES
        if lines > most:
            long.append(f"{name(path)}: {lines} lines")
    assert long == []


def test_a_folder_has_rooms_where_it_has_many_files():
    """Whoever looks for a line finds the room first."""
    many = {}
    for path in python_files(*APPS, "callfile", "config", "command"):
        if path.name != "__init__.py" and "migrations" not in path.parts:
            many.setdefault(name(path.parent), []).append(path.name)
    found = {folder: len(names) for folder, names in many.items() if len(names) > MOST_FILES}
    assert found == {}


def test_a_short_file_says_why_it_stands_alone():
    usual = {"__init__.py", "apps.py", "urls.py"}
    silent = [
        name(path)
        for path in python_files(*APPS, "callfile", "config", "command")
        if path.name not in usual and "migrations" not in path.parts
        if 0 < len(path.read_text(encoding="utf-8").splitlines()) < FEW_LINES
        if not ast.get_docstring(parse(path))
    ]
    assert silent == []


def test_nothing_is_run_that_is_a_text():
    """No shell, no program out of a text, no object out of a file."""
    found = []
    for path in python_files(*APPS, "callfile", "config", "command"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.keyword) and node.arg == "shell":
                found.append(f"{name(path)}: shell")
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in _RUN_TEXT or called.endswith((".yaml.load", "yaml.unsafe_load")):
                found.append(f"{name(path)}: {called}")
    assert found == []


def test_functions_stay_short():
    long = [
        f"{name(path)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in python_files(*APPS, "callfile", "config")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_modules_are_named_after_what_they_hold():
    assert [name(path) for path in python_files(*_EVERYWHERE) if path.stem in _NO_NAMES] == []


def test_migrations_are_named_by_hand():
    automatic = [
        name(path) for app in APPS for path in (ROOT / app / "migrations").glob("*_auto_*.py")
    ]
    assert automatic == []


@pytest.mark.parametrize("layer", ["actions", "selectors", "permissions", "models"])
def test_what_lies_below_the_forms_knows_no_request(layer):
    for path in layer_files(layer):
        tree = parse(path)
        assert not _OF_REQUESTS & set(imported_modules(tree)), name(path)
        # What an applicant is asked for is called a request too, and says its type.
        nameless = {
            node.arg
            for node in ast.walk(tree)
            if isinstance(node, ast.arg)
            and not (node.annotation and ast.unparse(node.annotation).startswith("Request"))
        }
        assert "request" not in nameless, name(path)


def test_actions_are_one_verb_in_a_file_of_that_name():
    wrong = []
    for path in layer_files("actions"):
        if path.stem.startswith("_"):
            continue
        functions = {node.name for node in parse(path).body if isinstance(node, ast.FunctionDef)}
        public = {function for function in functions if not function.startswith("_")}
        if path.stem not in public:
            wrong.append(f"{name(path)} has no {path.stem}()")
    assert wrong == []


def test_actions_take_keywords_only():
    wrong = [
        f"{name(path)}: {node.name} takes positional arguments"
        for path in layer_files("actions")
        for node in parse(path).body
        if isinstance(node, ast.FunctionDef) and node.name == path.stem
        if node.args.args or node.args.posonlyargs
    ]
    assert wrong == []


def test_nothing_is_left_for_later():
    marks = ("TO" + "DO", "FIX" + "ME", "X" * 3 + " ", "pytest.mark.s" + "kip", "x" + "fail(")
    wrong = [
        f"{name(path)}: {mark.strip()}"
        for path in python_files(*_EVERYWHERE)
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_words_ask_no_database():
    wrong = [
        f"{name(path)}: {ast.unparse(node)}"
        for path in layer_files("words")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert wrong == []
