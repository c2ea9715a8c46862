"""Record an application that came on paper: its time, its sender, its scan, sealed as all are.

What counts is the time of posting by registered mail, or the hour at the registry office. Whoever
was late stays unopened: the envelope is recorded with its sender, and nothing of what is in it.
Source: domain rules of municipal calls (a call may not demand that one files online, X Ips
357/2015); what came late is dismissed, not opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_identifier
from accounts.models import User
from accounts.refusal import Refused
from applicants.actions.record_sender import record_sender
from applicants.models import Organisation
from applicants.selectors import acts_for_number
from audit.keys.store import ensure_call_key
from grants.actions._act import Done, act
from grants.actions.applying._numbers import take_number
from grants.actions.applying._paper import Scan, Scanned, checked_scan, send_paper
from grants.core import call_stages
from grants.core.workflow import CallWork
from grants.formats import write_day, write_time
from grants.models import Application, Call, Channel, Lot, PaperFiling, PaperWay
from grants.permissions import run_call
from grants.plain_files import PlainFiles
from grants.sealed_content import new_wrapped_key, seal_draft
from grants.submission_document import SealedContent


@dataclass(frozen=True, slots=True)
class PaperSender:
    """`data` are checked columns of an organisation; of one that is known only its number counts.
    `representative` signs for it.
    """

    data: Mapping[str, Any]
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """How it came, when it was posted or handed in, its number in the register of documents."""

    way: PaperWay
    filed_at: datetime
    registry_number: str
    language: str


def record_paper(
    *, lot: Lot, sender: PaperSender, received: Received, scan: Scan | None, actor: User
) -> Application:
    """The application, sealed; the same paper once more is the same application.

    Once the applications are opened there is nothing to seal: what was posted in time and came
    after the session lies open at once. `scan` is None for what is late, and only for that. It is
    looked at before the transaction begins. Raises Refused.
    """
    run_call.require(actor, lot.call)
    checked = checked_scan(scan)
    with PlainFiles() as written, act(lot.call, CallWork.RECORD_PAPER, actor) as done:
        call = done.call
        if not lot.is_leaf or lot.call_id != call.pk:
            raise PermissionDenied
        done.require()
        registry_number = clean_identifier(received.registry_number)
        if found := _recorded(call, registry_number, lot, sender):
            return found
        _refuse_own(sender, actor)
        organisation = record_sender(
            data=sender.data,
            representative=sender.representative,
            language=received.language,
            actor=actor,
        )
        _refuse_time(call, received, done.at)
        is_late = call.deadline_at is not None and received.filed_at > call.deadline_at
        _refuse_scan(scan, is_late=is_late)
        application = _application(done, lot, organisation, received)
        filing = PaperFiling(
            application=application,
            way=received.way,
            registry_number=registry_number,
            is_late=is_late,
        )
        scans = [] if checked is None or scan is None else [Scanned(checked, scan.content)]
        is_open = call.state not in call_stages.SEALED
        plainly = written if is_open else None
        return send_paper(done, filing, received.filed_at, scans, plainly)


def _recorded(
    call: Call, registry_number: str, lot: Lot, sender: PaperSender
) -> Application | None:
    """Raises Refused where the number in the register is that of another paper."""
    if not registry_number:
        raise Refused(_("Enter the number in the register of documents."), field="registry_number")
    rows = PaperFiling.objects.filter(application__call=call, registry_number=registry_number)
    found = rows.select_related("application__organisation").first()
    if found is None:
        return None
    application = found.application
    number = sender.data["registration_number"]
    if (application.lot_id, application.organisation.registration_number) == (lot.pk, number):
        return application
    raise Refused(
        _("Under this number of the register stands application %(number)s of %(name)s already.")
        % {"number": application.number, "name": application.organisation.name},
        field="registry_number",
    )


def _refuse_own(sender: PaperSender, actor: User) -> None:
    """Whoever belongs to an applicant keeps out of every phase (ZIntPK, Article 35(3))."""
    if acts_for_number(actor, str(sender.data["registration_number"])):
        raise Refused(
            _("You belong to this organisation, so somebody else records its application.")
        )


def _refuse_time(call: Call, received: Received, at: datetime) -> None:
    if received.filed_at > at:
        raise Refused(_("This moment has not come yet: check the day and the time."), field="day")
    if call.opens_at is not None and received.filed_at < call.opens_at:
        raise Refused(
            _("Applications are taken from %(day)s, %(time)s: check the day and the time.")
            % {"day": write_day(call.opens_at), "time": write_time(call.opens_at)},
            field="day",
        )


def _refuse_scan(scan: Scan | None, *, is_late: bool) -> None:
    if is_late and scan is not None:
        raise Refused(
            _(
                "By this time the application came after the deadline. Leave the envelope closed"
                " and record it without a scan."
            ),
            field="scan",
        )
    if not is_late and scan is None:
        raise Refused(_("Add the scan of all that lay in the envelope, as one PDF."), field="scan")


def _application(
    done: Done, lot: Lot, organisation: Organisation, received: Received
) -> Application:
    call = done.call
    offered = call.funder.languages
    application = Application(
        call=call,
        lot=lot,
        organisation=organisation,
        number=take_number(call, lot),
        channel=Channel.PAPER,
        language=received.language if received.language in offered else offered[0],
        created_by=done.actor,
        submitted_at=received.filed_at,
    )
    application.wrapped_key = new_wrapped_key(application, ensure_call_key(call.uuid))
    seal_draft(application, SealedContent())
    application.save()
    return application
