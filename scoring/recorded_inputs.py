"""Whether what a computation or a decision reads is what the ledger says of it, before it counts.

One pass over the entries of the call: digests are compared, and nothing is decided on a row that
somebody has changed behind the program. `fsck` finds more; this finds what would change a result.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusal import Refused
from audit.proof.fsck import Difference, Finding
from audit.proof.recorded_check import differences_of_call, differences_of_rows
from grants.models import Application, Call
from grants.proof.call_check import moved_differences
from grants.proof.opened_check import UNREAD, opened_differences
from scoring.models import OpeningSession

MOST_NAMED: Final = 10
# What points are made of.
SCORED: Final = (
    "submission",
    "fact",
    "verdict",
    "state",
    "statement",
    "sheet",
    "agreed",
    "seat left",
)
# What a decision is made of, besides.
DECIDED: Final = (
    *(*SCORED, "ranking", "allocation", "proposal closed", "reason"),
    *("request due", "requested thing", "answered thing", "weighed answer"),
)
_OF_ONE: Final = ("fact", "verdict", "sheet", "agreed")

_WORDS: Final[dict[str, Promise]] = {
    "application": gettext_lazy("application"),
    "opened application": gettext_lazy("answers of the application"),
    "submission": gettext_lazy("what was sent"),
    "fact": gettext_lazy("recognised fact"),
    "verdict": gettext_lazy("finding on completeness"),
    "state": gettext_lazy("change of state"),
    "statement": gettext_lazy("statement on conflicts of interest"),
    "sheet": gettext_lazy("score sheet"),
    "agreed": gettext_lazy("agreed score"),
    "seat left": gettext_lazy("end of a seat in the committee"),
    "reason": gettext_lazy("reason for points"),
    "ranking": gettext_lazy("ranking"),
    "allocation": gettext_lazy("allocation"),
    "proposal closed": gettext_lazy("proposal"),
    "prepared decision": gettext_lazy("prepared decision"),
    "request due": gettext_lazy("time to answer"),
    "requested thing": gettext_lazy("what the applicant was asked or told"),
    "answered thing": gettext_lazy("answer of the applicant"),
    "weighed answer": gettext_lazy("weighing of the answer"),
}


def require_recorded_inputs(call: Call, names: Sequence[str] = SCORED) -> None:
    """Raises Refused naming what differs: score sheet M27-A-001, recognised fact M27-A-004.

    Of what the minutes of the opening name as unread nothing is read; what was sent again counts.
    """
    session = OpeningSession.objects.filter(call=call).first()
    lines = session.opened if session is not None else ()
    unread = {str(line["number"]) for line in lines if line.get("unread")}
    found = [
        *differences_of_call(call.code, names),
        *_wrong(moved_differences(call.code)),
        *_wrong(opened_differences(call.code)),
    ]
    _refuse([one for one in found if not _is_known(one, unread)])


def _is_known(found: Difference, unread: Collection[str]) -> bool:
    if found.place.startswith("submission "):
        return found.place.removeprefix("submission ").partition(" · ")[0] in unread
    number = found.place.removeprefix("opened application ")
    return found.found == UNREAD and number in unread


def require_recorded_application(application: Application) -> None:
    """The same of one application, where all of the call was looked at before."""
    require_recorded_rows(_OF_ONE, application=application)


def require_recorded_rows(names: Sequence[str], **conditions: Any) -> None:
    """The same of the rows of these kinds that fulfil the conditions."""
    _refuse([*differences_of_rows(names, **conditions)])


def _wrong(findings: Iterable[Finding]) -> Iterator[Difference]:
    return (one for one in findings if isinstance(one, Difference))


def _refuse(found: Sequence[Difference]) -> None:
    if not found:
        return
    names = list(dict.fromkeys(_named(one) for one in found))
    more = ", …" if len(names) > MOST_NAMED else ""
    raise Refused(
        _(
            "This is not what the ledger says of it: %(names)s. Nothing is computed or decided on "
            "it. The administrator finds out with fsck what was changed."
        )
        % {"names": ", ".join(names[:MOST_NAMED]) + more}
    )


def _named(found: Difference) -> str:
    """The kind in the reader's language, and the number of the application where it has one."""
    for kind in sorted(_WORDS, key=len, reverse=True):
        if found.place.startswith(f"{kind} "):
            parts = found.place.removeprefix(f"{kind} ").partition(" (entry")[0].split(" · ")
            number = next((part for part in parts if part.count("-") > 1), parts[0])
            return f"{_WORDS[kind]} {number}"
    return found.place
