"""Answer a request once: what was asked for takes the place of what stood there.

What is open is only what the request names. The submission stays as it was sent; what stood before
and what stands after are kept with the request, so that the document of the submission can still
be made again and compared.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import CheckedFile, check_file
from applicants.files.room import lock_rooms, require_room
from callfile.fields import Around, Attached, Files
from callfile.form.problems import Problem
from grants.actions._act import act
from grants.actions.requests._answering import keep_supplement, refuse_unasked, without_blanks
from grants.actions.requests._requests import lock_open, require_delivered
from grants.application_refusals import UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.models import Application, Attachment, Request
from grants.permissions import submit_own_application
from grants.plain_files import PlainFiles
from grants.selectors.completeness import file_limits, file_type, unfit_problems
from grants.selectors.room import rooms_of_application


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for a field that the request names, as it came."""

    field: str
    name: str
    content: bytes


def answer_request(
    *,
    request: Request,
    answers: Mapping[str, Any],
    actor: User,
    files: Sequence[Upload] = (),
) -> Request:
    """The answered request; what it names and `answers` pass over stays unanswered.

    `answers` are in canonical form. Files are looked at before the transaction begins. Raises
    Refused, UnfitAnswers, FileRefused, NoRoom.
    """
    submit_own_application.require(actor, request.application)
    checked = [(one, _checked(request.application, one)) for one in files]
    step = ApplicationWork.ANSWER_REQUEST
    with PlainFiles() as written, act(request.application, step, actor) as done:
        done.require()
        locked, application = lock_open(request, done), done.application
        done.require_moment()
        otherwise = _("Take the request over first: then you see what is asked for.")
        require_delivered(locked, done.at, otherwise)
        refuse_unasked(locked, [*answers, *(one.field for one in files)])
        _refuse_files(application, answers)
        kept = [_keep(application, one, about, written, actor) for one, about in checked]
        given = {**without_blanks(answers), **_with_files(kept)}
        if not given:
            raise Refused(_("Nothing of what was asked for is here yet."))
        if unfit := _problems(application, given):
            raise UnfitAnswers(unfit)
        return keep_supplement(done, locked, given, files=kept)


def _refuse_files(application: Application, answers: Mapping[str, Any]) -> None:
    """A file is answered by itself, never by the key of a file that lies somewhere."""
    form = application.call.file.lot(application.lot.code).form
    for field in answers:
        if isinstance(form.field(field), Files):
            raise Refused(_("A file belongs here."), field=field)


def _problems(application: Application, given: Mapping[str, Any]) -> list[Problem]:
    """As the submit insists on them, of what is answered: there is no second answer."""
    pot = application.call.file.pot(application.lot.code)
    rows = application.attachments.exclude(sha256="")
    known = {str(row.pk): Attached(file_type(row.name), row.size or 0) for row in rows}
    answers, form = {**(application.answers or {}), **given}, pot.lot.form
    shown = {field.code for field in form.shown(answers)}
    hidden = {field: value for field, value in given.items() if field not in shown}
    found = form.problems(answers, Around(pot.grant, known))
    return [*(one for one in found if one.field in given), *unfit_problems(form, hidden)]


def _with_files(kept: Sequence[Attachment]) -> dict[str, list[str]]:
    """They take the place of the files that were there, which stay on record with the request."""
    found: dict[str, list[str]] = {}
    for one in kept:
        found.setdefault(one.field, []).append(str(one.pk))
    return found


def _checked(application: Application, upload: Upload) -> CheckedFile:
    limits = file_limits(application, upload.field)
    return check_file(name=upload.name, content=upload.content, **limits)


def _keep(
    application: Application, upload: Upload, about: CheckedFile, written: PlainFiles, actor: User
) -> Attachment:
    """In the open, as everything of an opened application."""
    lock_rooms(application.organisation, actor)
    require_room(rooms_of_application(application, actor), about.size, field=upload.field)
    row = Attachment(
        id=uuid.uuid4(),
        application=application,
        added_by=actor,
        field=upload.field,
        name=about.name,
        content_type=about.content_type,
        size=about.size,
        sha256=hashlib.sha256(upload.content).hexdigest(),
    )
    written.write(row.file, str(row.pk), upload.content)
    row.save(force_insert=True)
    return row
