"""The next act of a call as heading, sentence and button, with the page where it is done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from grants.core.workflow import CallStep, CallWork
from grants.formats import write_day, write_time
from grants.models import Call
from grants.permissions import run_call
from grants.selectors.may import takes
from reports.selectors.next_act import Act, NextAct

# Where an act is done, and the step that it is; without one it is the committee's alone, or of many
# steps, and whoever runs the call follows its progress.
_PAGES: dict[Act, tuple[str, StrEnum | None]] = {
    Act.MEND: ("grants:call_setup", CallWork.CHANGE_CONTENT),
    Act.PUBLISH: ("grants:call_publish", CallStep.PUBLISH),
    Act.APPOINT: ("scoring:committee", CallWork.APPOINT_COMMITTEE),
    Act.PREPARE_SESSION: ("scoring:opening", CallWork.START_SESSION),
    Act.OPEN: ("scoring:opening", CallWork.START_SESSION),
    Act.CONFIRM: ("scoring:opening", CallStep.OPEN_SEAL),
    Act.CLOSE_SESSION: ("scoring:opening", CallStep.START_CHECKING),
    Act.CHECK: ("grants:desk_applications", None),
    Act.HEAR: ("grants:desk_applications", None),
    Act.START_SCORING: ("scoring:sheets", CallStep.START_SCORING),
    Act.DECLARE: ("scoring:sheets", None),
    Act.LOCK: ("scoring:sheets", None),
    Act.REVEAL: ("scoring:sheets", None),
    Act.CONCLUDE: ("scoring:sheets", None),
    Act.AGREE: ("scoring:sheets", None),
    Act.REASONS: ("scoring:sheets", None),
    Act.RANK: ("scoring:ranking", CallWork.COMPUTE_RANKING),
    Act.RANK_AGAIN: ("scoring:ranking", CallWork.COMPUTE_RANKING),
    Act.ALLOCATE: ("scoring:ranking", CallWork.COMPUTE_ALLOCATION),
    Act.ADOPT: ("scoring:sheets", None),
    Act.VOTE_AGAIN: ("scoring:sheets", None),
    Act.END_MEETING: ("scoring:sheets", None),
    Act.SIGN_MINUTES: ("scoring:sheets", None),
    Act.PROPOSE: ("awards:propose", CallStep.PROPOSE),
    Act.SIGN: ("awards:signatures", CallStep.APPROVE),
    Act.NAME_SIGNATORY: ("reports:batch", CallWork.NAME_SIGNATORY),
    Act.SIGN_DECISIONS: ("awards:signatures", CallWork.SIGN_DECISIONS),
    Act.ISSUE: ("reports:batch", CallWork.START_ISSUING),
    Act.PUBLISH_RESULTS: ("reports:batch", CallWork.PUBLISH_RESULTS),
}
_ON_ONE_PAGE = frozenset({Act.SIGN, Act.SIGN_DECISIONS})
# Heading, sentence, button; `count`, `day` and `time` are filled in.
_SENTENCES: dict[Act, tuple[Any, Any, Any]] = {
    Act.MEND: (
        ngettext_lazy("Mend %(count)d fault", "Mend %(count)d faults", "count"),
        _("The set-up check names each with its place. A call with faults is not published."),
        _("Show the faults"),
    ),
    Act.PUBLISH: (
        _("Publish the call"),
        _("The set-up check finds no faults. Publication freezes texts, criteria and amounts."),
        _("Check and publish"),
    ),
    Act.APPOINT: (
        _("Enter the committee"),
        _("Its members declare conflicts of interest and score. Two roles on a call are refused."),
        _("Enter the committee"),
    ),
    Act.WAIT_FOR_OPENING: (
        _("Applications open on %(day)s at %(time)s"),
        _("The call is public and frozen. Nothing is to be done until then."),
        "",
    ),
    Act.WAIT_FOR_DEADLINE: (
        _("Applications come in until %(day)s at %(time)s"),
        _("They are sealed: until the opening only their number is known."),
        "",
    ),
    Act.PREPARE_SESSION: (
        _("Open the applications: on %(day)s at %(time)s, two persons"),
        _("The deadline is past. Everything stays sealed until two persons confirm the opening."),
        _("Prepare the opening"),
    ),
    Act.OPEN: (
        _("Open the applications, two persons"),
        _("The opening was set for %(day)s at %(time)s. Both confirm within fifteen minutes."),
        _("To the opening"),
    ),
    Act.CONFIRM: (
        _("The second person confirms the opening"),
        _("The first confirmed at %(time)s; it holds for fifteen minutes."),
        _("To the opening"),
    ),
    Act.CLOSE_SESSION: (
        _("Close the opening session"),
        _("The minutes have written themselves; add what was said and close them."),
        _("To the minutes"),
    ),
    Act.CHECK: (
        ngettext_lazy("Check %(count)d application", "Check %(count)d applications", "count"),
        _("Completeness and the recognised facts. A dismissal names an article of the rules."),
        _("To the applications"),
    ),
    Act.HEAR: (
        ngettext_lazy("Hear %(count)d applicant", "Hear %(count)d applicants", "count"),
        _("Of facts that differ they are told, may answer in time, and what they say is weighed."),
        _("To the applications"),
    ),
    Act.START_SCORING: (
        _("Start the scoring"),
        _("Every application is complete or dismissed. After the start no finding changes."),
        _("To the scoring"),
    ),
    Act.DECLARE: (
        ngettext_lazy(
            "Waiting for the declarations of %(count)d member",
            "Waiting for the declarations of %(count)d members",
            "count",
        ),
        _("Nobody scores before having declared on every application. Points are seen by nobody."),
        _("Show the progress"),
    ),
    Act.LOCK: (
        ngettext_lazy("Waiting for %(count)d sheet", "Waiting for %(count)d sheets", "count"),
        _("The committee scores. Points are seen when all sheets are locked."),
        _("Show the progress"),
    ),
    Act.REVEAL: (
        _("The committee reveals the scores"),
        _("All sheets are locked. The chair or the secretary reveals them at the meeting."),
        _("Show the progress"),
    ),
    Act.CONCLUDE: (
        _("The committee concludes the scoring"),
        _(
            "No sheet is needed: all points follow from the data. The chair or the secretary says"
            " so."
        ),
        _("Show the progress"),
    ),
    Act.AGREE: (
        ngettext_lazy(
            "Waiting for %(count)d agreed score", "Waiting for %(count)d agreed scores", "count"
        ),
        _("The published rule asks the committee to agree."),
        _("Show the progress"),
    ),
    Act.REASONS: (
        ngettext_lazy("Waiting for %(count)d reason", "Waiting for %(count)d reasons", "count"),
        _("Every score below the maximum needs one in each official language."),
        _("Show the progress"),
    ),
    Act.RANK: (
        _("Compute the ranking"),
        _("The points are complete and have their reasons. The computation is frozen with hash."),
        _("To the ranking"),
    ),
    Act.RANK_AGAIN: (
        _("Compute the ranking anew"),
        _("The proposal was returned; its reason stands under Attention."),
        _("To the ranking"),
    ),
    Act.ALLOCATE: (
        _("Divide the money"),
        _("The ranking is frozen. The amounts follow from the published rule, to the cent."),
        _("To the ranking"),
    ),
    Act.ADOPT: (
        _("The committee makes its proposal"),
        _("Points and amounts are computed. The committee votes on them in its meeting."),
        _("Show the progress"),
    ),
    # The sentence says why: words of the standing.
    Act.VOTE_AGAIN: (
        _("The committee meets and votes again"),
        "%(why)s",
        _("Show the progress"),
    ),
    Act.END_MEETING: (
        _("The committee ends its meeting"),
        _("The proposal is adopted. With the end of the meeting its minutes are fixed."),
        _("Show the progress"),
    ),
    Act.SIGN_MINUTES: (
        ngettext_lazy(
            "Waiting for %(count)d signature of the minutes",
            "Waiting for %(count)d signatures of the minutes",
            "count",
        ),
        _("The meeting has ended; those who were there sign its minutes off."),
        _("Show the progress"),
    ),
    Act.PROPOSE: (
        _("Propose the allocation for approval"),
        _("Only this frozen computation can be approved."),
        _("To the proposal"),
    ),
    Act.SIGN: (
        _("Waiting for the approval"),
        _("The proposal was made on %(day)s at %(time)s."),
        _("Read and approve"),
    ),
    Act.NAME_SIGNATORY: (
        _("Name who signs the decisions"),
        _("Several sign for the funder; one of them signs this call."),
        _("Choose the signatory"),
    ),
    Act.SIGN_DECISIONS: (
        ngettext_lazy(
            "Waiting for the signature under %(count)d decision",
            "Waiting for the signature under %(count)d decisions",
            "count",
        ),
        _("The proposal is approved. Whoever signs for the funder signs the decisions."),
        _("Read and sign"),
    ),
    Act.ISSUE: (
        ngettext_lazy("Issue %(count)d decision", "Issue %(count)d decisions", "count"),
        _("Each is made in every official language, hashed and entered into the ledger."),
        _("To the decisions"),
    ),
    Act.PUBLISH_RESULTS: (
        _("Publish the results"),
        _("All decisions are issued. The results show points, amounts and the computation."),
        _("To the results"),
    ),
    Act.WAIT_FOR_REMEDIES: (
        _("The time for remedies runs"),
        _("The results are public. Each decision has its own time from its service."),
        "",
    ),
    Act.REMEDIES_OVER: (
        _("The time for remedies has run out"),
        _(
            "It ended by %(date)s, unless a decision was served later; service is not recorded "
            "here."
        ),
        "",
    ),
    Act.NOTHING: (_("Nothing waits here"), _("The call is concluded."), ""),
    Act.CANCELLED: (
        _("The call was cancelled"),
        _("The reason stands in the ledger of the call."),
        "",
    ),
    Act.STEP_OUT: (
        _("Somebody else acts here in your place"),
        _("You belong to an applicant of this call, or have declared a conflict of interest."),
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class NextInWords:
    """`url` is empty where the reader does not do the act, or where there is no page for it."""

    heading: str
    words: str
    button: str = ""
    url: str = ""


def next_in_words(next_one: NextAct, call: Call, user: User) -> NextInWords:
    heading, words, button = _SENTENCES[next_one.act]
    values = {"count": next_one.count, "why": next_one.why, **_when(next_one.at)}
    url = page_of(next_one.act, call) if button and may_do(next_one.act, call, user) else ""
    return NextInWords(heading % values, words % values, str(button) if url else "", url)


def heading_of(next_one: NextAct) -> str:
    heading: str = _SENTENCES[next_one.act][0] % {"count": next_one.count, **_when(next_one.at)}
    return heading


def page_of(act: Act, call: Call) -> str:
    """Empty where there is nothing to do; the signatures of an approver stand on one page."""
    name, _step = _PAGES.get(act, ("", None))
    if not name:
        return ""
    return reverse(name, args=[] if act in _ON_ONE_PAGE else [call.code])


def may_do(act: Act, call: Call, user: User) -> bool:
    if act not in _PAGES:
        return False
    step = _PAGES[act][1]
    return takes(step, call, user) if step else run_call.allows(user, call)


def _when(at: datetime | None) -> dict[str, str]:
    if at is None:
        return {"day": "–", "time": "–", "date": "–"}
    return {
        "day": write_day(at, genitive=True, year=False),
        "time": write_time(at),
        "date": write_day(at, genitive=True),
    }
