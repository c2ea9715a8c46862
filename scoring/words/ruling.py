"""The written decision on an objection to a member, or on an exclusion without one.

In every official language of the call; the reasons stand in each as they were written. Source: ZUP,
articles 35 to 40.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.models import Role, User
from grants.formats import text_in, write_day
from grants.models import Application
from scoring.models import CommitteeMember, CommitteeRole, MemberObjection, ObjectionOutcome


@dataclass(frozen=True, slots=True)
class RulingText:
    """`head` are lines of the reference, `parts` heading and paragraph; who signs, and as what."""

    title: str
    head: list[tuple[str, str]]
    preamble: str
    parts: list[tuple[str, str]]
    signed_by: str
    signed_as: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided, by whom and in which role; without an objection the member is excluded."""

    application: Application
    number: int
    member: CommitteeMember
    objection: MemberObjection | None
    reason: str
    decided_by: User
    role: str
    at: datetime
    # Of an objection that came on paper.
    posted_on: date | None = None
    # Not where the member has left, or stepped out, since the objection was raised.
    is_judge: bool = True

    @property
    def is_excluded(self) -> bool:
        return self.objection is None or self.objection.outcome == ObjectionOutcome.UPHELD


def ruling_number(application: Application, number: int) -> str:
    return f"{application.number}/K{number}"


def ruling_content(ruling: Ruling) -> dict[str, Any]:
    """{language: RulingText as an object}, in every official language."""
    return {
        language: _plain(ruling, language)
        for language in ruling.application.call.official_languages
    }


def _plain(ruling: Ruling, language: str) -> dict[str, Any]:
    """As JSON gives it back."""
    with override(language):
        found = asdict(_text(ruling))
    return {**found, **{key: [list(pair) for pair in found[key]] for key in ("head", "parts")}}


def _text(ruling: Ruling) -> RulingText:
    return RulingText(
        title=_("Decision on an objection to a member of the committee")
        if ruling.objection
        else _("Decision on the exclusion of a member of the committee"),
        head=_head(ruling),
        preamble=_preamble(ruling),
        parts=[
            (pgettext("objection", "Decision"), _operative(ruling)),
            (_("Reasons"), _reasons(ruling)),
            (_("Legal remedy"), _remedy()),
        ],
        signed_by=ruling.decided_by.name,
        signed_as=_role_words(ruling.role),
    )


def _role_words(code: str) -> str:
    return str(CommitteeRole(code).label if code in CommitteeRole.values else Role(code).label)


def _head(ruling: Ruling) -> list[tuple[str, str]]:
    application = ruling.application
    file = application.call.file_number
    return [
        *([(_("File number"), file)] if file else []),
        (_("Application"), application.number),
        (pgettext("ruling", "Number of the decision"), ruling_number(application, ruling.number)),
        (_("Date"), write_day(ruling.at)),
    ]


def _preamble(ruling: Ruling) -> str:
    said = {
        "applicant": str((ruling.application.applicant or {}).get("name") or ""),
        "number": ruling.application.number,
        "call": text_in(ruling.application.call.title),
        "member": _member(ruling),
    }
    if ruling.objection is None:
        words = _(
            "On the exclusion of a member of the committee for the call “%(call)s”, %(member)s,"
            " from application %(number)s, the following is decided under Articles 35 to 40 of the"
            " General Administrative Procedure Act:"
        )
        return words % said
    words = _(
        "On the objection of the applicant %(applicant)s, which came on %(day)s, to a member of the"
        " committee for the call “%(call)s”, %(member)s, in the matter of application %(number)s,"
        " the following is decided under Articles 35 to 40 of the General Administrative Procedure"
        " Act:"
    )
    day = ruling.posted_on or ruling.objection.raised_at
    return words % {**said, "day": write_day(day, genitive=True)}


def _member(ruling: Ruling) -> str:
    return f"{ruling.member.user.name} ({_role_words(ruling.member.role)})"


def _operative(ruling: Ruling) -> str:
    said = {"member": ruling.member.user.name, "number": ruling.application.number}
    if ruling.objection is None:
        words = _(
            "%(member)s is excluded from application %(number)s, and neither reads nor judges it."
        )
        return words % said
    if not ruling.is_judge:
        upheld = _(
            "The objection is upheld. %(member)s does not judge application %(number)s any more."
        )
        rejected = _(
            "The objection is rejected. %(member)s does not judge application %(number)s any more,"
            " for another reason."
        )
        return (upheld if ruling.is_excluded else rejected) % said
    if ruling.is_excluded:
        words = _(
            "The objection is upheld. %(member)s is excluded from application %(number)s, and"
            " neither reads nor judges it."
        )
        return words % said
    words = _("The objection is rejected. %(member)s may go on judging application %(number)s.")
    return words % said


def _reasons(ruling: Ruling) -> str:
    if len(ruling.application.call.official_languages) == 1:
        return ruling.reason
    return "\n".join([ruling.reason, _("(Reasons as they were written by whoever decides.)")])


def _remedy() -> str:
    return _(
        "There is no separate appeal against this decision. Whoever does not agree with it says so"
        " in the legal remedy against the decision on the application."
    )
