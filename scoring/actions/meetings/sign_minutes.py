"""One who was at the meeting signs its minutes off, or refuses and says why."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import Done, act
from grants.core.workflow import CallWork
from scoring.actions.meetings._meeting import present_line, written_words
from scoring.meeting_mail import say_that_minutes_are_signed
from scoring.models import CommitteeMeeting, MinutesSignature, SignatureKind
from scoring.selectors.meetings.adopted import unsigned_in

LEAST_CHARACTERS = 10


def sign_minutes(
    *,
    meeting: CommitteeMeeting,
    actor: User,
    words: str = "",
    refuses: bool = False,
    sha256: str | None = None,
) -> MinutesSignature:
    """The signature; once more is once. `words` are a remark, or why somebody refuses: both stand
    below the minutes, whose text never changes. `sha256` is the hash of the minutes that were read.
    Raises Refused.
    """
    with act(meeting.call, CallWork.SIGN_MINUTES, actor) as done:
        found = meeting.signatures.filter(user=actor).first()
        if found is not None:
            return found
        done.require()
        locked = _lock_ended(meeting, actor)
        if sha256 is not None and sha256 != locked.minutes_sha256:
            raise Refused(_("These are other minutes than those that you have read."))
        kind = SignatureKind.REFUSED if refuses else SignatureKind.SIGNED
        said = written_words(words, "words", least=LEAST_CHARACTERS if refuses else 0)
        return _record(done, locked, MinutesSignature(user=actor, kind=kind, reason=said))


def note_unsigned(
    *, meeting: CommitteeMeeting, member: User, words: str, actor: User
) -> MinutesSignature:
    """Whoever leads the committee notes why somebody who was there cannot sign off.

    Raises Refused, also for the actor's own signature.
    """
    with act(meeting.call, CallWork.NOTE_UNSIGNED, actor) as done:
        done.require()
        locked = _lock_ended(meeting, member)
        if member == actor:
            raise Refused(_("Sign the minutes off yourself, or refuse and say why."))
        if locked.signatures.filter(user=member).exists():
            raise Refused(_("%(name)s has signed already.") % {"name": member.name})
        said = written_words(words, "reason", least=LEAST_CHARACTERS)
        row = MinutesSignature(user=member, kind=SignatureKind.MISSING, reason=said)
        return _record(done, locked, row)


def _lock_ended(meeting: CommitteeMeeting, user: User) -> CommitteeMeeting:
    rows = CommitteeMeeting.objects.select_for_update(of=("self",)).select_related("call")
    locked = rows.get(pk=meeting.pk)
    if locked.ended_at is None:
        raise Refused(_("The minutes are signed off when the meeting has ended."))
    if present_line(locked.came, user.pk) is None:
        raise Refused(_("Only those who were at the meeting sign its minutes off."))
    return locked


def _record(done: Done, meeting: CommitteeMeeting, row: MinutesSignature) -> MinutesSignature:
    row.meeting, row.given_at, row.given_by = meeting, done.at, done.actor
    row.entry = done.record(
        pub={"meeting": meeting.number},
        payload={
            "meeting": meeting.number,
            "minutes": meeting.minutes_sha256,
            "kind": str(row.kind),
        },
        rows={"minutes signed": [row]},
    )
    row.save()
    if not unsigned_in(meeting):
        say_that_minutes_are_signed(done, meeting)
    return row
