"""What is entered at a meeting of the committee: who is there, how they vote, what was said."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import LineField, TextField
from scoring.actions.meetings._meeting import MOST_CHARACTERS, Ballot
from scoring.forms.attendance import AttendanceForm
from scoring.models import VoteChoice
from scoring.selectors.meetings.attended import MeetingPeople

_PRESIDES = _("Say who presides.")
_BEGINS = _("Whoever enters this is present as well.")
_STAYS = _(
    "Whoever of the committee enters this is present as well. That they go is noted by somebody who"
    " stays, or by the office."
)


class MeetingAttendanceForm(AttendanceForm):
    """With who presides; `seen` is the mark of what the page showed."""

    who_enters = _STAYS
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, attended: MeetingPeople, **kwargs: Any) -> None:
        super().__init__(*args, attended=attended, **kwargs)
        self.fields["present"].help_text = self.who_enters
        self.fields["presides"] = forms.TypedChoiceField(
            label=_("Who presides"),
            help_text=_("The chair; in the absence of the chair one of those with a vote."),
            choices=[
                (seat.user_id, f"{seat.user.name}, {attended.role_words(seat.user)}")
                for seat in attended.seats
            ],
            coerce=int,
            initial=attended.presides,
            error_messages={"required": _PRESIDES, "invalid_choice": _PRESIDES},
        )


class BeginMeetingForm(MeetingAttendanceForm):
    who_enters = _BEGINS
    place = LineField(
        label=_("Where the meeting takes place"),
        max_length=200,
        help_text=_("It stands in the minutes, for example: session room, Riva 4."),
        error_messages={"required": _("Write where the meeting takes place.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["place", *self.fields])


class BallotsForm(forms.Form):
    """For each of the `voters` how they vote, and a separate opinion where somebody has one."""

    use_required_attribute = False

    def __init__(self, *args: Any, voters: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voters = voters
        for line in voters:
            self.fields[f"vote_{line['user']}"] = forms.ChoiceField(
                label=line["name"],
                choices=[("", "–"), *VoteChoice.choices],
                error_messages={"required": _("Say how %(name)s votes.") % {"name": line["name"]}},
            )
            self.fields[f"opinion_{line['user']}"] = TextField(
                label=_("Separate opinion of %(name)s") % {"name": line["name"]},
                required=False,
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        for line in self.voters:
            yield {
                "name": line["name"],
                "vote": self[f"vote_{line['user']}"],
                "opinion": self[f"opinion_{line['user']}"],
            }

    def ballots(self) -> dict[int, Ballot]:
        """Those that were given; the act says whose is missing."""
        given = self.cleaned_data
        return {
            line["user"]: Ballot(given[f"vote_{line['user']}"], given[f"opinion_{line['user']}"])
            for line in self.voters
        }


class EndMeetingForm(forms.Form):
    remarks = TextField(
        label=_("Remarks of those present"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignMinutesForm(forms.Form):
    words = TextField(
        label=_("Remark, or why you do not sign off"),
        help_text=_("It stands below the minutes; their text does not change."),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UnsignedForm(forms.Form):
    """Why somebody who was there cannot sign off."""

    def __init__(self, *args: Any, unsigned: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = forms.TypedChoiceField(
            label=_("Who cannot sign off"),
            choices=[(line["user"], line["name"]) for line in unsigned],
            coerce=int,
            error_messages={"invalid_choice": _("This person has signed already.")},
        )
        self.fields["reason"] = TextField(
            label=_("Why"),
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("Write why.")},
        )
