"""To whom an application on paper is handed over, and what showed that it is the right address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.text_fields import LineField


class HandOverForm(forms.Form):
    use_required_attribute = False
    email = AddressField(label=_("E-mail address of a person of the association"))
    evidence = LineField(
        label=_("What was seen"),
        max_length=300,
        error_messages={"required": _("Write what was seen.")},
        help_text=_(
            "For example: the address stands on the signed form; identity document of the legal"
            " representative."
        ),
    )
