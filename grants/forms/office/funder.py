"""The funder: names in every language, letterhead; a new one with whoever signs first."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_of
from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField
from accounts.typed.text_fields import IdentifierField
from grants.actions.office.found_funder import FirstSignatory
from grants.actions.office.invite_person import Newcomer
from grants.core.case_numbers import LONGEST_PATTERN, SeriesFault, fault_of_pattern
from grants.forms.call_file import CodeField
from grants.forms.call_parts import language_field
from grants.forms.fields import NumberField
from grants.forms.office.arms import ArmsField
from grants.forms.office.signatory import add_titles, titles_in
from grants.models import Country, Funder
from grants.models.funder import FOR_TWO
from grants.selectors.calls.case_numbers import next_file_number
from grants.words.call.template_values import proposed_within
from grants.words.pending_steps import STEPS

# Column, label, longest text.
TEXTS = (
    ("name", _("Name"), 120),
    ("name_of", _("Name within a sentence, whose"), 120),
    ("name_in", _("Name within a sentence, where"), 120),
    ("department", _("Department"), 120),
    ("address", _("Address"), 300),
    ("issuer", _("Who issues decisions"), 120),
)
# What the languages say by themselves of most names.
MAY_BE_EMPTY = frozenset({"name_of", "name_in"})
PLAIN = ("email", "phone", "country", "case_numbers", "case_first")
LISTS = ("languages", "second_person")
_PATTERN_FAULTS = {
    SeriesFault.NO_NUMBER: _("Write # once, where the running number stands: 610-#/YYYY."),
    SeriesFault.YEAR: _("Write YYYY once, where the year stands: 610-#/YYYY."),
    SeriesFault.SIGN: _("Use letters, digits, hyphen, dot, slash and blank only."),
    SeriesFault.TOUCHED: _("Put a sign between the number and other digits: 610-#/YYYY."),
}
_OF_SIGNATORY = ("signatory", "signatory_email")
COLUMNS = (*(column for column, _label, _longest in TEXTS), *PLAIN, *LISTS)


class FunderForm(forms.Form):
    """A text is needed in every official language, but for the name within a sentence where the
    language knows it; others may stay empty.
    """

    languages = forms.MultipleChoiceField(
        label=_("Official languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"data-inline": True}),
        error_messages={"required": _("Choose at least one official language.")},
    )
    email = AddressField(label=_("E-mail address"))
    country = forms.TypedChoiceField(
        label=_("Country whose holidays are free days"),
        help_text=_("All amounts are in euros, in both."),
        choices=Country.choices,
        required=False,
        empty_value=Country.SLOVENIA.value,
    )
    case_numbers = IdentifierField(
        label=_("Case numbers"),
        max_length=LONGEST_PATTERN,
        required=False,
        help_text=_(
            "As the registry writes them, with # for the number and YYYY for the year, such as"
            " 610-#/YYYY. A call without a number of its own takes the next one when it is"
            " published; its decisions follow behind it. Without it the officer writes each number."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    case_first = NumberField(
        label=_("First free number"),
        minimum=1,
        maximum=99_999_999,
        required=False,
        help_text=_(
            "Where the registry has given numbers elsewhere. Given numbers never come again."
        ),
    )
    second_person = forms.MultipleChoiceField(
        label=_("Steps that a second person confirms"),
        choices=[(step.value, STEPS[step.value]) for step in FOR_TWO],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One person begins it, another officer or the approver confirms it."),
    )
    phone = IdentifierField(
        label=_("Telephone"),
        max_length=40,
        error_messages={"required": _("Enter the telephone number.")},
    )

    def __init__(self, *args: Any, funder: Funder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_texts(funder)
        case = next_file_number(funder, timezone.localdate().year) if funder.pk else ""
        if case:
            said = gettext("The next case number is %(case)s, its first decision %(case)s-1.")
            numbers = self.fields["case_numbers"]
            numbers.help_text = f"{numbers.help_text} {said % {'case': case}}"

    def clean_case_numbers(self) -> str:
        pattern = str(self.cleaned_data["case_numbers"])
        fault = fault_of_pattern(pattern) if pattern else None
        if fault is not None:
            raise forms.ValidationError(_PATTERN_FAULTS[fault])
        return pattern

    def clean_case_first(self) -> int:
        return self.cleaned_data["case_first"] or 1

    def _add_texts(self, funder: Funder) -> None:
        self.stored: dict[str, Any] = {}
        self.stored.update({name: getattr(funder, name) for name in (*PLAIN, *LISTS)})
        official = self._official(funder)
        for column, label, longest in TEXTS:
            texts = text_of(funder, column)
            for language, _name in settings.LANGUAGES:
                self.fields[f"{column}_{language}"] = language_field(
                    language,
                    label,
                    max_length=longest,
                    required=language in official and column not in MAY_BE_EMPTY,
                    help_text=_hint(funder, column, language),
                )
                self.stored[f"{column}_{language}"] = texts.get(language, "")
        self.initial.update(self.stored)
        by_column = {
            column: [f"{column}_{language}" for language, _name in settings.LANGUAGES]
            for column, _label, _longest in TEXTS
        }
        self.order_fields(
            [
                *("code", "languages"),
                *(*by_column["name"], *by_column["name_of"], *by_column["name_in"]),
                *by_column["department"],
                *by_column["address"],
                *("email", "phone", "country"),
                *by_column["issuer"],
                *("case_numbers", "case_first", "second_person"),
            ]
        )

    def _official(self, funder: Funder) -> list[str]:
        """The languages that are ticked: as sent, else as kept."""
        if not self.is_bound:
            return list(funder.languages)
        widget, name = self.fields["languages"].widget, self.add_prefix("languages")
        return widget.value_from_datadict(self.data, self.files, name) or []

    def columns(self) -> dict[str, Any]:
        """What `change_funder` and `found_funder` take."""
        return {
            "texts": self.texts(),
            "plain": {name: self.cleaned_data[name] for name in PLAIN},
            "lists": {name: self.cleaned_data[name] for name in LISTS},
        }

    def texts(self) -> dict[str, dict[str, str]]:
        """{column: {language: text}}, empty texts left out."""
        return {
            column: {
                language: self.cleaned_data[f"{column}_{language}"]
                for language, _name in settings.LANGUAGES
                if self.cleaned_data[f"{column}_{language}"]
            }
            for column, _label, _longest in TEXTS
        }


def text_of(funder: Funder, column: str) -> dict[str, str]:
    """Language → text of a column; of a funder that is not there yet there is none."""
    data = getattr(getattr(funder, column), "data", None)
    return data if isinstance(data, dict) else {}


def _hint(funder: Funder, column: str, language: str) -> str:
    """What is written where a name within a sentence stays empty."""
    if column not in MAY_BE_EMPTY:
        return ""
    whose, where = proposed_within(text_of(funder, "name").get(language, ""), language)
    proposed = whose if column == "name_of" else where
    if proposed:
        return gettext("Where it stays empty: %(words)s") % {"words": proposed}
    examples = language_of(language).names_within
    example = examples[0][1 if column == "name_of" else 2] if examples else ""
    return gettext("For the calls of the library, such as “%(words)s …”") % {"words": example}


class NewFunderForm(FunderForm):
    """A funder that is not there yet: its code too, which stands in addresses, and who signs."""

    signatory = PersonNameField(
        label=_("Name and surname of whoever signs decisions"),
        error_messages={"required": _("Write who signs decisions.")},
    )
    signatory_email = AddressField(
        label=_("E-mail address of whoever signs decisions"),
        help_text=_("An invitation goes there. The same person may approve proposals too."),
    )

    arms = ArmsField(required=False)
    code = CodeField(
        label=_("Code"),
        max_length=40,
        help_text=_("A short name in small letters, such as bonaca. It stands in addresses."),
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        funder = Funder(languages=[settings.LANGUAGE_CODE])
        super().__init__(*args, funder=funder, **kwargs)
        titles = add_titles(self, self._official(funder), "signatory_title")
        before = [name for name in self.fields if name not in (*_OF_SIGNATORY, *titles)]
        self.order_fields([*before[:-1], *_OF_SIGNATORY, *titles, *before[-1:]])

    def first_signatory(self) -> FirstSignatory:
        """Of a valid form; a new account reads its letters in the first official language."""
        given = self.cleaned_data
        person = Newcomer(given["signatory_email"], given["signatory"], given["languages"][0])
        return FirstSignatory(person, titles_in(self, "signatory_title"))

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).lower()
