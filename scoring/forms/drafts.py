"""What a member writes for itself: a note on an application, a phrase for reasons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import TextField
from scoring.actions._scoring import MOST_CHARACTERS
from scoring.actions.drafts.keep_phrase import MOST_IN_A_PHRASE


class NoteForm(forms.Form):
    """Without a text the note is deleted."""

    use_required_attribute = False
    note = TextField(
        label=_("Private note"),
        required=False,
        max_length=MOST_CHARACTERS,
        help_text=_("Only you read it. It is deleted when the call is decided."),
        widget=forms.Textarea({"rows": 4, "data-legend": "m-visually-hidden"}),
    )


class PhraseForm(forms.Form):
    """One phrase."""

    use_required_attribute = False
    text = TextField(
        label=_("Phrase"),
        max_length=MOST_IN_A_PHRASE,
        error_messages={"required": _("Write the phrase.")},
        widget=forms.Textarea({"rows": 2}),
    )
