"""What is entered at the opening session: its place, who is there, at its end what was said."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import ConfirmAgainForm
from accounts.typed.text_fields import LineField, TextField
from grants.forms.fields import NumberField
from scoring.models import CommitteeMember, CommitteeRole
from scoring.selectors.opening.attendance import VOTING, Attendance
from scoring.selectors.opening.session import Opening

_GONE = _(
    "Somebody who was marked does not sit in the committee any more. Mark anew who is present."
)


class AttendanceForm(forms.Form):
    """`present` are people of the committee and those who opened; one field for each substitute
    says in whose place that person sits.
    """

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noted = opening.session.present if opening.session else []
        self.opening = opening
        people = [*(seat.user for seat in opening.seats), *opening.others]
        self.people = {user.pk: user for user in people}
        self.fields["present"] = forms.TypedMultipleChoiceField(
            choices=[(user.pk, f"{user.name}, {opening.role_words(user)}") for user in people],
            coerce=int,
            label=_("Who is present"),
            help_text=_("Whoever confirms here is present as well."),
            required=False,
            error_messages={"invalid_choice": _GONE},
            initial=[line["user"] for line in noted],
            widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
        )
        places = {
            line["user"]: line["in_place_of"]["user"] for line in noted if "in_place_of" in line
        }
        for seat in self._substitutes():
            self.fields[f"in_place_{seat.user_id}"] = forms.TypedChoiceField(
                label=_("%(name)s sits in the place of") % {"name": seat.user.name},
                choices=[("", _("nobody")), *self._places()],
                coerce=int,
                empty_value=None,
                required=False,
                initial=places.get(seat.user_id),
            )

    def _substitutes(self) -> Iterator[CommitteeMember]:
        return (seat for seat in self.opening.seats if seat.role == CommitteeRole.SUBSTITUTE)

    def _places(self) -> Iterator[tuple[int, str]]:
        for seat in (*self.opening.seats, *self.opening.vacant):
            if seat.role in VOTING:
                yield seat.user_id, f"{seat.user.name}, {CommitteeRole(seat.role).label}"

    def attendance(self) -> Attendance:
        given = {
            seat.user_id: self.cleaned_data[f"in_place_{seat.user_id}"]
            for seat in self._substitutes()
            if self.cleaned_data[f"in_place_{seat.user_id}"] is not None
        }
        return Attendance([self.people[pk] for pk in self.cleaned_data["present"]], given)


class StartSessionForm(AttendanceForm):
    place = LineField(
        label=_("Where the session takes place"),
        max_length=200,
        help_text=_("It stands in the minutes, for example: session room, Riva 4."),
        error_messages={"required": _("Write where the session takes place.")},
    )


class KeyForm(AttendanceForm, ConfirmAgainForm):
    """Who is there, and the password of whoever confirms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = [name for name in ("password", "code") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class CloseForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public"] = NumberField(
            label=_("Persons from the public"),
            maximum=9999,
            initial=0,
        )
        self.fields["public"].widget.attrs["class"] = "govuk-input--width-4 m-input-num"
        self.fields["remarks"] = TextField(
            label=_("Remarks of those present"),
            max_length=5000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
