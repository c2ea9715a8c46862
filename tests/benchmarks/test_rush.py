from benchmarks.rush import rows

FOUND = {"lost": [], "doubled": [], "unproven": [], "fsck": [], "receipts": 300}


def _done(outcome: str = "ok") -> dict[str, object]:
    presses = [[f"M27-A-{n}", "ok", 0.0, 0.1, 0.2, ""] for n in range(299)]
    return {"seconds": 1.5, "web": 0.6, "presses": [*presses, ["M27-A-300", outcome, 0, 1, 2, ""]]}


def test_rows_of_a_good_rush_meet_both_goals():
    rate, computing, wrong = rows("sqlite", _done(), FOUND)
    assert (rate.measured, rate.met) == ("200 a second", True)
    assert "submit p50 100, p95 100" in rate.peer
    assert computing.measured == "2 ms"
    assert (wrong.measured, wrong.met) == ("0 errors, 0 lost, 0 doubled", True)


def test_rows_count_what_went_wrong():
    assert rows("sqlite", _done("503"), FOUND)[2].measured == "1 errors, 0 lost, 0 doubled"
    assert rows("sqlite", _done(), {**FOUND, "lost": ["M27-A-1"]})[2].met is False
    assert rows("sqlite", _done(), {**FOUND, "fsck": ["entry 4"]})[2].met is False
