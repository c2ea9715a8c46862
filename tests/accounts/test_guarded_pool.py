"""A child hangs, crashes, eats memory, loses its parent: whoever asked goes on."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from accounts.guarded import pool as pools
from accounts.guarded.alive import heard_by
from accounts.guarded.folder import Folder
from accounts.guarded.pool import (
    Busy,
    ChildDied,
    ChildFailed,
    NoEngine,
    Pool,
    TookTooLong,
    TookTooMuch,
)
from reports.documents.pdf import RENDERER
from tests.accounts.planted_program import CRASH, DEEP, EAT, FAULT, HANG, PLANTED, STUCK

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pool(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Pool(PLANTED)
    yield made
    made.end()


def ask(pool, question, processor=None):
    words, parts = pool.ask(({}, [question.encode()]), processor)
    assert words == {"said": "ok"}
    return parts[0].decode()


def child_of(pool):
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
        assert time.monotonic() < ends, "The child outlived its parent."
        time.sleep(0.02)


def test_who_waits_for_a_child_gives_signs_of_life(pool, monkeypatch):
    """Its clock watches the child, and it may take longer than a worker that is silent."""
    monkeypatch.setattr(pools, "_GLANCE", 20)
    pool.program = replace(PLANTED, clock=1)
    heard = []
    with heard_by(lambda: heard.append(1)), pytest.raises(TookTooLong):
        ask(pool, HANG)
    assert len(heard) > 10


def test_pool_keeps_one_warm_child(pool):
    assert ask(pool, "one").split()[-1] == ask(pool, "two").split()[-1]
    assert len(pool.idle) == 1


@pytest.mark.parametrize(("question", "ended"), [(HANG, signal.SIGKILL), (STUCK, signal.SIGPROF)])
def test_pool_kills_a_child_at_the_end_of_its_time_and_goes_on(pool, question, ended):
    """By the clock where it waits, by its processor time where it works."""
    pool.program = replace(PLANTED, clock=30 if question == STUCK else 0.5, processor=0.5)
    ask(pool, "warm")
    hung = child_of(pool)
    with pytest.raises(TookTooLong):
        ask(pool, question)
    assert hung.process.returncode == -ended
    assert not Path(hung.folder.path).exists()
    assert ask(pool, "next").startswith("next by")


def test_pool_counts_the_time_of_each_question_anew(pool):
    pool.program = replace(PLANTED, processor=0.5)
    for number in range(3):
        assert ask(pool, f"{number}").startswith(f"{number} by")
    with pytest.raises(TookTooLong):
        ask(pool, STUCK, 0.2)


def test_pool_sends_away_who_would_wait_too_long(pool):
    pool.program = replace(PLANTED, waiting=0.05)
    with pool._place(), pool._place(), pytest.raises(Busy):
        ask(pool, "third")
    assert ask(pool, "next").startswith("next by")


def test_pool_says_that_no_process_can_be_started(pool, monkeypatch, tmp_path):
    def no_process(*_command, **_options):
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", no_process)
    with pytest.raises(Busy):
        ask(pool, "one")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert ask(pool, "next").startswith("next by")


def test_pool_tries_a_page_once_more_and_names_the_crash(pool, monkeypatch):
    started = []
    real = pools.GuardedChild

    def counted(*given):
        started.append(real(*given))
        return started[-1]

    monkeypatch.setattr(pools, "GuardedChild", counted)
    with pytest.raises(ChildDied):
        ask(pool, CRASH)
    assert [one.process.returncode for one in started] == [-signal.SIGSEGV] * 2
    assert ask(pool, "next").startswith("next by")


def test_pool_does_not_show_that_an_idle_child_was_killed(pool):
    ask(pool, "warm")
    os.kill(child_of(pool).process.pid, signal.SIGKILL)
    assert ask(pool, "next").startswith("next by")


def test_pool_gives_a_page_half_a_gigabyte():
    assert RENDERER.most_bytes == 512 * 1024 * 1024


def test_pool_stops_what_eats_memory(pool):
    with pytest.raises(TookTooMuch):
        ask(pool, EAT)
    assert ask(pool, "next").startswith("next by")


def test_pool_tells_the_kind_of_a_fault_and_not_its_words(pool):
    with pytest.raises(ChildFailed, match=r"^ValueError$"):
        ask(pool, FAULT)
    assert pool.idle == []


def test_pool_keeps_a_child_after_a_fault_that_leaves_it_whole(pool):
    pool.program = replace(PLANTED, harmless=frozenset({"RecursionError"}))
    ask(pool, "warm")
    with pytest.raises(ChildFailed, match=r"^RecursionError$"):
        ask(pool, DEEP)
    assert len(pool.idle) == 1


def test_pool_says_that_the_library_is_missing(pool):
    with pytest.raises(NoEngine, match="libpango"):
        Pool(PLANTED, lambda: ({"pango": "missing"}, [])).ask(({}, [b"a"]))


def test_pool_answers_several_threads_at_once(pool):
    answers = []

    def one(page):
        answers.append(ask(pool, page))

    threads = [threading.Thread(target=one, args=(f"page-{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(text.split()[0] for text in answers) == [f"page-{i}" for i in range(8)]
    assert len(pool.idle) <= PLANTED.at_once


def test_child_is_told_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("MERILA_SECRET_KEY", "not for the child")
    assert not [name for name in pools._environment("/tmp/x") if name.startswith("MERILA_")]


@pytest.mark.parametrize("question", ["warm", HANG])
def test_child_ends_when_its_parent_is_killed(question):
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), question],
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
    """The folder of a child that was killed together with its parent."""
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


def test_child_clears_away_what_the_killed_left(pool):
    dead, young = left_behind(), left_behind()
    grow_old(dead, 10)
    ask(pool, "one")
    assert not dead.exists()
    assert young.is_dir()


def test_child_leaves_the_folders_of_the_living(pool, tmp_path):
    ask(pool, "one")
    mine = Path(child_of(pool).folder.path)
    grow_old(mine, 600)
    elsewhere = tmp_path / "merila-child-link"
    elsewhere.symlink_to(tmp_path.parent)
    other = Pool(PLANTED)
    ask(other, "two")
    other.end()
    assert sorted(tmp_path.iterdir()) == sorted([mine, elsewhere])
    assert ask(pool, "three").startswith("three by")
    pool.end()
    assert list(tmp_path.iterdir()) == [elsewhere]


PARENT = """
    import sys, threading, time
    from accounts.guarded.pool import Pool
    from tests.accounts.planted_program import PLANTED

    pool = Pool(PLANTED)
    pool.ask(({}, [b"warm"]))
    child = pool.idle[0]
    if sys.argv[1] != "warm":
        question = ({"question": {}, "seconds": 60}, [sys.argv[1].encode()])
        asking = threading.Thread(target=child.ask, args=(question, 60))
        asking.start()
        time.sleep(0.3)
    print(child.process.pid, child.folder.path, flush=True)
    time.sleep(60)
"""


def test_forked_process_leaves_the_children_to_its_parent(pool):
    ask(pool, "warm")
    keeper = child_of(pool)
    forked = os.fork()
    if forked == 0:
        pool.forget()
        os._exit(0 if pool.idle == [] and keeper.questions.closed else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    grow_old(keeper.folder.path, 600)
    Folder().remove()
    assert Path(keeper.folder.path).is_dir()
    assert ask(pool, "next").startswith("next by")
    assert child_of(pool) is keeper
