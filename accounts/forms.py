import unicodedata

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignupForm(forms.Form):
    """What opening an account asks beyond e-mail and password."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        # Marks that turn the direction of writing would let a name imitate another.
        if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") for letter in name):
            raise forms.ValidationError(_("Write the name with letters only."))
        return name

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.language = get_language() or user.language
        user.save(update_fields=["name", "language"])
