"""An answer that came on paper: when, its scan, and what stands in it of each thing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from callfile.fields import Field, Files
from grants.formats import text_in
from grants.forms.answers import AnswersForm
from grants.forms.paper.letter import PaperLetterForm, letter_scan


class ReplyForm(PaperLetterForm):
    """How an answer came."""

    scan = letter_scan(_("Scan of the answer"), _("Add the scan of the answer, as one PDF."))


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
