"""Record an objection to a member that came on paper: when it was posted, its scan, what it says.

From then on it goes the way of every other: until it is decided the application is closed to the
member. Source: ZUP, articles 37 and 68.
"""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_identifier
from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import CheckedFile
from grants.actions._act import Done, act
from grants.actions.applying._paper import PaperLetter, checked_scan
from grants.core.workflow import ApplicationWork
from grants.formats import write_day
from grants.models import Application
from grants.permissions import check_application
from grants.plain_files import PlainFiles
from scoring.actions.committee._objecting import raise_objection
from scoring.models import CommitteeMember, MemberObjection, PaperObjection


def record_objection(
    *,
    application: Application,
    member: CommitteeMember,
    reason: str,
    paper: PaperLetter,
    actor: User,
) -> MemberObjection:
    """The objection; whoever decides on it gets a letter. Raises Refused."""
    check_application.require(actor, application)
    about = checked_scan(paper.scan)
    if about is None or paper.scan is None:
        raise Refused(_("Add the scan of the objection, as one PDF."), field="scan")
    step = ApplicationWork.RECORD_OBJECTION
    with PlainFiles() as written, act(application, step, actor, holding_call=True) as done:
        done.require()
        row = _row(done, paper, about)
        written.write(row.scan, f"{uuid.uuid4()}.pdf", paper.scan.content)
        known = _("This applicant has objected to %(name)s already.")
        return raise_objection(done, member, reason, known=known, on_paper=[row])


def _row(done: Done, paper: PaperLetter, about: CheckedFile) -> PaperObjection:
    """Not saved yet. Raises Refused for a day that cannot be."""
    number = clean_identifier(paper.registry_number)
    if not number:
        raise Refused(_("Enter the number in the register of documents."), field="registry_number")
    if paper.filed_on > timezone.localdate(done.at):
        raise Refused(_("This day has not come yet."), field="filed_on")
    sent = timezone.localdate(done.application.submitted_at or done.at)
    if paper.filed_on < sent:
        words = _("The application is of %(day)s: check the day.")
        raise Refused(words % {"day": write_day(sent, genitive=True)}, field="filed_on")
    return PaperObjection(
        filed_on=paper.filed_on,
        registry_number=number,
        scan_name=about.name,
        scan_sha256=about.sha256,
    )
