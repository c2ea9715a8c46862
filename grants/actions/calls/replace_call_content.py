"""Put another content into a draft."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile
from callfile.as_written import Written, written_code
from grants.actions._act import act
from grants.actions.calls._content import write_content
from grants.call_files.check import check_content
from grants.core.workflow import CallWork
from grants.models import Call
from grants.permissions import run_call


def replace_call_content(
    *,
    call: Call,
    content: Written,
    content_version: int,
    actor: User,
    file_number: str | None = None,
) -> Call:
    """The draft with its new content; `content_version` is the one the officer had before them.

    It is checked before the transaction begins. The file number stands beside the content; None
    leaves it as it is.
    """
    run_call.require(actor, call)
    return _replace(call, content, check_content(content), content_version, actor, file_number)


def _replace(
    call: Call,
    content: Written,
    checked: Mapping[str, Any],
    content_version: int,
    actor: User,
    file_number: str | None,
) -> Call:
    with act(call, CallWork.CHANGE_CONTENT, actor) as done:
        done.require()
        locked = done.call
        if locked.content_version != content_version:
            raise ChangedMeanwhile
        if written_code(content) != locked.code:
            raise Refused(
                _("The file is for another call: its code is not %(code)s.")
                % {"code": locked.code},
                field="code",
            )
        locked.content_version += 1
        if file_number is not None:
            locked.file_number = file_number
        write_content(locked, content, checked)
        return locked
