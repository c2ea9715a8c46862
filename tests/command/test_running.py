"""What every command shares."""

from command import running


def test_fingerprint_changes_with_content_and_name(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "ROOT", tmp_path)
    file = tmp_path / "a.scss"
    file.write_text("x")
    one = running.fingerprint_of([tmp_path])
    file.write_text("y")
    two = running.fingerprint_of([tmp_path])
    file.rename(tmp_path / "b.scss")
    assert len({one, two, running.fingerprint_of([tmp_path])}) == 3
