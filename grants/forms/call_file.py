"""A call from the library or from a file, and what goes beside it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.core.plain_text import clean_identifier
from accounts.languages import language_of
from accounts.typed.text_fields import IdentifierField
from callfile.dates.moments import on_working_days
from callfile.text.reading import LARGEST_FILE
from grants.call_files.check import SentCall, read_sent
from grants.formats import text_in
from grants.forms.fields import DayField, YearField
from grants.models import Call, Funder
from grants.selectors.calls.ready_calls import ReadyCall
from grants.selectors.requests.legal_time import holidays_in
from grants.words.call.template_values import (
    languages_of_funder,
    template_values,
    unsayable_languages,
)

_CODE_HELP = _("Small letters, digits and hyphens, such as culture-2027. It stands in addresses.")

_YEARS_AHEAD = 3
# The earliest consultation of the library begins so long before the publication.
_TO_PREPARE = timedelta(weeks=6)


class _NewCall(forms.Form):
    """What every new call is given, wherever its content comes from."""

    file_number = IdentifierField(
        label=_("File number"),
        max_length=Call._meta.get_field("file_number").max_length,
        required=False,
        help_text=_(
            "As in the records of the administration; decisions are numbered under it. Where it"
            " stays empty, the call takes the next number of the funder when it is published."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    funder = forms.ModelChoiceField(
        label=_("Funder"),
        queryset=Funder.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the funder.")},
    )

    def __init__(self, *args: Any, funders: list[Funder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["funder"]
        choice.queryset = Funder.objects.filter(pk__in=[one.pk for one in funders])
        if len(funders) == 1:
            choice.initial, choice.widget = funders[0].pk, forms.HiddenInput()


class CodeField(forms.SlugField):
    """Our words for what is no code, and nothing unseen within it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = _("Write the code with small letters, digits and hyphens, such as culture-2027.")
        self.validators = [RegexValidator(r"\A[-a-zA-Z0-9_]+\Z", words), *self.validators[1:]]

    def to_python(self, value: Any) -> str:
        return clean_identifier(super().to_python(value) or "")


class LibraryForm(_NewCall):
    """A ready call, and for when; the funder says the rest of what it is filled in with."""

    ready = forms.ChoiceField(
        label=_("Ready call"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a ready call.")},
    )
    code = CodeField(
        label=_("Code of the new call"),
        max_length=60,
        help_text=_CODE_HELP,
        error_messages={"required": _("Enter the code of the call.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    field_order = ("ready", "year", "published", "code", "file_number", "funder")

    def __init__(self, *args: Any, library: list[ReadyCall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["ready"]
        choice.choices = [(one.name, text_in(one.title)) for one in library]
        choice.option_hints = {one.name: ready_hint(one) for one in library}
        self._library = {one.name: one for one in library}
        self._ask_when(timezone.localdate())
        self.order_fields(self.field_order)

    def _ask_when(self, today: date) -> None:
        self.fields["year"] = YearField(
            label=_("Year for which the call gives money"),
            minimum=today.year,
            maximum=today.year + _YEARS_AHEAD,
            initial=today.year + 1,
            help_text=_("It stands in the texts; data are asked for the years before it."),
            error_messages={"required": _("Enter the year.")},
        )
        self.fields["published"] = DayField(
            label=_("Day of publication"),
            first=today,
            last=today.replace(month=12, day=31, year=today.year + _YEARS_AHEAD),
            initial=likely_publication(today),
            help_text=_(
                "The deadline and the other dates are counted from it; each can be changed"
                " afterwards."
            ),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("funder"):
            self._refuse_unsayable(given["funder"])
        return given

    def _refuse_unsayable(self, funder: Funder) -> None:
        """Texts of a call say the name of the funder in the middle of sentences."""
        for code in unsayable_languages(funder):
            words = _(
                "Nobody has entered yet how the name of the funder reads within a sentence"
                " (%(language)s). An administrator does it on the page of the funder."
            )
            self.add_error(None, words % {"language": language_of(code).title})

    def content(self) -> dict[str, Any]:
        """The draft of what was given, on days on which its funder works; ValueError where the
        template does not allow it.
        """
        given = self.cleaned_data
        funder = given["funder"]
        filled = self._library[given["ready"]].filled(
            template_values(funder, given["year"], given["published"]), languages_of_funder(funder)
        )
        zone, free = timezone.get_default_timezone(), holidays_in(funder.country)
        return {**on_working_days(filled, zone, free), "code": given["code"]}


def likely_publication(today: date) -> date:
    """A Monday, late enough for a draft that is open to comments for weeks before it.

    >>> likely_publication(date(2026, 11, 30))
    datetime.date(2027, 1, 11)
    """
    earliest = today + _TO_PREPARE
    return earliest + timedelta(days=-earliest.weekday() % 7)


class FileForm(_NewCall):
    """A whole call as YAML or JSON. `cleaned_data["file"]` is what was read, faults included."""

    file = forms.FileField(
        label=_("Call file"),
        help_text=_("YAML or JSON in UTF-8, at most 2 MB."),
        error_messages={
            "required": _("Choose the file of the call."),
            "missing": _("Choose the file of the call."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )
    field_order = ("file", "file_number", "funder")

    def clean_file(self) -> SentCall:
        return read_uploaded(self.cleaned_data["file"])


class ReplaceForm(forms.Form):
    """The same call once more, as it was mended outside."""

    file = FileForm.base_fields["file"]
    content_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_file(self) -> SentCall:
        return read_uploaded(self.cleaned_data["file"])


def read_uploaded(upload: UploadedFile) -> SentCall:
    """Never more than the largest file is taken into memory."""
    return read_sent(upload.read(LARGEST_FILE + 1))


def ready_hint(ready: ReadyCall) -> str:
    """What the ready call is modelled on, in one line."""
    return str(_("Modelled on: %(sources)s") % {"sources": "; ".join(ready.modelled_on)})
