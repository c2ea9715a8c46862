"""Who is present at a session or a meeting of the committee, and who sits in whose place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from scoring.models import CommitteeMember, CommitteeRole
from scoring.selectors.committee.attendance import VOTING, Attendance


class Attended(Protocol):
    """Who can be there: `noted` are the lines of the attendance so far."""

    @property
    def noted(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def seats(self) -> Sequence[CommitteeMember]: ...
    @property
    def vacant(self) -> Sequence[CommitteeMember]: ...
    @property
    def others(self) -> Sequence[User]: ...
    def role_words(self, user: User) -> str: ...


_GONE = _(
    "Somebody who was marked does not sit in the committee any more. Mark anew who is present."
)


class AttendanceForm(forms.Form):
    """`present` are people of the committee and those who opened; one field for each substitute
    says in whose place that person sits.
    """

    def __init__(self, *args: Any, attended: Attended, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noted = attended.noted
        self.attended = attended
        people = [*(seat.user for seat in attended.seats), *attended.others]
        self.people = {user.pk: user for user in people}
        self.fields["present"] = forms.TypedMultipleChoiceField(
            choices=[(user.pk, f"{user.name}, {attended.role_words(user)}") for user in people],
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
        return (seat for seat in self.attended.seats if seat.role == CommitteeRole.SUBSTITUTE)

    def _places(self) -> Iterator[tuple[int, str]]:
        for seat in (*self.attended.seats, *self.attended.vacant):
            if seat.role in VOTING:
                yield seat.user_id, f"{seat.user.name}, {CommitteeRole(seat.role).label}"

    def attendance(self) -> Attendance:
        given = {
            seat.user_id: self.cleaned_data[f"in_place_{seat.user_id}"]
            for seat in self._substitutes()
            if self.cleaned_data[f"in_place_{seat.user_id}"] is not None
        }
        return Attendance([self.people[pk] for pk in self.cleaned_data["present"]], given)
