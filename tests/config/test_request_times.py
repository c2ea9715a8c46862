import os

import pytest

from config import request_times


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(request_times, "_folder", lambda: tmp_path)
    monkeypatch.setattr(request_times, "_own", {})


def test_observe_counts_by_status_and_bound():
    for status, seconds in ((200, 0.004), (204, 0.3), (302, 20.0), (503, 0.01)):
        request_times.observe(status, seconds)
    found = {name: (counts, sums) for name, counts, sums in request_times.totals()}
    assert found["2xx"] == ((1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0), 304_000)
    assert found["3xx"] == ((*[0] * 10, 1), 20_000_000)
    assert found["4xx"] == ((0,) * 11, 0)
    assert sum(found["5xx"][0]) == 1


def test_totals_add_up_the_processes_of_one_server(tmp_path):
    request_times.observe(200, 0.001)
    own = (tmp_path / f"{os.getppid()}-{os.getpid()}").read_bytes()
    (tmp_path / f"{os.getppid()}-1").write_bytes(own)
    (tmp_path / "1-2").write_bytes(own)
    (tmp_path / f"{os.getppid()}-3").write_bytes(b"cut short")
    _name, counts, microseconds = next(request_times.totals())
    assert (counts[0], microseconds) == (2, 2000)


def test_files_of_servers_that_are_gone_are_removed(tmp_path):
    gone = tmp_path / f"{2**22 + 1}-7"
    gone.write_bytes(b"")
    request_times.observe(200, 0.001)
    assert not gone.exists()
