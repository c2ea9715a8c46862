"""The renderer hangs, crashes, eats memory, loses its parent: whoever asked goes on."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import pytest

from reports.documents.renderer import pool as pools
from reports.documents.renderer.folder import Folder
from reports.documents.renderer.pool import (
    DocumentFailed,
    DocumentTookTooLong,
    DocumentTooLarge,
    NoEngine,
    Pool,
    RendererDied,
)
from tests.reports.planted_renderer import CRASH, EAT, FAULT, HANG, STUCK

ROOT = Path(__file__).resolve().parents[2]
STYLE = ({}, [])


@pytest.fixture
def pool(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(pools, "PROGRAM", "tests.reports.planted_renderer")
    made = Pool()
    yield made
    made.end()


def ask(pool, page):
    return pool.render(STYLE, {}, [page.encode()]).decode()


def renderer_of(pool):
    return pool.idle[0]


def is_running(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(process, seconds=20):
    ends = time.monotonic() + seconds
    while is_running(process):
        assert time.monotonic() < ends, "The renderer outlived its parent."
        time.sleep(0.02)


def test_pool_keeps_one_warm_renderer(pool):
    assert ask(pool, "one").split()[-1] == ask(pool, "two").split()[-1]
    assert len(pool.idle) == 1


@pytest.mark.parametrize("page", [HANG, STUCK])
def test_pool_kills_a_renderer_that_hangs_and_goes_on(pool, page, monkeypatch):
    ask(pool, "warm")
    hung = renderer_of(pool)
    monkeypatch.setattr(pools, "RENDER_SECONDS", 0.5)
    with pytest.raises(DocumentTookTooLong):
        ask(pool, page)
    assert hung.process.returncode == -signal.SIGKILL
    assert not Path(hung.folder.path).exists()
    monkeypatch.setattr(pools, "RENDER_SECONDS", 30)
    assert ask(pool, "next").startswith("next by")


def test_pool_tries_a_page_once_more_and_names_the_crash(pool, monkeypatch):
    started = []
    real = pools.Renderer

    def counted(style):
        started.append(real(style))
        return started[-1]

    monkeypatch.setattr(pools, "Renderer", counted)
    with pytest.raises(RendererDied):
        ask(pool, CRASH)
    assert [one.process.returncode for one in started] == [-signal.SIGSEGV] * 2
    assert ask(pool, "next").startswith("next by")


def test_pool_does_not_show_that_an_idle_renderer_was_killed(pool):
    ask(pool, "warm")
    os.kill(renderer_of(pool).process.pid, signal.SIGKILL)
    assert ask(pool, "next").startswith("next by")


def test_pool_gives_a_page_half_a_gigabyte(pool):
    assert pools.MOST_BYTES == 512 * 1024 * 1024
    with pytest.raises(DocumentTooLarge):
        ask(pool, EAT)
    assert ask(pool, "next").startswith("next by")


def test_pool_tells_the_kind_of_a_fault_and_not_its_words(pool):
    with pytest.raises(DocumentFailed, match=r"^ValueError$"):
        ask(pool, FAULT)
    assert pool.idle == []


def test_pool_says_that_the_library_is_missing(pool):
    with pytest.raises(NoEngine, match="libpango"):
        pool.render(({"pango": "missing"}, []), {}, [b"a"])


def test_pool_renders_for_several_threads_at_once(pool):
    answers = []

    def one(page):
        answers.append(ask(pool, page))

    threads = [threading.Thread(target=one, args=(f"page-{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(text.split()[0] for text in answers) == [f"page-{i}" for i in range(8)]
    assert len(pool.idle) <= pools.MOST_AT_ONCE


def test_renderer_is_told_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("MERILA_SECRET_KEY", "not for the renderer")
    assert not [name for name in pools._environment("/tmp/x") if name.startswith("MERILA_")]


@pytest.mark.parametrize("page", ["warm", HANG])
def test_renderer_ends_when_its_parent_is_killed(page):
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), page],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    process, folder = parent.stdout.readline().split()
    parent.kill()
    parent.communicate()
    wait_until_gone(int(process))
    assert not Path(folder).exists()


def left_behind():
    """The folder of a renderer that was killed together with its parent."""
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), "warm"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": tempfile.gettempdir()},
        stdout=subprocess.PIPE,
        text=True,
    )
    process, folder = parent.stdout.readline().split()
    os.kill(int(process), signal.SIGKILL)
    parent.kill()
    parent.communicate()
    wait_until_gone(int(process))
    (Path(folder) / "font.cache").write_text("left")
    return Path(folder)


def grow_old(folder, minutes):
    then = time.time() - 60 * minutes
    os.utime(folder, (then, then))


def test_renderer_clears_away_what_the_killed_left(pool):
    dead, young = left_behind(), left_behind()
    grow_old(dead, 10)
    ask(pool, "one")
    assert not dead.exists()
    assert young.is_dir()


def test_renderer_leaves_the_folders_of_the_living(pool, tmp_path):
    ask(pool, "one")
    mine = Path(renderer_of(pool).folder.path)
    grow_old(mine, 600)
    elsewhere = tmp_path / "merila-renderer-link"
    elsewhere.symlink_to(tmp_path.parent)
    other = Pool()
    ask(other, "two")
    other.end()
    assert sorted(tmp_path.iterdir()) == sorted([mine, elsewhere])
    assert ask(pool, "three").startswith("three by")
    pool.end()
    assert list(tmp_path.iterdir()) == [elsewhere]


PARENT = """
    import sys, threading, time
    from reports.documents.renderer import pool as pools

    pools.PROGRAM = "tests.reports.planted_renderer"
    pool = pools.Pool()
    pool.render(({}, []), {}, [b"warm"])
    renderer = pool.idle[0]
    if sys.argv[1] != "warm":
        asking = threading.Thread(target=renderer.ask, args=(({}, [sys.argv[1].encode()]), 60))
        asking.start()
        time.sleep(0.3)
    print(renderer.process.pid, renderer.folder.path, flush=True)
    time.sleep(60)
"""


def test_forked_process_leaves_the_renderers_to_its_parent(pool):
    ask(pool, "warm")
    keeper = renderer_of(pool)
    forked = os.fork()
    if forked == 0:
        pool.forget()
        os._exit(0 if pool.idle == [] and keeper.pages.closed else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    grow_old(keeper.folder.path, 600)
    Folder().remove()
    assert Path(keeper.folder.path).is_dir()
    assert ask(pool, "next").startswith("next by")
    assert renderer_of(pool) is keeper
