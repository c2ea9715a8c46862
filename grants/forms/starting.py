"""For which lot, and for which organisation."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.alphabet import in_alphabet
from applicants.models import Organisation
from grants.formats import text_in
from grants.models import Call, Lot


class LotChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Lot) -> str:
        return f"{obj.code}: {text_in(obj.title)}"


class StartForm(forms.Form):
    lot = LotChoice(
        label=_("Lot"),
        queryset=Lot.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the lot."), "invalid_choice": _("Choose the lot.")},
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation that applies"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the organisation."),
            "invalid_choice": _("Choose the organisation."),
        },
    )

    def __init__(
        self, *args: Any, call: Call, organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        lots = call.lots.filter(is_leaf=True)
        self._choose("lot", lots, str((self.initial or {}).get("lot") or ""))
        self._choose("organisation", organisations, "")

    def _choose(self, name: str, rows: QuerySet[Any], wanted: str) -> None:
        control: Any = self.fields[name]
        control.queryset = rows
        found = list(rows)
        if name == "organisation":
            control.choices = [(row.pk, str(row)) for row in in_alphabet(found)]
        chosen = next((row.pk for row in found if getattr(row, "code", "") == wanted), None)
        if len(found) == 1:
            chosen = found[0].pk
        self.initial[name] = chosen
