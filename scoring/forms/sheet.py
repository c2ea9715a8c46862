"""One criterion of a score sheet: a level or a number, and the reason."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from callfile.criteria import Levels, Scale
from callfile.numbers.exact import exact_text
from grants import formats
from scoring.core.points.questions import Question
from scoring.forms.later_field import LaterField, LaterNumberField

MOST_CHARACTERS = 2000
WITHOUT_STEP = 2


class SheetForm(forms.Form):
    """`value` is a level's code or a number as people write it; `reason` may come later."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        question: Question,
        answer: Mapping[str, str],
    ) -> None:
        initial: dict[str, Any] = {"reason": answer.get("reason", "")}
        kept = answer.get("value", "")
        if isinstance(question.answer, Scale):
            initial["value"] = Fraction(kept) if kept else None
        else:
            initial["value"] = kept
        super().__init__(data, initial=initial)
        self.answer = question.answer
        self.fields["value"] = _value_field(question.answer)
        self.fields["reason"] = LaterField(
            label=_("Why not the highest score?"),
            max_length=MOST_CHARACTERS,
            help_text=_(
                "The sentence goes into the decision. Say what the application lacks, or where it"
                " says so."
            ),
            widget=forms.Textarea(attrs={"rows": 3, "data-legend": "m-strong"}),
        )

    def clean_value(self) -> str:
        """As the sheet keeps it; empty where nothing is chosen."""
        value = self.cleaned_data.get("value")
        if not isinstance(self.answer, Scale) or value is None:
            return str(value or "")
        number = Fraction(value)
        if not self.answer.accepts(number):
            raise forms.ValidationError(
                _("Choose in steps of %(step)s from %(least)s. You entered %(value)s.")
                % {
                    "step": formats.write_exact(self.answer.step or Fraction(1), 6),
                    "least": formats.write_exact(self.answer.least, 6),
                    "value": formats.write_exact(number, 6),
                }
            )
        return exact_text(number)

    def chosen(self) -> str:
        """The level that stands marked now."""
        return str(self["value"].value() or "")


def _value_field(answer: Levels | Scale | None) -> forms.Field:
    if isinstance(answer, Scale):
        return LaterNumberField(
            label=_("Points"),
            decimals=decimals_of(answer),
            minimum=exact_text(answer.least),
            maximum=exact_text(answer.most),
            help_text=_range_words(answer),
        )
    codes = answer.points if isinstance(answer, Levels) else {}
    return forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[(code, code) for code in codes],
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _("Choose a value that the call allows for this criterion.")
        },
    )


def decimals_of(scale: Scale) -> int:
    """The places that an answer on this range and step can have."""
    if scale.step is None:
        return WITHOUT_STEP
    found = (_places(number) for number in (scale.least, scale.most, scale.step))
    return max(found)


def _places(number: Fraction) -> int:
    return len(exact_text(number).partition(".")[2])


def _range_words(scale: Scale) -> Any:
    words = {
        "least": formats.write_exact(scale.least, 6),
        "most": formats.write_exact(scale.most, 6),
        "step": formats.write_exact(scale.step or Fraction(0), 6),
    }
    if scale.step is None:
        return _("From %(least)s to %(most)s.") % words
    return _("From %(least)s to %(most)s, in steps of %(step)s.") % words
