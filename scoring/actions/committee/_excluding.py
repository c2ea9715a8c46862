"""A member is kept out of one application by a decision, as by a conflict of their own word."""

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from audit.core import canonical
from grants.actions._act import Done
from grants.core.workflow import Part
from grants.models import Application
from scoring.actions._scoring import reason_text
from scoring.models import (
    CommitteeMember,
    ConflictDeclaration,
    MemberObjection,
    MemberRuling,
    PaperObjection,
)
from scoring.objection_mail import EXCLUDED
from scoring.selectors.committee.objections import deciding_part, is_decider, may_judge
from scoring.selectors.committee.role_in_call import office_or_seat
from scoring.waiting_mail import telling_who_steps_in
from scoring.words.ruling import Ruling, ruling_content


def lock_member(application: Application, member: CommitteeMember) -> CommitteeMember:
    """Of the committee of the call, held."""
    rows = CommitteeMember.objects.select_for_update(of=("self",)).select_related("user")
    return rows.get(pk=member.pk, committee__call=application.call_id)


def lock_sitting(application: Application, member: CommitteeMember) -> CommitteeMember:
    """The same of somebody who sits there. Raises Refused."""
    seat = lock_member(application, member)
    if seat.left_at is not None:
        raise Refused(
            _("%(name)s has left the committee already.") % {"name": seat.user.name},
            field="member",
        )
    return seat


def require_decider(done: Done, member: CommitteeMember) -> None:
    """Raises Refused for whoever of chair and officer does not decide about this member here."""
    if is_decider(done.actor, done.application, member):
        return
    part = deciding_part(done.application, member)
    if part == Part.OFFICER:
        raise Refused(_("Here the officer decides: it is about the chair, or closed to the chair."))
    if part == Part.APPROVER:
        raise Refused(_("Here the approver decides: the application is closed to every officer."))
    raise Refused(_("About this member the chair decides."))


def require_reason(text: str, words: str) -> str:
    """Cleaned. Raises Refused with `words` where it is empty."""
    written = reason_text(text)
    if not written:
        raise Refused(words, field="reason")
    return written


def exclusion_of(done: Done, member: CommitteeMember, reason: str) -> ConflictDeclaration | None:
    """To be entered and then saved by `keep_exclusion`; None where the member steps out already."""
    who = {"user": member.user, "application": done.application}
    rows = ConflictDeclaration.objects.select_for_update(of=("self",))
    row = rows.filter(**who).first() or ConflictDeclaration(**who)
    if row.in_conflict:
        return None
    row.in_conflict, row.reason, row.matches = True, reason, []
    row.declared_at, row.excluded_by = done.at, done.actor
    return row


def ruling_of(
    done: Done, member: CommitteeMember, reason: str, objection: MemberObjection | None = None
) -> MemberRuling:
    """The written decision as it is made now, to be entered and then saved."""
    application = done.application
    number = MemberRuling.objects.filter(application=application).count() + 1
    paper = PaperObjection.objects.filter(objection=objection).first() if objection else None
    said = Ruling(
        application=application,
        number=number,
        member=member,
        objection=objection,
        reason=reason,
        decided_by=done.actor,
        role=office_or_seat(done.call, done.actor),
        at=done.at,
        posted_on=paper.filed_on if paper is not None else None,
        is_judge=may_judge(application, member),
    )
    content = ruling_content(said)
    return MemberRuling(
        application=application,
        number=number,
        member=member,
        objection=objection,
        made_at=done.at,
        sha256=canonical.digest(content),
        content=content,
    )


def keep_exclusion(done: Done, row: ConflictDeclaration) -> None:
    """With its letter to the person."""
    with telling_who_steps_in(done):
        row.save()
    done.tell(EXCLUDED, row.pk, [(row.user.email, row.user.language)])
