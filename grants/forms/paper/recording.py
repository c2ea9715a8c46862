"""A paper application as the officer records it: how and when it came, who sent it, the scan."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.forms import SenderForm
from applicants.models import Organisation
from callfile.dates.clock_change import clock_fault
from callfile.faults import Fault
from grants.actions.applying._paper import Scan
from grants.actions.applying.record_paper import PaperSender, Received
from grants.formats import text_in, write_time
from grants.forms.call_parts import TimeOfDayField
from grants.forms.paper.letter import arrival_day, register_number
from grants.models import Call, PaperWay
from grants.words.call_file_messages import sentence_of


class PaperForm(SenderForm):
    """`known` is the organisation that has the number; then it is not asked who sends."""

    way = forms.ChoiceField(
        label=_("How it came"),
        choices=PaperWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came.")},
    )
    day = arrival_day()
    time = TimeOfDayField(label=_("Time"), help_text=_("As on the postmark or the stamp."))
    registry_number = register_number()
    lot = forms.ChoiceField(
        label=_("Lot"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the lot.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the application"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language.")},
    )
    scan = forms.FileField(
        label=_("Scan"),
        required=False,
        help_text=_(
            "All that lay in the envelope as one PDF, at most 20 MB. Of a late application there"
            " is none: its envelope stays closed."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def __init__(self, *args: Any, call: Call, known: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known is not None:
            for name in (*self.Meta.fields, "representative"):
                if name != "registration_number":
                    del self.fields[name]
        leaves = call.lots.filter(is_leaf=True)
        lots: Any = self.fields["lot"]
        lots.choices = [(lot.code, f"{lot.code}: {text_in(lot.title)}") for lot in leaves]
        names, languages = dict(settings.LANGUAGES), call.official_languages
        spoken: Any = self.fields["language"]
        spoken.choices = [(code, names.get(code, code)) for code in languages]
        if len(lots.choices) == 1:
            lots.initial = lots.choices[0][0]
        if len(languages) == 1:
            spoken.initial = languages[0]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        moment = self._moment()
        if moment and (fault := clock_fault(moment, timezone.get_default_timezone())):
            asked = Fault("", fault, {"time": write_time(moment.time())})
            self.add_error("time", sentence_of(asked))
        return given

    def _moment(self) -> datetime | None:
        day, clock = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        if day is None or clock is None:
            return None
        return timezone.make_aware(datetime.combine(day, clock))

    def sender(self) -> PaperSender:
        names = [name for name in self.Meta.fields if name in self.fields]
        data = {name: self.cleaned_data[name] for name in names}
        return PaperSender(data, self.cleaned_data.get("representative", ""))

    def received(self) -> Received:
        moment = self._moment()
        if moment is None:
            raise ValueError("the form is not valid")
        return Received(
            PaperWay(self.cleaned_data["way"]),
            moment,
            self.cleaned_data["registry_number"],
            self.cleaned_data["language"],
        )

    def read_scan(self) -> Scan | None:
        file = self.cleaned_data.get("scan")
        return Scan(file.name or "", file.read()) if file else None
