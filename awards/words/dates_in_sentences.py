"""Days and hours as they stand in legal prose, with the article that Italian wants."""

from datetime import datetime

from django.utils import timezone

from grants.formats import reader_language, write_day, write_time


def on_day(moment: datetime) -> str:
    """4. novembra 2026; il 4 novembre 2026, l’8 novembre 2026; on 4 November 2026."""
    language = reader_language()
    words = write_day(moment, language, genitive=True)
    day = timezone.localtime(moment).day
    if language == "it":
        if day == 1:
            words = words.replace("1", "1º", 1)
        return f"l’{words}" if day in (8, 11) else f"il {words}"
    return f"on {words}" if language == "en" else words


def at_hour(moment: datetime) -> str:
    """ob 12.00; alle 12.00, all’1.00; at 12:00."""
    language = reader_language()
    words = write_time(moment, language)
    if language == "it":
        return f"all’{words}" if timezone.localtime(moment).hour == 1 else f"alle {words}"
    return f"{'at' if language == 'en' else 'ob'} {words}"
