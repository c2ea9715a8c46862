"""What is set lot by lot, as small forms of a draft call: budgets and limits, and who scores."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from itertools import islice
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from callfile.as_written import every_lot, files_of_lot
from callfile.faults import Fault, FaultCode
from callfile.lots.lot import MOST_LOTS
from callfile.numbers.money import cents, money_text, share
from grants.formats import text_in
from grants.forms.call_parts import Content, PartForm, mapping_at
from grants.forms.fields import MoneyField, NumberField
from grants.words.call_file_messages import sentence_of

_LIMITS = {"minimum": _("Least amount"), "maximum": _("Greatest amount")}


class MoneyForm(PartForm):
    """An amount for every lot, or the share of the lot around it where the file has a share."""

    title = _("Budgets and limits")

    def build(self) -> None:
        for number, lot in enumerate(_lots_in(self.content)):
            label = _("Budget of the lot %(code)s") % {"code": lot.get("code", number + 1)}
            self.fields[f"budget_{number}"] = (
                _share_field(label) if share(lot.get("budget")) is not None else _money_field(label)
            )
            if isinstance(lot.get("grant"), Mapping):
                self._add_limits(f"lot_{number}", _("lot %(code)s") % {"code": lot.get("code")})
        self._add_limits("call", _("all lots"))

    def _add_limits(self, name: str, whose: Any) -> None:
        for key, label in _LIMITS.items():
            self.fields[f"{name}_{key}"] = MoneyField(
                label=_("%(limit)s, %(whose)s") % {"limit": label, "whose": whose},
                required=False,
                help_text=_("Leave it empty where no limit holds."),
            )

    def part_from(self, content: Content) -> dict[str, Any]:
        found = _limits_from("call", mapping_at(content, "grant"))
        for number, lot in enumerate(_lots_in(content)):
            part = share(lot.get("budget"))
            found[f"budget_{number}"] = cents(lot.get("budget")) if part is None else part * 100
            found |= _limits_from(f"lot_{number}", mapping_at(lot, "grant"))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in {name.rpartition("_")[0] for name in self.fields if name.endswith("_maximum")}:
            least, greatest = given.get(f"{name}_minimum"), given.get(f"{name}_maximum")
            if least is not None and greatest is not None and least > greatest:
                self.add_error(f"{name}_maximum", _("The greatest amount is below the least one."))
        return given

    def applied_to(self, content: Content) -> dict[str, Any]:
        changed = deepcopy(dict(content))
        self._write_limits("call", changed)
        for number, lot in enumerate(_lots_in(changed)):
            given = self.cleaned_data[f"budget_{number}"]
            lot["budget"] = (
                _share_text(given) if share(lot.get("budget")) is not None else money_text(given)
            )
            if isinstance(lot.get("grant"), Mapping):
                self._write_limits(f"lot_{number}", lot)
        return changed

    def _write_limits(self, name: str, target: dict[str, Any]) -> None:
        limits = mapping_at(target, "grant")
        for key in _LIMITS:
            limits.pop(key, None)
            amount = self.cleaned_data[f"{name}_{key}"]
            if amount is not None:
                limits[key] = money_text(amount)
        target.pop("grant", None)
        if limits:
            target["grant"] = limits


class ScoringForm(PartForm):
    """How many members are drawn for an application, and whether they see who applied."""

    title = _("Who scores, and what they see")
    blind_scoring = forms.BooleanField(
        label=_("Members score without seeing who applied"),
        required=False,
        help_text=_(
            "Until the scores are revealed. The form asks applicants not to name themselves in"
            " their answers."
        ),
    )

    def build(self) -> None:
        for number, lot in enumerate(_lots_in(self.content)):
            if isinstance(lot.get("aggregation"), Mapping):
                self.fields[f"assessors_{number}"] = NumberField(
                    label=_("Members drawn for each application, lot %(code)s")
                    % {"code": lot.get("code", number + 1)},
                    minimum=1,
                    maximum=100,
                    required=False,
                    help_text=_(
                        "Leave it empty where nobody is drawn: then the chair and every member"
                        " score all of them."
                    ),
                )
        files = [(str(number), _file_in_words(*one)) for number, one in _files_in(self.content)]
        if files:
            self.fields["for_scoring"] = forms.MultipleChoiceField(
                label=_("Files that members read before the scores are revealed"),
                choices=files,
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
                help_text=_(
                    "Where they score without seeing who applied; all other files they read"
                    " afterwards. A file that is marked must not name the applicant."
                ),
            )

    def part_from(self, content: Content) -> dict[str, Any]:
        assessors = {
            f"assessors_{number}": mapping_at(lot, "aggregation").get("assessors")
            for number, lot in enumerate(_lots_in(content))
        }
        read = [str(number) for number, (_lot, one) in _files_in(content) if one.get("for_scoring")]
        return {
            **assessors,
            "blind_scoring": content.get("blind_scoring") is True,
            "for_scoring": read,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number, lot in enumerate(_lots_in(self.content)):
            drawn, least = given.get(f"assessors_{number}"), _least_sheets(lot)
            if drawn is not None and drawn < least:
                said = {"assessors": drawn, "minimum_sheets": least}
                fault = Fault("", FaultCode.ASSESSORS_BELOW_SHEETS, said)
                self.add_error(f"assessors_{number}", sentence_of(fault))
        return given

    def applied_to(self, content: Content) -> dict[str, Any]:
        changed, given = deepcopy(dict(content)), self.cleaned_data
        _set(changed, "blind_scoring", given["blind_scoring"] or None)
        for number, lot in enumerate(_lots_in(changed)):
            if f"assessors_{number}" in self.fields:
                _set(lot["aggregation"], "assessors", given[f"assessors_{number}"])
        for file_number, (_lot, one) in _files_in(changed):
            _set(one, "for_scoring", str(file_number) in given.get("for_scoring", []) or None)
        return changed


def _set(part: dict[str, Any], key: str, value: Any) -> None:
    """Without a value the key is left out: what it then means, the file says itself."""
    part.pop(key, None)
    if value is not None:
        part[key] = value


def _least_sheets(lot: Content) -> int:
    least = mapping_at(lot, "aggregation").get("minimum_sheets")
    return least if type(least) is int else 1


def _files_in(content: Content) -> Iterator[tuple[int, tuple[Content, dict[str, Any]]]]:
    """Number, lot and question of everything that is answered by files."""
    found = ((lot, one) for lot in _lots_in(content) for one in files_of_lot(lot))
    return enumerate(found)


def _file_in_words(lot: Content, one: Content) -> str:
    label = text_in(one.get("label")) or str(one.get("code", ""))
    return gettext("%(file)s, lot %(code)s") % {"file": label, "code": lot.get("code", "")}


def _lots_in(content: Content) -> Iterator[dict[str, Any]]:
    """The lots that have fields; a draft with more of them has a fault, and keeps the others."""
    return islice(every_lot(content), MOST_LOTS)


def _limits_from(name: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{key}": cents(limits.get(key)) for key in _LIMITS}


def _money_field(label: Any) -> MoneyField:
    return MoneyField(label=label)


def _share_field(label: Any) -> NumberField:
    return NumberField(label=label, decimals=4, maximum=100, unit="%")


def _share_text(percent: Fraction) -> str:
    """12.5 → "12.5%", as the file writes a share."""
    digits = f"{int(percent * 10000):05d}"
    return f"{digits[:-4]}.{digits[-4:]}".rstrip("0").rstrip(".") + "%"
