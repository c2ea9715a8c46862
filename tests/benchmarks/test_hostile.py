from benchmarks import run
from benchmarks.hostile import rows
from benchmarks.rows import Row

QUICK = [0.02] * 56
SENT = [("PDF", 422, 0.5), ("Host", 400, 0.01), ("PDF", 422, 1.25)]


def test_rows_of_submits_that_wait_for_nobody_meet_both_goals():
    beside, refused = rows("sqlite", QUICK, [0.022] * 56, SENT)
    assert (beside.measured, beside.met) == ("p50 22, p95 22 ms", True)
    assert "ratio 1.10 of the medians, 1.10 of the p95" in beside.peer
    assert (refused.measured, refused.met) == ("at most 1.25 s", True)
    assert refused.peer == "Host 0.01 s; PDF 1.25 s; 0 not refused"


def test_rows_of_submits_that_wait_behind_files_miss_the_goal():
    assert rows("sqlite", QUICK, [0.03] * 56, SENT)[0].met is False
    # Most of them are quick, and some stand behind a file.
    assert rows("sqlite", QUICK, [*[0.02] * 50, *[5.0] * 6], SENT)[0].met is False


def test_row_of_what_was_sent_wants_it_refused_in_time():
    assert rows("sqlite", QUICK, QUICK, [("PDF", 422, 2.5)])[1].met is False
    assert rows("sqlite", QUICK, QUICK, [("PDF", 200, 0.5)])[1].met is False


def test_measured_part_takes_the_place_of_the_old_one(tmp_path, monkeypatch):
    page = tmp_path / "performance.md"
    parts = [("Pages", [Row("a", "1 s")], 3.0), ("Ledger", [Row("b", "2 s")], 4.0)]
    page.write_text(f"Before\n{run.BEGIN}\n\n{run.table(parts)}\n{run.END}\nAfter\n")
    monkeypatch.setattr(run, "PAGE", page)
    for heading, measured in (("Pages", "5 s"), ("New", "6 s"), ("Ledger", "7 s")):
        run.replace_parts([(heading, [Row("c", measured)], 1.0)])
    text = page.read_text()
    assert [line for line in text.splitlines() if line.startswith("### ")] == [
        "### Pages",
        "### Ledger",
        "### New",
    ]
    assert [f"| c | {n} s |" in text for n in (5, 6, 7)] == [True] * 3
    assert "1 s |" not in text.replace("1 s, on", "")
    assert text.count("\n\n\n") == 0
    assert (text.startswith("Before\n"), text.endswith("\nAfter\n")) == (True, True)
