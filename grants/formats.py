"""Numbers, money and days as the reader writes them: Slovene, Italian, English.

Money is whole cents (int) or a decimal string of euros; points and shares are exact. Nothing here
touches a float, and nothing is rounded without being asked.

Marks of numbers and days of the week are those of the languages (Babel). What offices here write
otherwise stands in the row of the language (accounts/languages.py).
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from babel.dates import get_day_names
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.languages import Language, language_of, reader_language
from callfile.numbers.exact import parse_exact, places_of, round_half_up

NBSP = "\u00a0"
MINUS = "\u2212"
PLUS = "+"


def _chosen(language: str | None) -> Language:
    return language_of(language or get_language())


def text_in(texts: object, language: str | None = None) -> str:
    """The reader's text of {language: text}, or the first other one."""
    if not isinstance(texts, Mapping):
        return "" if texts is None else str(texts)
    wanted = language or reader_language()
    found = texts.get(wanted) or next((text for text in texts.values() if text), "")
    return str(found)


def to_fraction(value: object) -> Fraction | None:
    """The exact number of an int, Decimal, Fraction or decimal string; else None."""
    # Most are text, and to ask whether something is a fraction takes longer.
    if isinstance(value, str):
        return parse_exact(value)
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    return parse_exact(value)


def to_cents(value: object) -> int | None:
    """Cents of a sum of money: an int is already cents, a decimal is euros."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = to_fraction(value)
    return None if number is None else int(round_half_up(number * 100, 0))


def write_number(value: Fraction, decimals: int, language: str | None = None) -> str:
    """`value` rounded half up to `decimals` places, thousands parted, true minus."""
    chosen = _chosen(language)
    point, group = chosen.decimal_mark, chosen.thousands_mark
    scaled, denominator = abs(value.numerator) * 10**decimals, value.denominator
    units = (2 * scaled + denominator) // (2 * denominator)
    digits = str(units).rjust(decimals + 1, "0")
    whole = digits[:-decimals] if decimals else digits
    grouped = f"{int(whole):,}".replace(",", group)
    sign = MINUS if value.numerator < 0 and units else ""
    return f"{sign}{grouped}{point}{digits[-decimals:]}" if decimals else f"{sign}{grouped}"


def write_exact(value: Fraction, most: int, language: str | None = None) -> str:
    """As few decimals as the number needs, at most `most`: 0,4 but 30."""
    places = places_of(value)
    return write_number(value, most if places is None else min(places, most), language)


def write_amount(cents: int, language: str | None = None) -> str:
    """Money without its sign, for columns whose head names the unit: 1.234,56."""
    return write_number(Fraction(cents, 100), 2, language)


def write_money(cents: int, language: str | None = None, *, cents_shown: bool = True) -> str:
    """1.234,56 € with a no-break space; in English €1,234.56."""
    amount = write_number(Fraction(abs(cents), 100), 2 if cents_shown else 0, language)
    return (MINUS if cents < 0 else "") + with_euro_sign(amount, language)


def with_euro_sign(amount: str, language: str | None = None) -> str:
    """An amount that is written already, with its sign where the language has it."""
    return _chosen(language).money.format(amount)


def write_difference(cents: int, language: str | None = None) -> str:
    """A change: +112,50, a true minus for less, = for none."""
    if cents == 0:
        return "="
    return (PLUS if cents > 0 else "") + write_amount(cents, language)


def write_to_read(value: Fraction, most: int, language: str | None = None) -> str:
    """As it stands in a control: without marks for thousands, so that one reading is left."""
    group = _chosen(language).thousands_mark
    return write_exact(value, most, language).replace(group, "").replace(MINUS, "-")


def write_amount_to_read(cents: int, language: str | None = None) -> str:
    """Money as it stands in a control: 1234,56."""
    return write_amount(cents, language).replace(_chosen(language).thousands_mark, "")


def decimal_mark(language: str | None = None) -> str:
    return _chosen(language).decimal_mark


def write_percent(value: Fraction, most: int = 2, language: str | None = None) -> str:
    """60 % with a no-break space; in English 60%."""
    return with_percent_sign(write_exact(value, most, language), language)


def with_percent_sign(number: str, language: str | None = None) -> str:
    return _chosen(language).percent.format(number)


def local_day(day: date) -> date:
    """An aware moment on the clock of the installation; a plain day stays as it is."""
    return timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day


def write_month(month: int, language: str | None = None, *, genitive: bool = False) -> str:
    chosen = _chosen(language)
    names = (genitive and chosen.months_within) or chosen.months
    return names.split()[month - 1]


def write_month_short(month: int, language: str | None = None) -> str:
    return _chosen(language).months_short.split()[month - 1]


def write_weekday(day: date, language: str | None = None, *, genitive: bool = False) -> str:
    chosen = _chosen(language)
    if genitive and chosen.weekdays_within:
        return chosen.weekdays_within.split()[day.weekday()]
    return get_day_names(locale=chosen.code)[day.weekday()]


def write_weekday_short(day: date, language: str | None = None) -> str:
    """In the head of a calendar: pon, lun, Mon."""
    names = get_day_names("abbreviated", locale=_chosen(language).code)
    return names[day.weekday()].rstrip(".")


def write_day(
    day: date, language: str | None = None, *, genitive: bool = False, year: bool = True
) -> str:
    """12. marec 2026, in a Slovene sentence 12. marca 2026; 12 marzo 2026; 12 March 2026."""
    when = local_day(day)
    month = write_month(when.month, language, genitive=genitive)
    text = f"{_chosen(language).day.format(when.day)}{NBSP}{month}"
    return f"{text}{NBSP}{when.year}" if year else text


def write_day_short(day: date, language: str | None = None, *, year: bool = True) -> str:
    """Slovene and Italian 12. 3. 2026 (as local notices print it), English 12 Mar 2026."""
    when = local_day(day)
    short = write_month_short(when.month, language)
    text = _chosen(language).short_day.format(day=when.day, month=when.month, name=short)
    return f"{text}{NBSP}{when.year}" if year else text


def write_time(
    moment: datetime | time, language: str | None = None, *, seconds: bool = False
) -> str:
    """12.00 (English 12:00); with seconds 9.06.31."""
    when = moment
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        when = timezone.localtime(moment)
    mark = _chosen(language).hour_mark
    text = f"{when.hour}{mark}{when.minute:02d}"
    return f"{text}{mark}{when.second:02d}" if seconds else text


def write_lately(moment: datetime) -> str:
    """Within a sentence: ob 12.00, of another day 12. marca 2026 ob 12.00."""
    time = write_time(moment)
    if timezone.localtime(moment).date() == timezone.localdate():
        return _("at %(time)s") % {"time": time}
    day = write_day(moment, genitive=True)
    return _("on %(day)s at %(time)s") % {"day": day, "time": time}


def write_file_size(value: int) -> str:
    """184 kB, 1,8 MB (thousands of bytes, as file managers count)."""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))}{NBSP}kB"
    return f"{write_exact(Fraction(round(value / 100_000), 10), 1)}{NBSP}MB"
