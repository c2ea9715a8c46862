"""Days as people write them here, and days that are none; `day` is ISO, None where refused."""

from typing import NamedTuple


class Day(NamedTuple):
    typed: str
    day: str | None


DAYS: dict[str, Day] = {
    "ours": Day("8. 5. 2020", "2020-05-08"),
    "without-blanks": Day("8.5.2020", "2020-05-08"),
    "zeros": Day("08. 05. 2020", "2020-05-08"),
    "italian": Day("8/5/2020", "2020-05-08"),
    "iso": Day("2020-05-08", "2020-05-08"),
    "no-break-spaces": Day("8.\u00a05.\u00a02020", "2020-05-08"),
    "blanks-around": Day("  8. 5. 2020 ", "2020-05-08"),
    "leap-day": Day("29. 2. 2020", "2020-02-29"),
    "no-leap-day": Day("29. 2. 2019", None),
    "no-leap-century": Day("29. 2. 1900", None),
    "thirty-first-of-february": Day("31. 2. 2020", None),
    "thirty-first-of-april": Day("31. 4. 2020", None),
    "iso-no-day": Day("2020-02-30", None),
    "day-zero": Day("0. 5. 2020", None),
    "month-zero": Day("8. 0. 2020", None),
    "month-thirteen": Day("8. 13. 2020", None),
    "american": Day("5/25/2020", None),
    "year-zero": Day("8. 5. 0000", None),
    "year-10000": Day("8. 5. 10000", None),
    "two-digit-year": Day("8. 5. 20", None),
    "negative-year": Day("-2020-05-08", None),
    "five-digit-day": Day("00008. 5. 2020", None),
    "with-time": Day("8. 5. 2020 12.00", None),
    "iso-with-zone": Day("2020-05-08T00:00:00+02:00", None),
    "iso-week": Day("2020-W19-5", None),
    "iso-ordinal": Day("2020-129", None),
    "iso-basic": Day("20200508", None),
    "unix": Day("1588896000", None),
    "slovene-words": Day("osmi maj 2020", None),
    "english-words": Day("May 8, 2020", None),
    "missing-year": Day("8. 5.", None),
    "missing-day": Day("5. 2020", None),
    "mixed-marks": Day("8,5,2020", None),
    "excel-number": Day("43959", None),
    "today": Day("danes", None),
    "letters": Day("8. V. 2020", None),
    "nul": Day("8. 5. 2020\0", None),
    "override": Day("\u202e8. 5. 2020", None),
    "formula": Day("=TODAY()", None),
    "html": Day("<b>8. 5. 2020</b>", None),
    "template": Day("{% now 'Y' %}", None),
    "very-long": Day("8. 5. 2020" * 10_000, None),
    "many-zeros": Day("8. 5. " + "0" * 5_000 + "2020", None),
}
# Times on the clock: "12.00", "12:00", "12"; None where refused.
TIMES: dict[str, str | None] = {
    "12.30": "12:30",
    "12:30": "12:30",
    "9": "09:00",
    "0.00": "00:00",
    **dict.fromkeys(("24.00", "25.00", "12.60", "-1.00", "12.3", "12.000", "12h30", "12,30")),
    **dict.fromkeys(("poldne", "12:30:59", "12.30 PM", "١٢:٣٠", "1e1", "12.30\0", "<b>12</b>")),
    "9" * 5000: None,
}
