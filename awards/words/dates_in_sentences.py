"""Days and hours as they stand in legal prose, with the article that Italian wants."""

from datetime import datetime

from django.utils import timezone

from accounts.languages import language_of, reader_language
from grants.formats import write_day, write_time


def on_day(moment: datetime) -> str:
    """4. novembra 2026; il 4 novembre 2026, l’8 novembre 2026; on 4 November 2026."""
    day = timezone.localtime(moment).day
    return language_of(reader_language()).on_day(day, write_day(moment, genitive=True))


def at_hour(moment: datetime) -> str:
    """ob 12.00; alle 12.00, all’1.00; at 12:00."""
    hour = timezone.localtime(moment).hour
    return language_of(reader_language()).at_hour(hour, write_time(moment))
