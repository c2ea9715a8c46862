from datetime import date

import pytest

from grants.formats import write_weekday


@pytest.mark.parametrize(
    ("language", "said", "within"),
    [
        ("sl", "četrtek", "četrtka"),
        ("it", "giovedì", "giovedì"),
        ("en", "Thursday", "Thursday"),
    ],
)
def test_day_of_the_week_is_said_in_the_language_of_the_reader(language, said, within):
    thursday = date(2026, 3, 12)
    assert write_weekday(thursday, language) == said
    assert write_weekday(thursday, language, genitive=True) == within
