"""The demo, before it is served."""

import pytest

from command import demo
from command.running import ROOT, Stop


def test_reset_refuses_data_that_is_not_the_demos(tmp_path, monkeypatch):
    monkeypatch.setenv("MERILA_DATA", str(tmp_path))
    (tmp_path / "merila.sqlite3").write_text("real")
    with pytest.raises(Stop, match="not the demo's"):
        demo.ensure_demo_data(ROOT, reset=True)
    assert (tmp_path / "merila.sqlite3").exists()
