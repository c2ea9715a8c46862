"""An answer that came on paper: when, its scan, and what stands in it of each thing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import IdentifierField
from callfile.fields import Field, Files
from grants.actions.applying._paper import Scan
from grants.actions.requests.record_answer import Reply
from grants.formats import text_in
from grants.forms.answers import AnswersForm
from grants.forms.fields import DayField


class ReplyForm(forms.Form):
    """How it came; bound, it gives `reply()`."""

    use_required_attribute = False
    filed_on = DayField(
        label=_("Day"),
        help_text=_("Of the posting by registered mail, or of the registry office."),
        error_messages={"required": _("Enter the day.")},
    )
    registry_number = IdentifierField(
        label=_("Number in the register of documents"),
        max_length=40,
        error_messages={"required": _("Enter the number in the register of documents.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    scan = forms.FileField(
        label=_("Scan of the answer"),
        help_text=_("All that came as one PDF, at most 20 MB."),
        error_messages={"required": _("Add the scan of the answer, as one PDF.")},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def reply(self) -> Reply:
        given: dict[str, Any] = self.cleaned_data
        file = given["scan"]
        scan = Scan(file.name or "", file.read())
        return Reply(given["filed_on"], given["registry_number"], scan)


class SupplementOnPaperForm(AnswersForm):
    """The things that were asked for, empty; a file is ticked where the scan holds it."""

    def __init__(self, *, asked: tuple[Field, ...], **kwargs: Any) -> None:
        self.in_files = [one for one in asked if isinstance(one, Files)]
        typed = tuple(one for one in asked if not isinstance(one, Files))
        super().__init__(asked=typed, answers={}, **kwargs)
        for one in self.in_files:
            self.fields[_tick(one.code)] = forms.BooleanField(
                label=_("In the scan: %(what)s") % {"what": text_in(one.label)}, required=False
            )

    def in_scan(self) -> list[str]:
        return [one.code for one in self.in_files if self.data.get(_tick(one.code))]

    def by_field(self) -> dict[str, dict[str, Any]]:
        """What the page prints at each thing."""
        ticks = {
            one.code: {"kind": "plain", "bound": self[_tick(one.code)]} for one in self.in_files
        }
        return {block["code"]: block for block in self.blocks()} | ticks


def _tick(code: str) -> str:
    return f"in-scan-{code}"
