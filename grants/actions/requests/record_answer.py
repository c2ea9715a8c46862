"""Record an answer that came on paper: when it was posted, its scan, what it says of each thing.

In time is what was posted by registered mail, or handed in, by the last day, whenever the office
records it (ZUP, article 68). Nobody fits what stands on paper to the rules of the form: whether it
is enough, the check says.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_identifier
from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import CheckedFile
from callfile.fields import Files
from grants.actions._act import Done, act
from grants.actions.applying._paper import PaperLetter, Scan, checked_scan
from grants.actions.requests._answering import (
    Statement,
    keep_statements,
    keep_supplement,
    refuse_unasked,
    without_blanks,
)
from grants.actions.requests._requests import lock_open
from grants.application_refusals import UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.formats import write_day
from grants.models import Attachment, PaperAnswer, Request
from grants.permissions import check_application
from grants.plain_files import PlainFiles
from grants.selectors.completeness import unfit_problems
from grants.selectors.requests.legal_time import delivered_on


def record_answer(
    *,
    request: Request,
    answers: Mapping[str, Any],
    in_scan: Collection[str],
    reply: PaperLetter,
    actor: User,
) -> Request:
    """The answered call to supplement. `answers` are in canonical form, `in_scan` the fields whose
    file lies in the scan. Raises Refused, UnfitAnswers.
    """
    scan, about = looked_at(request, reply, actor)
    step = ApplicationWork.RECORD_ANSWER
    with PlainFiles() as written, act(request.application, step, actor) as done:
        done.require()
        locked = lock_open(request, done)
        paper = _paper_answer(done, locked, reply, about)
        form = done.call.file.lot(done.application.lot.code).form
        given = without_blanks(answers)
        refuse_unasked(locked, [*given, *in_scan])
        if unfit := unfit_problems(form, given):
            raise UnfitAnswers(unfit)
        files = [code for code in in_scan if isinstance(form.field(code), Files)]
        given |= {code: [str(paper.scan_id)] for code in files}
        if not given:
            raise Refused(_("Nothing of what was asked for is here yet."))
        _keep_scan(paper, scan, written)
        found = keep_supplement(done, locked, given, files=[paper.scan], on_paper=[paper])
        paper.save(force_insert=True)
        return found


def record_statements(
    *, request: Request, statements: Mapping[str, Statement], reply: PaperLetter, actor: User
) -> Request:
    """The answered telling of what was found. Raises Refused."""
    scan, about = looked_at(request, reply, actor)
    step = ApplicationWork.RECORD_STATEMENTS
    with PlainFiles() as written, act(request.application, step, actor) as done:
        done.require()
        locked = lock_open(request, done)
        paper = _paper_answer(done, locked, reply, about)
        _keep_scan(paper, scan, written)
        found = keep_statements(done, locked, statements, files=[paper.scan], on_paper=[paper])
        paper.save(force_insert=True)
        return found


def looked_at(request: Request, reply: PaperLetter, actor: User) -> tuple[Scan, CheckedFile]:
    """Before the transaction begins. Raises Refused."""
    check_application.require(actor, request.application)
    about = checked_scan(reply.scan)
    if about is None or reply.scan is None:
        raise Refused(_("Add the scan of the answer, as one PDF."), field="scan")
    return reply.scan, about


def _paper_answer(
    done: Done, request: Request, reply: PaperLetter, about: CheckedFile
) -> PaperAnswer:
    """Not saved yet. Raises Refused for a day that cannot be, or is too late."""
    number = clean_identifier(reply.registry_number)
    if not number:
        raise Refused(_("Enter the number in the register of documents."), field="registry_number")
    delivered = delivered_on(request, done.at)
    if delivered is None or request.due_at is None:
        raise Refused(_("Record first when the request was delivered."))
    if reply.filed_on > timezone.localdate(done.at):
        raise Refused(_("This day has not come yet."), field="filed_on")
    # Whoever answers before the delivery that the law reckons has answered in time.
    asked = timezone.localdate(request.asked_at)
    if reply.filed_on < asked:
        said = {"day": write_day(asked, genitive=True)}
        words = _("The request is of %(day)s: check the day.")
        raise Refused(words % said, field="filed_on")
    last = timezone.localdate(request.due_at)
    if reply.filed_on > last:
        said = {"day": write_day(last, genitive=True)}
        words = _("The time ended on %(day)s, so this answers nothing: record it as late.")
        raise Refused(words % said, field="filed_on")
    scan = Attachment(
        id=uuid.uuid4(),
        application=done.application,
        added_by=None,
        name=about.name,
        content_type=about.content_type,
        size=about.size,
        sha256=about.sha256,
    )
    return PaperAnswer(request=request, filed_on=reply.filed_on, registry_number=number, scan=scan)


def _keep_scan(paper: PaperAnswer, scan: Scan, written: PlainFiles) -> None:
    """In the open, as everything of an opened application; it takes none of anybody's room."""
    written.write(paper.scan.file, str(paper.scan.pk), scan.content)
    paper.scan.save(force_insert=True)
