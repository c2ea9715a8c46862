"""Keep a member's private note on an application; without a text there is none."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.database.clock import database_now
from grants.models import Application
from scoring.actions._scoring import reason_text
from scoring.models import MemberNote
from scoring.permissions import read_application_in_committee
from scoring.selectors.committee.seats import seat_of
from scoring.selectors.drafts import takes_notes


@transaction.atomic
def keep_note(*, application: Application, text: str, actor: User, seen: str = "") -> None:
    """`seen` is the mark of the note that was on the page. A draft of one person: the ledger does
    not know of it. Raises Refused, ChangedMeanwhile, PermissionDenied.
    """
    read_application_in_committee.require(actor, application)
    member = seat_of(application.call, actor)
    if member is None or not takes_notes(application):
        raise Refused(_("Private notes are deleted when the call is decided."))
    cleaned = reason_text(text, field="note")
    rows = MemberNote.objects.select_for_update().filter(member=member, application=application)
    kept = rows.first()
    stored = kept.text if kept else ""
    if stored == cleaned:
        return
    require_seen(seen, {"note": stored})
    if not cleaned:
        rows.delete()
        return
    note = kept or MemberNote(member=member, application=application)
    note.text, note.saved_at = cleaned, database_now()
    note.save()
