import pytest

from jobs import errands
from jobs.errands import register_errand, run_errands


@pytest.fixture(autouse=True)
def _none_registered(monkeypatch):
    monkeypatch.setattr(errands, "_errands", [])


def test_run_errands_runs_each_once_a_turn():
    done = []
    for errand in (done.clear, lambda: done.append(1)):
        register_errand(errand)
        register_errand(errand)
    run_errands()
    assert done == [1]


def test_run_errands_does_not_stop_at_one_that_fails():
    done = []

    def fails():
        raise ValueError

    register_errand(fails)
    register_errand(lambda: done.append(1))
    run_errands()
    assert done == [1]
