"""A corrigendum: the mended call file, and why; what was read once need not be sent again."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, TextInLanguage
from accounts.typed.text_fields import TextField
from callfile.as_written import Written
from callfile.file import CanonicalError, canonical, load
from grants.actions.calls.cancel_call import SHORTEST_REASON
from grants.call_files.check import SentCall
from grants.forms.call_file import FileForm, read_uploaded
from grants.models import Call


class CorrigendumForm(AsksLanguage, forms.Form):
    """`sent` is what a new file holds, `content` the call in it or the one that was read before."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Call file with the corrigendum"),
        help_text=_("YAML or JSON in UTF-8, at most 2 MB."),
        error_messages=FileForm.base_fields["file"].error_messages,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )
    since = forms.CharField(max_length=64, widget=forms.HiddenInput)
    content_read = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent: SentCall | None = None
        self.content: Written | None = None
        # What was read before comes back with the page.
        self.fields["file"].required = not self.data.get("content_read")
        self.languages, names = call.official_languages, dict(settings.LANGUAGES)
        for code in self.languages:
            self.fields[f"reason_{code}"] = TextField(
                label=_("Reason (%(language)s)") % {"language": names.get(code, code)},
                min_length=SHORTEST_REASON,
                max_length=2000,
                help_text=_("It is published with the corrigendum and sent to all applicants."),
                error_messages={"required": _("Write the reason.")},
                widget=TextInLanguage(code, {"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("file"):
            self.sent = read_uploaded(given["file"])
            self.content = self.sent.call if self.sent.checked.is_faultless else None
            if self.content is None:
                self.add_error("file", _("The file has faults; they stand below."))
        else:
            self._read_again(given.get("content_read") or "")
        return given

    def _read_again(self, text: str) -> None:
        try:
            found = load(text) if text else None
        except CanonicalError:
            found = None
        if isinstance(found, dict):
            self.content = found
        elif "file" not in self.errors:
            self.add_error("file", _("Choose the file of the call."))

    @property
    def kept(self) -> str:
        """What goes back and forth with the page, so that nobody chooses the file twice."""
        return canonical(self.content).decode() if self.content is not None else ""

    def reason(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}

    @property
    def reason_fields(self) -> list[Any]:
        return [self[f"reason_{code}"] for code in self.languages]
