"""Who gets which role, for which call."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.exclusive_roles import Scope
from accounts.models import Role
from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField
from accounts.typed.text_fields import LineField
from grants.actions.office.grant_role import GIVEN_ROLES
from grants.core import call_stages
from grants.models import Call, Funder


class _CallChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Call) -> str:
        """The code alone: a long title would not fit beside the list."""
        return obj.code


class RoleForm(forms.Form):
    email = AddressField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = PersonNameField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Needed for somebody who has no account here yet: an invitation is sent."),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose the language.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=GIVEN_ROLES,
        error_messages={"required": _("Choose the role.")},
    )
    call = _CallChoice(
        label=_("Call"),
        queryset=Call.objects.none(),
        required=False,
        empty_label=_("all calls"),
    )

    def __init__(
        self, *args: Any, funders: QuerySet[Funder], everywhere: bool, **kwargs: Any
    ) -> None:
        """`funders` are those that the reader administers; `everywhere`: all there may ever be."""
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["call"]
        calls = Call.objects.filter(funder__in=funders)
        choice.queryset = calls.exclude(state__in=call_stages.ENDED).order_by("-pk")
        self.only_funder = None if everywhere else funders.first()
        if len(funders) > 1:
            self.only_funder = None
            self.fields["funder"] = forms.ModelChoiceField(
                label=_("Funder"),
                queryset=funders,
                error_messages={"required": _("Choose the funder.")},
                required=not everywhere,
                empty_label=_("all funders") if everywhere else "–",
            )

    def scope(self) -> Scope:
        """How far the role reaches: a call, a funder, or everything."""
        call, given = self.cleaned_data["call"], self.cleaned_data.get("funder")
        funder = call.funder if call else given or self.only_funder
        return Scope(funder.pk if funder else None, call.pk if call else None)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AccountForm(forms.Form):
    """Why an account is closed, opened or let in anew; it goes into the ledger's payload."""

    reason = LineField(
        label=_("Reason"),
        max_length=200,
        error_messages={"required": _("Write the reason.")},
    )
