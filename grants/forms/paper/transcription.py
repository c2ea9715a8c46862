"""The form of a lot as the officer types it from a scan, all its pages at once."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from callfile.fields import Files
from callfile.lots.lot import Lot
from grants.formats import text_in
from grants.forms.answers import AnswersForm
from grants.forms.answers.controls import TypedField

_ANSWERS = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))


class TranscriptionForm(AnswersForm):
    """All fields are asked, hidden ones too: on paper nothing hides. A file is ticked where the
    scan holds it.
    """

    def __init__(
        self,
        *,
        lot: Lot,
        answers: Mapping[str, Any],
        said: Mapping[str, bool],
        more: str = "",
        **kwargs: Any,
    ) -> None:
        self.lot = lot
        fields = tuple(one for one in lot.form.fields if not isinstance(one, Files))
        super().__init__(asked=fields, answers=answers, more=more, **kwargs)
        for one in lot.form.fields:
            if isinstance(one, Files):
                self.fields[_scan_name(one.code)] = forms.BooleanField(
                    label=_("In the scan: %(what)s") % {"what": text_in(one.label)},
                    required=False,
                    initial=bool(answers.get(one.code)),
                )
        for condition in lot.eligibility:
            code = condition.code
            self.fields[_condition_name(code)] = TypedField(
                label=text_in(condition.question),
                initial=("yes" if said[code] else "no") if code in said else None,
                required=False,
                widget=forms.RadioSelect(choices=_ANSWERS, attrs={"data-inline": True}),
            )

    def pages(self) -> list[dict[str, Any]]:
        """The sections with their blocks, in the order of the form."""
        blocks = {block["code"]: block for block in self.blocks()}
        found = []
        for section in self.lot.form.sections:
            inside = [
                {"kind": "plain", "bound": self[_scan_name(one.code)]}
                if isinstance(one, Files)
                else blocks[one.code]
                for one in section.fields
            ]
            found.append({"code": section.code, "title": section.title, "blocks": inside})
        return found

    def conditions(self) -> list[Any]:
        return [self[_condition_name(one.code)] for one in self.lot.eligibility]

    def in_scan(self) -> list[str]:
        files = [one.code for one in self.lot.form.fields if isinstance(one, Files)]
        return [code for code in files if self.data.get(_scan_name(code))]

    def eligibility(self) -> dict[str, bool]:
        codes = [one.code for one in self.lot.eligibility]
        typed = {code: self.typed(_condition_name(code)) for code in codes}
        return {code: value == "yes" for code, value in typed.items() if value in ("yes", "no")}


def _scan_name(code: str) -> str:
    return f"in-scan-{code}"


def _condition_name(code: str) -> str:
    return f"condition-{code}"
