"""A template filled in: the call of a municipality for a year, published on a day.

A template is a call file whose format is `template/1`: its texts have placeholders, its dates are
counted from the publication, and under `sample` stand values with which it is a whole call by
itself. Everything is filled in value by value, never in the text of the file.

>>> template = {"merila": "template/1", "code": "k-{year}", "languages": ["sl", "it"],
...     "sample": {"year": 2027, "published": "2026-09-21", "funder": {"sl": "Občina Bonaca",
...     "it": "Comune di Bonaccia"}}, "title": {"sl": "{funder}", "it": "{funder}"},
...     "dates": {"published": "+0 days 08:00"}}
>>> filled_with_sample(template).call == {"merila": "call/1", "code": "k-2027",
...     "languages": ["sl", "it"], "title": {"sl": "Občina Bonaca", "it": "Comune di Bonaccia"},
...     "dates": {"published": "2026-09-21T08:00:00+02:00"}}
True
>>> values = Values(year=2028, published=date(2027, 9, 6), texts={"funder": "Muggia"})
>>> filled_in(template, values, languages=["it"]).call["title"]
{'it': 'Muggia'}
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any

from callfile.call import FORMAT as CALL
from callfile.call import known_languages
from callfile.dates.central_europe import CENTRAL_EUROPE
from callfile.faults import Fault, FaultCode
from callfile.reading.inspection import at
from callfile.template.moments import moment_after
from callfile.template.placeholders import PLACEHOLDERS, YEAR, fill_text

FORMAT = "template/1"
SAMPLE = "sample"
# Four digits, also with some years before and after.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_OWN = (YEAR, "published")

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What a template is filled in with; `texts` are one for all languages, or one for each."""

    year: int
    published: date
    texts: Mapping[str, Text] = field(default_factory=dict)

    def known(self, language: str) -> dict[str, str | int]:
        """Placeholder → value in a language; in none (""), what is the same in all."""
        known: dict[str, str | int] = {YEAR: self.year}
        for name, text in self.texts.items():
            said = text if isinstance(text, str) else text.get(language, "")
            if said:
                known[name] = said
        return known


@dataclass(frozen=True, slots=True)
class Filled:
    """`call` as far as it could be filled in; with faults it is none to be used."""

    call: dict[str, Any]
    faults: list[Fault]


def is_template(written: object) -> bool:
    return isinstance(written, Mapping) and written.get("merila") == FORMAT


def filled_in(
    template: Mapping[str, Any],
    values: Values,
    *,
    zone: tzinfo = CENTRAL_EUROPE,
    languages: Sequence[str] | None = None,
) -> Filled:
    """The call of the template; `zone` is that of the clock by which its dates are counted.

    `languages` are those of the call in their order, where it has not all of the template's.
    """
    own = known_languages(template)
    chosen = own if languages is None else [one for one in languages if one in own]
    work = _Work(values, zone, own, chosen)
    call = {key: work.part(part, key) for key, part in template.items() if key != SAMPLE}
    if languages is not None:
        call["languages"] = chosen
    return Filled({**call, "merila": CALL}, work.faults)


def sample_of(template: Mapping[str, Any]) -> tuple[Values | None, list[Fault]]:
    """The values that stand in the template itself, and what is wrong with them."""
    said = template.get(SAMPLE)
    if not isinstance(said, Mapping):
        return None, [Fault("", FaultCode.SAMPLE_VALUE)]
    faults = [Fault(at(SAMPLE, name), FaultCode.SAMPLE_VALUE) for name in _wrong(said)]
    year, published = said.get(YEAR), _day(said.get("published"))
    if faults or not isinstance(year, int) or published is None:
        return None, faults
    texts = {name: text for name, text in said.items() if name not in _OWN}
    return Values(year=year, published=published, texts=texts), []


def filled_with_sample(template: Mapping[str, Any]) -> Filled:
    """The call that the template is by itself: what the program checks, recomputes and shows."""
    values, faults = sample_of(template)
    return Filled({}, faults) if values is None else filled_in(template, values)


class _Work:
    """One filling; what is wrong is noted with its place."""

    def __init__(
        self, values: Values, zone: tzinfo, own: Collection[str], chosen: Sequence[str]
    ) -> None:
        self.values, self.zone, self.own, self.chosen = values, zone, set(own), chosen
        self.faults: list[Fault] = []
        self.known = {language: values.known(language) for language in ("", *own)}

    def part(self, value: object, place: str, language: str = "") -> object:
        if isinstance(value, str):
            return self._text(value, place, language)
        if isinstance(value, list):
            return [self.part(one, f"{place}[{index}]") for index, one in enumerate(value)]
        if isinstance(value, Mapping):
            return self._group(value, place)
        return value

    def _group(self, group: Mapping[str, Any], place: str) -> dict[str, Any]:
        is_texts = bool(group) and self.own.issuperset(group)
        keys = [one for one in self.chosen if one in group] if is_texts else list(group)
        found = {}
        for key in keys:
            made = self.part(group[key], at(place, key), key if is_texts else "")
            # A text that is nothing but what nobody knows is none.
            if made != "" or group[key] == "":
                found[key] = made
        return found

    def _text(self, text: str, place: str, language: str) -> str:
        if place.partition(".")[0] == "dates":
            text = moment_after(text, self.values.published, self.zone)
        if "{" not in text and "}" not in text:
            return text
        filling = fill_text(text, self.known[language])
        for code, name in filling.faults:
            args = {} if code is FaultCode.CURLY_BRACKET else {"name": name}
            self.faults.append(Fault(place, code, args))
        return filling.text


def _wrong(said: Mapping[str, Any]) -> Iterator[str]:
    """The names under `sample` with which nothing can be filled in, also those that are missing."""
    year = said.get(YEAR)
    if isinstance(year, bool) or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        yield YEAR
    if _day(said.get("published")) is None:
        yield "published"
    for name, text in said.items():
        texts = list(text.values()) if isinstance(text, Mapping) else [text]
        are_texts = bool(texts) and all(isinstance(one, str) and one for one in texts)
        if name not in _OWN and not (name in PLACEHOLDERS and are_texts):
            yield name


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
