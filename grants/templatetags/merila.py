"""Values as the reader writes them, and the small marks of the interface.

{% load merila %} is enough for text; docs/design.md lists every filter and tag with an example.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.languages import LANGUAGES, language_of, reader_language
from grants import formats

register = template.Library()
NOTHING = "–"


@register.filter
def money(value: object) -> str:
    """{{ cents|money }} or {{ "1234.56"|money }}: 1.234,56 €. An int is cents."""
    cents = formats.to_cents(value)
    return NOTHING if cents is None else formats.write_money(cents)


@register.filter
def amount(value: object) -> str:
    """Money without its sign, where the head of the column names the unit: 1.234,56."""
    cents = formats.to_cents(value)
    return NOTHING if cents is None else formats.write_amount(cents)


@register.filter
def round_money(value: object) -> str:
    """Scales and prose: whole euros without cents (500 €), anything else in full."""
    cents = formats.to_cents(value)
    if cents is None:
        return NOTHING
    return formats.write_money(cents, cents_shown=bool(cents % 100))


@register.filter
def difference(value: object) -> str:
    """A change of money: +112,50, −112,50, =."""
    cents = formats.to_cents(value)
    return NOTHING if cents is None else formats.write_difference(cents)


@register.filter
def points(value: object, decimals: int | None = None) -> str:
    """{{ total|points:2 }}: the decimals of the rule; without them as many as the number has."""
    number = formats.to_fraction(value)
    if number is None:
        return NOTHING
    if decimals is None:
        return formats.write_exact(number, 4)
    return formats.write_number(number, int(decimals))


@register.filter
def number(value: object) -> str:
    """A count with its thousands parted: 1.186."""
    exact = formats.to_fraction(value)
    return NOTHING if exact is None else formats.write_exact(exact, 4)


@register.filter
def percent(value: object, most: int = 2) -> str:
    """60 %; takes 60, "60", "60%" (call file) or an exact fraction of hundred."""
    text = value.removesuffix("%") if isinstance(value, str) else value
    exact = formats.to_fraction(text)
    return NOTHING if exact is None else formats.write_percent(exact, int(most))


@register.filter
def day(value: date | None) -> str:
    """Standing alone: 12. marec 2026."""
    return formats.write_day(value) if value else NOTHING


@register.filter
def day_in_sentence(value: date | None) -> str:
    """After a word that governs it: objavljen 12. marca 2026."""
    return formats.write_day(value, genitive=True) if value else NOTHING


@register.filter
def day_of_year(value: date | None) -> str:
    """In a sentence, the year being known: 12. marca."""
    return formats.write_day(value, genitive=True, year=False) if value else NOTHING


@register.filter
def day_short(value: date | None) -> str:
    """In tables: 12. 3. 2026."""
    return formats.write_day_short(value) if value else NOTHING


@register.filter
def day_month(value: date | None) -> str:
    """In tables, the year being known: 12. 3."""
    return formats.write_day_short(value, year=False) if value else NOTHING


@register.filter
def weekday(value: date | None) -> str:
    """petek."""
    return formats.write_weekday(formats.local_day(value)) if value else NOTHING


@register.filter
def weekday_short(value: date) -> str:
    """In the head of a calendar: pet."""
    return formats.write_weekday_short(value)


@register.filter
def clock(value: datetime | None) -> str:
    """12.00."""
    return formats.write_time(value) if value else NOTHING


@register.filter
def clock_seconds(value: datetime | None) -> str:
    """9.06.31."""
    return formats.write_time(value, seconds=True) if value else NOTHING


@register.filter
def lately(value: datetime | None) -> str:
    """Within a sentence: at 12.00; of another day also the day."""
    return formats.write_lately(value) if value else NOTHING


@register.filter
def moment(value: datetime | None) -> str:
    """30. oktober 2026, 12.00."""
    return f"{formats.write_day(value)}, {formats.write_time(value)}" if value else NOTHING


@register.filter
def moment_short(value: datetime | None) -> str:
    """In tables: 21. 9., 18.40."""
    if not value:
        return NOTHING
    return f"{formats.write_day_short(value, year=False)}, {formats.write_time(value)}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """For datetime attributes."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if value else ""


@register.filter
def grouped(value: str, size: int = 4) -> str:
    """A digest in groups that an eye can compare: 4f9c 21ab 77e0."""
    return " ".join(value[start : start + size] for start in range(0, len(value), size))


@register.filter
def file_size(value: int) -> str:
    return formats.write_file_size(value)


def _texts(value: object) -> Mapping[str, str] | None:
    data = getattr(value, "data", value)
    return data if isinstance(data, Mapping) else None


@register.filter
def in_language(value: object, language: str | None = None) -> SafeString | str:
    """{{ map|in_language }}: the reader's text of {sl, it, en} or of a translated model field.

    Where the reader's is missing, the first other one, inside <span lang="…">.
    """
    texts = _texts(value)
    if texts is None:
        return "" if value is None else str(value)
    wanted = language or reader_language()
    if texts.get(wanted):
        return texts[wanted]
    for code in (*LANGUAGES, *texts):
        if texts.get(code):
            return format_html('<span lang="{}">{}</span>', code, texts[code])
    return ""


