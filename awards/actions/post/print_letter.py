"""Print a letter, of a request or of a decision about a member: from then on it is what it was,
whatever changes around it.
"""

import hashlib
import uuid

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import PrintedLetter
from grants.actions._act import act
from grants.actions.requests._requests import lock_open
from grants.core.workflow import ApplicationWork
from grants.models import Request
from grants.plain_files import PlainFiles
from scoring.models import MemberRuling

IN_THE_ACCOUNT = _("This request is served in the account. Take it back to ask by post.")


def print_letter(*, about: Request | MemberRuling, letter: bytes, actor: User) -> PrintedLetter:
    """What is printed; until it has come back from the post it stays the one that was. Raises
    Refused.
    """
    step = ApplicationWork.PRINT_LETTER
    with PlainFiles() as written, act(about.application, step, actor) as done:
        done.require()
        if isinstance(about, Request):
            about = lock_open(about, done)
            if not about.by_post:
                raise Refused(IN_THE_ACCOUNT)
        name = "request" if isinstance(about, Request) else "ruling"
        newest = PrintedLetter.objects.filter(**{name: about}).order_by("number").last()
        sha256 = hashlib.sha256(letter).hexdigest()
        if newest is not None and (newest.sha256 == sha256 or not _came_back(newest)):
            return newest
        row = PrintedLetter(
            application=done.application,
            number=1 if newest is None else newest.number + 1,
            sha256=sha256,
            printed_by=done.actor,
            printed_at=done.at,
            **{name: about},
        )
        written.write(row.letter, f"{uuid.uuid4()}.pdf", letter)
        row.entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                name: about.number,
                "printed": row.number,
                "sha256": sha256,
            },
            rows={"printed letter": [row]},
        )
        row.save(force_insert=True)
        return row


def _came_back(printed: PrintedLetter) -> bool:
    newest = printed.mailings.order_by("number").last()
    return newest is not None and not newest.is_on_its_way
