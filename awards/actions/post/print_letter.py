"""Print the letter of a request: from then on it is what it was, whatever changes around it."""

import hashlib
import uuid

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import PrintedLetter
from grants.actions._act import act
from grants.actions.requests._requests import lock_open
from grants.core.workflow import ApplicationWork
from grants.models import Request
from grants.plain_files import PlainFiles


def print_letter(*, request: Request, letter: bytes, actor: User) -> PrintedLetter:
    """What is printed; until it has come back from the post it stays the one that was. Raises
    Refused.
    """
    step = ApplicationWork.PRINT_LETTER
    with PlainFiles() as written, act(request.application, step, actor) as done:
        done.require()
        locked = lock_open(request, done)
        if not locked.by_post:
            raise Refused(_("This request is served in the account. Take it back to ask by post."))
        newest = PrintedLetter.objects.filter(request=locked).order_by("number").last()
        sha256 = hashlib.sha256(letter).hexdigest()
        if newest is not None and (newest.sha256 == sha256 or not _came_back(newest)):
            return newest
        row = PrintedLetter(
            request=locked,
            number=1 if newest is None else newest.number + 1,
            sha256=sha256,
            printed_by=done.actor,
            printed_at=done.at,
        )
        written.write(row.letter, f"{uuid.uuid4()}.pdf", letter)
        row.entry = done.record(
            pub={},
            payload={
                "number": done.application.number,
                "request": locked.number,
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
