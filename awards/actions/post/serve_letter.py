"""Record the return slip of a letter: with it a request or a decision is delivered, or came back.

From the day that counts the legal time runs: of an answer it is written here, of a legal remedy it
follows. Source: ZUP, articles 87 to 98.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import CheckedFile
from awards.models import Mailing, SlipKind
from grants.actions._act import Done, act
from grants.actions.applying._paper import Scan, checked_scan
from grants.actions.requests._requests import remind
from grants.core.legal_days import delivered_by_fiction
from grants.core.workflow import ApplicationWork
from grants.formats import write_day
from grants.models import Request, RequestOutcome
from grants.permissions import check_application
from grants.plain_files import PlainFiles
from grants.selectors.requests.legal_time import due_after


@dataclass(frozen=True, slots=True)
class Slip:
    """What it says, of which day, and its scan."""

    kind: SlipKind
    on: date
    scan: Scan | None


def serve_letter(*, mailing: Mailing, slip: Slip, actor: User) -> Mailing:
    """The letter with its slip; the same once more is the same. Raises Refused."""
    application = mailing.application
    check_application.require(actor, application)
    about = checked_scan(slip.scan)
    if about is None or slip.scan is None:
        raise Refused(_("Add the scan of the return slip."), field="scan")
    step = ApplicationWork.SERVE_LETTER
    with PlainFiles() as written, act(application, step, actor, holding_call=True) as done:
        done.require()
        row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
        row.application = done.application
        if not row.is_on_its_way:
            if (row.slip_kind, row.slip_on) == (slip.kind, slip.on):
                return row
            raise Refused(_("The return slip of this letter is recorded already."))
        _fill_in(row, slip, about, done)
        written.write(row.slip, f"{uuid.uuid4()}.pdf", slip.scan.content)
        request = _delivered(row, done)
        entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                "letter": row.number,
                "slip": slip.kind.value,
                "on": slip.on.isoformat(),
                "served_on": row.served_on.isoformat() if row.served_on else "",
                "sha256": row.slip_sha256,
            },
            rows={
                "letter served": [row],
                **({"request due": [request]} if request is not None else {}),
            },
        )
        row.slip_entry = entry
        row.save()
        if request is not None:
            request.due_entry = entry
            request.save(update_fields=["delivered_at", "due_at", "due_entry"])
            remind(done, request)
        return row


def _fill_in(row: Mailing, slip: Slip, about: CheckedFile, done: Done) -> None:
    """Raises Refused for a day that cannot be."""
    if slip.on < row.posted_on:
        raise Refused(
            _("The letter was sent on %(day)s: check the day.")
            % {"day": write_day(row.posted_on, genitive=True)},
            field="on",
        )
    today = timezone.localdate(done.at)
    if slip.on > today:
        raise Refused(_("This day has not come yet."), field="on")
    if slip.kind == SlipKind.NOT_COLLECTED and today <= delivered_by_fiction(slip.on):
        raise Refused(
            _("The 15 days since the notice are over at the end of %(day)s; record the slip then.")
            % {"day": write_day(delivered_by_fiction(slip.on), genitive=True)},
            field="on",
        )
    row.slip_kind, row.slip_on, row.served_on = slip.kind.value, slip.on, _served_on(slip)
    row.slip_name, row.slip_sha256 = about.name, about.sha256
    row.slip_by, row.slip_at = done.actor, done.at


def _served_on(slip: Slip) -> date | None:
    if slip.kind == SlipKind.RETURNED:
        return None
    if slip.kind == SlipKind.NOT_COLLECTED:
        return delivered_by_fiction(slip.on)
    return slip.on


def _delivered(row: Mailing, done: Done) -> Request | None:
    """The request that is delivered with it; None of a decision, of what came back, and where the
    request was closed or delivered before, by a public notice too.
    """
    if row.request_id is None or row.served_on is None:
        return None
    request = Request.objects.select_for_update(of=("self",)).get(pk=row.request_id)
    if request.outcome != RequestOutcome.OPEN or request.delivered_at is not None:
        return None
    by_law = delivered_by_fiction(request.announced_on) if request.announced_on else None
    if by_law is not None and row.served_on >= by_law:
        return None
    request.application = done.application
    request.delivered_at = timezone.make_aware(datetime.combine(row.served_on, time.min))
    request.due_at = due_after(done.call, row.served_on, request.days)
    return request