@register.filter
def plain_in_language(value: object, language: str | None = None) -> str:
    """Like in_language without the mark: for titles, attributes and options."""
    texts = _texts(value)
    if texts is None:
        return "" if value is None else str(value)
    wanted = language or reader_language()
    order = (wanted, *LANGUAGES, *texts)
    return next((texts[code] for code in order if texts.get(code)), "")


@register.simple_tag
def names_of(value: object) -> list[tuple[str, str]]:
    """Both official names for the masthead, the reader's first: [(language, name), …]."""
    texts = _texts(value)
    if texts is None:
        return [(reader_language(), str(value))] if value else []
    reader = reader_language()
    known = [code for code in texts if texts[code]]
    official = [code for code in known if language_of(code).is_official] or known
    official.sort(key=lambda code: code != reader)
    return [(code, texts[code]) for code in official]


_SHAPES = {
    "done": '<circle cx="6" cy="6" r="6" fill="{c}"/>'
    '<path d="M3 6.2 5.2 8.4 9 4" fill="none" stroke="#fff" stroke-width="1.6"/>',
    "part": '<circle cx="6" cy="6" r="5" fill="#fff" stroke="{c}" stroke-width="2"/>'
    '<path d="M6 1a5 5 0 0 1 0 10z" fill="{c}"/>',
    "todo": '<circle cx="6" cy="6" r="5" fill="#fff" stroke="{c}" stroke-width="2"/>',
    "act": '<path d="M6 0 12 11H0z" fill="{c}"/>',
    "wait": '<circle cx="6" cy="6" r="5" fill="#fff" stroke="{c}" stroke-width="2"/>'
    '<path d="M6 3v3.4l2 1.4" fill="none" stroke="{c}" stroke-width="1.4"/>',
    "no": '<path d="M1.5 1.5 10.5 10.5M10.5 1.5 1.5 10.5" fill="none" stroke="{c}"'
    ' stroke-width="2.4"/>',
    "none": '<path d="M1 6H11" fill="none" stroke="{c}" stroke-width="2"/>',
}
_TONES = {"": "#0b4f75", "signal": "#a5380f", "mute": "#475863"}
_TONE_OF_SHAPE = {"act": "signal", "no": "signal", "none": "mute"}


@register.simple_tag
def status(shape: str, words: str, tone: str | None = None) -> SafeString:
    """{% status "done" _("Complete") %}: a shape and a word.

    Shapes: done, part, todo, act, wait, no, none. Tone "signal" or "mute" overrides the usual one.
    """
    chosen = _TONE_OF_SHAPE.get(shape, "") if tone is None else tone
    drawing = mark_safe(_SHAPES.get(shape, _SHAPES["todo"]).replace("{c}", _TONES[chosen]))
    modifier = f" m-status--{chosen}" if chosen else ""
    return format_html(
        '<span class="m-status{}"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
        "{}</svg>{}</span>",
        modifier,
        drawing,
        words,
    )


_KINDS = {
    "operational": '<rect x="0" y="3" width="36" height="6" fill="#0b4f75"/>',
    "project": '<path d="M0 6H36" stroke="#0b4f75" stroke-width="1"/>'
    '<rect x="10" y="2" width="14" height="8" fill="#fff" stroke="#0b4f75" stroke-width="2"/>',
}


@register.inclusion_tag("components/kind.html")
def kind(code: str) -> dict[str, Any]:
    """{% kind "operational" %} or {% kind "project" %}: the sign of the kind of lot."""
    return {"code": str(code), "drawing": mark_safe(_KINDS.get(str(code), _KINDS["project"]))}


@register.simple_tag
def tick() -> SafeString:
    """The bare tick of a list of proofs (m-check)."""
    return mark_safe(
        '<svg class="m-icon" viewBox="0 0 18 18" aria-hidden="true" focusable="false">'
        '<path d="M2 9.5 7 14.5 16 4"/></svg>'
    )


@register.inclusion_tag("components/countdown.html")
def countdown(deadline: datetime, now: datetime | None = None) -> dict[str, Any]:
    """{% countdown call.deadline_at %}: days left, on the last day hours, then minutes."""
    left = deadline - (now or timezone.now())
    days = (
        formats.local_day(deadline).toordinal()
        - formats.local_day(now or timezone.now()).toordinal()
    )
    seconds = int(left.total_seconds())
    if seconds <= 0:
        unit, count = "past", 0
    elif days >= 1:
        unit, count = "days", days
    elif seconds >= 3600:
        unit, count = "hours", seconds // 3600
    else:
        unit, count = "minutes", max(1, seconds // 60)
    return {
        "deadline": deadline,
        "unit": unit,
        "count": count,
        "near": unit != "past" and days <= 7,
        "weekday": formats.write_weekday(formats.local_day(deadline), genitive=True),
        "day": formats.write_day(deadline, genitive=True, year=False),
        "time": formats.write_time(deadline),
    }
