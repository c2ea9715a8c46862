"""A draft call piece by piece: each form shows one part of the file and writes it back.

Everything else in the file stays as it is.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.core.plain_text import clean_identifier
from accounts.languages import LANGUAGES, language_of
from accounts.seen import show_changed
from accounts.typed.in_language import AsksLanguage, LineInLanguage
from accounts.typed.text_fields import IdentifierField, LineField
from callfile.as_written import Written
from callfile.call import REMEDIES, known_languages
from callfile.dates.call_dates import ORDER, read_moment
from callfile.dates.clock_change import clock_fault
from callfile.faults import Fault
from grants.formats import write_time
from grants.forms.fields import DayField, NumberField
from grants.words.call_file_messages import sentence_of

Content = Written
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
_REMEDIES = {
    "appeal": _("appeal"),
    "objection": _("objection"),
    "lawsuit": _("lawsuit"),
}


class PartForm(AsksLanguage, forms.Form):
    """`content_version` is the one the officer saw; a stale one is refused by the action."""

    content_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    title: ClassVar[Any] = ""

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        self.content = content
        super().__init__(*args, **kwargs)
        self.build()
        self.initial = {**self.part_from(content), **self.initial}

    def build(self) -> None:
        """Adds the fields that depend on the content."""

    @abstractmethod
    def part_from(self, content: Content) -> dict[str, Any]:
        """The first values of the form, out of a content, faulty or not."""

    @abstractmethod
    def applied_to(self, content: Content) -> dict[str, Any]:
        """A new content with what was given in the place of the part."""

    def show_stored(self, content: Content, version: int) -> None:
        """Somebody else saved meanwhile: both texts at the field, and the next save replaces them.

        Where only another part of the call has changed, there is nothing to compare.
        """
        found = show_changed(self, self.part_from(content))
        if not found:
            words = _("Another part of this call has changed in the meantime. Save once more.")
            self.add_error(None, words)
        typed = {name: self.data.get(name) for name in self.data}
        self.data = {**typed, "content_version": str(version)}


def mapping_at(content: Content, key: str) -> dict[str, Any]:
    value = content.get(key)
    return dict(value) if isinstance(value, Mapping) else {}


def languages_of(content: Content) -> list[str]:
    return known_languages(content) or [next(iter(LANGUAGES))]


def language_field(language: str, label: Any, **kwargs: Any) -> LineField:
    name = language_of(language).title
    return LineField(
        label=_("%(label)s (%(language)s)") % {"label": label, "language": name},
        widget=LineInLanguage(language, {"autocomplete": "off"}),
        error_messages={"required": _("Write the text in this language too.")},
        **kwargs,
    )


class BasicsForm(PartForm):
    """Titles, file number, and the small numbers of the procedure."""

    title = _("Title and procedure")
    file_number = IdentifierField(
        label=_("File number"),
        max_length=40,
        required=False,
        help_text=_(
            "Where it stays empty, the call takes the next number of the funder when it is"
            " published."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    supplement_days = NumberField(
        label=_("Days for a supplement"), minimum=1, maximum=60, unit=_("days")
    )
    total = NumberField(
        label=_("Applications of one organisation, in all"),
        minimum=1,
        maximum=1000,
        required=False,
        help_text=_("Leave it empty where the call sets no limit."),
    )
    per_lot = NumberField(
        label=_("Applications of one organisation, in one lot"),
        minimum=1,
        maximum=1000,
        required=False,
        help_text=_("Leave it empty where the call sets no limit."),
    )

    def build(self) -> None:
        languages = languages_of(self.content)
        for code in languages:
            self.fields[f"title_{code}"] = language_field(code, _("Title"), max_length=300)
        help_text: Any = _("Two or three words, where the title has no room.")
        for code in languages:
            self.fields[f"short_title_{code}"] = language_field(
                code, _("Short title"), max_length=60, required=False, help_text=help_text
            )
            help_text = ""
        texts = [f"{key}_{code}" for key in ("title", "short_title") for code in languages]
        self.order_fields(["content_version", *texts])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = [f"short_title_{code}" for code in languages_of(self.content)]
        if any(given.get(name) for name in names):
            for name in names:
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Write the short title in every language, or in none."))
        return given

    def part_from(self, content: Content) -> dict[str, Any]:
        texts = {
            f"{key}_{code}": mapping_at(content, key).get(code, "")
            for key in ("title", "short_title")
            for code in languages_of(content)
        }
        limits = _limits(content)
        return {**texts, "supplement_days": content.get("supplement_days"), **limits}

    def applied_to(self, content: Content) -> dict[str, Any]:
        given = self.cleaned_data
        title = mapping_at(content, "title")
        title.update({code: given[f"title_{code}"] for code in languages_of(content)})
        short = {code: given[f"short_title_{code}"] for code in languages_of(content)}
        changed = {**content, "title": title, "supplement_days": given["supplement_days"]}
        changed.pop("short_title", None)
        changed |= {"short_title": short} if all(short.values()) else {}
        limits = {key: given[key] for key in ("total", "per_lot") if given[key] is not None}
        changed.pop("applications_per_organisation", None)
        return {**changed, "applications_per_organisation": limits} if limits else changed


def _limits(content: Content) -> dict[str, Any]:
    limits = mapping_at(content, "applications_per_organisation")
    return {key: limits.get(key) for key in ("total", "per_lot")}


class TimeOfDayField(forms.Field):
    """12.00, 12:00 or 12."""

    widget = forms.TextInput
    default_error_messages = {"required": _("Enter the time.")}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "govuk-input--width-4", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return write_time(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        typed = clean_identifier(str(value or ""))
        if not typed:
            return None
        match = _TIME.fullmatch(typed)
        try:
            if match is None:
                raise ValueError
            return time(int(match[1]), int(match[2] or 0))
        except ValueError:
            raise ValidationError(
                _("Enter a time as %(example)s. You entered %(value)s."),
                params={"example": write_time(time(12)), "value": value},
                code="not_a_time",
            ) from None


_DATE_LABELS = {
    "published": _("Publication"),
    "opens": _("Applications from"),
    "deadline": _("Deadline for applications"),
    "opening": _("Opening session"),
    "results_by": _("Results by"),
}


class DatesForm(PartForm):
    """Every moment as a day and a time on the clock of the installation."""

    title = _("Dates")

    def build(self) -> None:
        for name in ORDER:
            label = _DATE_LABELS[name]
            self.fields[f"{name}_day"] = DayField(label=label, help_text=_("Such as 8. 5. 2027."))
            self.fields[f"{name}_time"] = TimeOfDayField(
                label=_("%(date)s, time") % {"date": label}
            )

    def part_from(self, content: Content) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ORDER:
            moment = read_moment(mapping_at(content, "dates").get(name))
            if moment is not None:
                local = timezone.localtime(moment)
                found |= {f"{name}_day": local.date(), f"{name}_time": local.time()}
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        earlier = None
        for name in ORDER:
            moment = self._moment(given, name)
            if moment is None:
                continue
            if fault := clock_fault(moment, timezone.get_default_timezone()):
                asked = Fault("", fault, {"time": write_time(moment.time())})
                self.add_error(f"{name}_time", sentence_of(asked))
            if earlier is not None and moment < earlier:
                self.add_error(f"{name}_day", _("This date must not come before the one above."))
            earlier = moment
        return given

    def applied_to(self, content: Content) -> dict[str, Any]:
        dates = mapping_at(content, "dates")
        for name in ORDER:
            moment = self._moment(self.cleaned_data, name)
            if moment is not None:
                dates[name] = moment.isoformat(timespec="seconds")
        return {**content, "dates": dates}

    def _moment(self, given: Mapping[str, Any], name: str) -> datetime | None:
        day, clock = given.get(f"{name}_day"), given.get(f"{name}_time")
        if day is None or clock is None:
            return None
        return timezone.make_aware(datetime.combine(day, clock))


class RemedyForm(PartForm):
    """To whom somebody may complain, how, and within how many days."""

    title = _("Legal remedy")
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(code, _REMEDIES[code]) for code in REMEDIES],
        error_messages={"required": _("Choose the kind of the remedy.")},
        widget=forms.RadioSelect(attrs={"data-inline": True}),
    )
    days = NumberField(label=_("Days from service"), minimum=1, maximum=90, unit=_("days"))

    def build(self) -> None:
        for language in languages_of(self.content):
            self.fields[f"to_{language}"] = language_field(language, _("To whom"), max_length=200)

    def part_from(self, content: Content) -> dict[str, Any]:
        remedy = mapping_at(content, "remedy")
        to = mapping_at(remedy, "to")
        texts = {f"to_{code}": to.get(code, "") for code in languages_of(content)}
        return {"kind": remedy.get("kind"), "days": remedy.get("days"), **texts}

    def applied_to(self, content: Content) -> dict[str, Any]:
        given = self.cleaned_data
        remedy = deepcopy(mapping_at(content, "remedy"))
        to = mapping_at(remedy, "to")
        to.update({code: given[f"to_{code}"] for code in languages_of(content)})
        remedy.update({"kind": given["kind"], "days": given["days"], "to": to})
        return {**content, "remedy": remedy}
