"""The first web process: what it does before it splits."""

import os
import subprocess
import sys
from pathlib import Path

from config.serving import web

# Of the program as it stands before the first split: threads would not be there after it, and one
# connection would be used by all.
LOOK = """
import threading
from config.serving import web
web._load()
from django.db import connections
print(threading.active_count(), [one.connection for one in connections.all(initialized_only=True)])
"""


def test_program_is_loaded_once_before_any_process_splits_off(monkeypatch):
    done = []

    class Parent:
        def __init__(self, *_given):
            assert Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).is_dir()
            done.append("split")

        def run(self):
            return 0

    # What is set within is taken back after the test.
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(web, "_listen", lambda host, port: None)
    monkeypatch.setattr(web, "import_module", done.append)
    monkeypatch.setattr(web, "_Parent", Parent)
    assert web.main([]) == 0
    assert done == ["config.serving.web_server", "config.wsgi", "split"]
    assert not Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).exists()


def test_loaded_program_has_neither_thread_nor_connection():
    ran = subprocess.run([sys.executable, "-c", LOOK], check=True, capture_output=True, text=True)
    threads, _space, connections = ran.stdout.strip().partition(" ")
    assert threads == "1"
    assert connections in ("[]", "[None]")
