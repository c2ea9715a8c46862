"""Letters that got stuck, as their table says them; the act that is under way."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.letters import hides_reader, letter_title
from jobs.models import Job, Letter
from jobs.permissions import view_job
from jobs.registry import get_kind
from jobs.selectors import act_under_way

_REFUSED = ("SMTPRecipientsRefused", "SMTPDataError")


def act_in_words(call: Any, person: User) -> dict[str, str]:
    """On every page of the call; nothing where none is under way."""
    job = act_under_way(call.pk)
    if job is None:
        return {}
    url = job.get_absolute_url() if view_job.allows(person, job) else ""
    return {"words": _under_way(job), "url": url}


def wait_in_words(job: Job) -> str:
    """To whoever wants something that is done by a job of the same kind."""
    again = _("Try again once it has ended.")
    return f"{_under_way(job)} {again}"


def _under_way(job: Job) -> str:
    return _("%(act)s is under way: %(name)s started it.") % {
        "act": get_kind(job.kind).title,
        "name": job.created_by,
    }


def letter_rows(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    return [
        {
            "letter": one,
            "to": _("an address that is not shown") if hides_reader(one) else one.address,
            "title": letter_title(one),
            "why": _why(one.fault),
            "ended": one.given_up_at,
        }
        for one in letters
    ]


def _why(fault: str) -> str | Promise:
    if fault in _REFUSED:
        return _("The mail server refuses this address or letter.")
    return _("The letter could not be written or sent (%(fault)s).") % {"fault": fault}
