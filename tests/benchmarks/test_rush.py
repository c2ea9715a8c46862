from benchmarks.rush import kept, rows

FOUND = {"lost": [], "doubled": [], "unproven": [], "fsck": [], "receipts": 300}
PRESSES = [[f"M27-A-{n}", "ok", 0.0, 0.1, 0.2, ""] for n in range(300)]


def _done(seconds: float) -> dict[str, object]:
    return {"seconds": seconds, "web": 0.6, "presses": PRESSES}


def test_rows_of_a_good_rush_meet_both_goals():
    alone, followed, computing = rows("sqlite", _done(1.5), _done(3.0))
    assert (alone.measured, alone.met) == ("200 a second", True)
    assert "p50 100, p95 100" in alone.peer
    assert (followed.measured, followed.met) == ("100 a second", None)
    assert "p50 200, p95 200" in followed.peer
    assert computing.measured == "2 ms"
    wrong = kept("sqlite", PRESSES, FOUND)
    assert (wrong.measured, wrong.met) == ("0 errors, 0 lost, 0 doubled", True)


def test_rows_of_a_slow_rush_miss_the_goal():
    assert rows("sqlite", _done(6.1), _done(6.1))[0].met is False


def test_row_of_what_was_kept_counts_what_went_wrong():
    broken = [*PRESSES, ["M27-A-300", "503", 0, 1, 2, ""]]
    assert kept("sqlite", broken, FOUND).measured == "1 errors, 0 lost, 0 doubled"
    assert kept("sqlite", broken, FOUND).met is False
    assert kept("sqlite", PRESSES, {**FOUND, "lost": ["M27-A-1"]}).met is False
    assert kept("sqlite", PRESSES, {**FOUND, "fsck": ["entry 4"]}).met is False
