"""What a member keeps for itself; nobody else's is ever read."""

import re

from accounts.models import User
from accounts.seen import mark_of
from grants.core import call_stages
from grants.models import Application
from scoring.models import CommitteeMember, MemberNote, ReasonPhrase


def phrases_of(user: User) -> list[ReasonPhrase]:
    """In the order in which they were written."""
    return list(ReasonPhrase.objects.filter(user=user))


def phrase_of(user: User, key: str) -> ReasonPhrase | None:
    """`key` as a form sends it."""
    number = int(key) if re.fullmatch(r"[0-9]{1,18}", key) else 0
    return ReasonPhrase.objects.filter(user=user, pk=number).first()


def note_of(member: CommitteeMember, application: Application) -> MemberNote | None:
    return MemberNote.objects.filter(member=member, application=application).first()


def takes_notes(application: Application) -> bool:
    """From the opening to the decision."""
    return application.call.state in call_stages.IN_EVALUATION


def note_mark(text: str) -> str:
    """Of the note that a page shows."""
    return mark_of({"note": text})
