"""The meeting: disagreements first, agreed values, reasons for the decisions."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile, mark_of, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_on_top
from grants.actions.begin_act import begin_act
from grants.core.workflow import ApplicationWork, CallWork
from grants.models import Application, StateChange
from grants.selectors.may import takes
from jobs.selectors import address_of_act
from scoring.actions.agree_common_scores import agree_common_scores
from scoring.actions.set_agreed_score import set_agreed_score, stored_agreement
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.forms.meeting import ReasonForm
from scoring.forms.meetings import BallotsForm
from scoring.forms.sheet import SheetForm
from scoring.models import CommitteeMember, ReopenedPart
from scoring.permissions import lead_application, lead_committee, lead_meeting
from scoring.selectors.disagreements import Compared
from scoring.selectors.due_sheets import has_locked_sheets
from scoring.selectors.meeting import Meeting
from scoring.selectors.meetings.running import running_meeting, voters_of
from scoring.selectors.reopening import is_open_again
from scoring.selectors.runs.returned import is_returned, return_of
from scoring.selectors.sheets import sheet_progress
from scoring.tasks import REVEAL
from scoring.views.committee_desk import committee_page, desk_context
from scoring.views.meetings.panel import kept_out_names, meeting_context
from scoring.words.meeting import MeetingWords, first_words

ON_A_PAGE = 12


@committee_page
@require_safe
def meeting(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    """`?show=missing` leaves out what is settled; `?case=NUMBER.CRITERION` lies on the table."""
    if member.committee.revealed_at is None:
        return render(request, "scoring/meeting_before.html", _before(request, member))
    table = Meeting(member.committee.call, user_of(request))
    number, _dot, criterion = request.GET.get("case", "").partition(".")
    chosen = table.find(number, criterion) or table.first()
    context = _context(request, member, table, chosen, None)
    return render(request, "scoring/meeting.html", context)


@committee_page
@require_POST
def case(
    request: HttpRequest, member: CommitteeMember, number: str, criterion: str
) -> HttpResponse:
    table = Meeting(member.committee.call, user_of(request))
    chosen = table.find(number, criterion)
    if chosen is None or member.committee.revealed_at is None:
        raise Http404
    lead_application.require(user_of(request), chosen.case.application)
    form = _reason_form(chosen, request.POST)
    if not _written(request, chosen, form):
        context = _context(request, member, table, chosen, form)
        return render(request, "scoring/meeting.html", context, status=422)
    return redirect(_after(request, member, chosen))


@committee_page
@require_POST
def agree_common(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    """Records the value of every criterion on which all sheets say the same."""
    code = member.committee.call.code
    with told_on_top(request):
        agree_common_scores(call=member.committee.call, actor=user_of(request))
    return redirect("scoring:meeting", code=code)


@committee_page
@require_POST
def reveal(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    call, user = member.committee.call, user_of(request)
    code = call.code
    with told_on_top(request):
        job = begin_act(kind=REVEAL.code, call=call, step=CallWork.REVEAL_SCORES, actor=user)
        if job is not None:
            # Who steps out of an application may reveal, and sees no job of the call.
            return redirect(address_of_act(job, user, reverse("scoring:sheets", args=[code])))
        words = _("The scores are revealed to the committee.")
        if not has_locked_sheets(call):
            words = _("The scoring is concluded.")
        messages.success(request, words)
        return redirect("scoring:meeting", code=code)
    return redirect("scoring:sheets", code=code)


def _written(request: HttpRequest, chosen: Compared, form: ReasonForm) -> bool:
    """The act that the button names: agree, take the text of the level, or save the reason."""
    act, actor = request.POST.get("do", ""), user_of(request)
    seen = request.POST.get("seen", "")
    given: dict[str, Any] = {
        "application": chosen.case.application,
        "criterion": chosen.case.code,
        "actor": actor,
    }
    try:
        if act in ("agree", "vote"):
            _agree(request, chosen, given, by_vote=act == "vote")
        elif act == "level":
            write_criterion_reason(**given, text=_level_text(chosen), seen=seen)
        elif form.is_valid():
            write_criterion_reason(**given, text=form.text(), seen=seen)
        else:
            return False
    except ChangedMeanwhile:
        if act in ("agree", "vote", "level"):
            # The page shows what is stored now.
            form.add_error(None, _("Somebody else has changed this in the meantime."))
            return False
        stored = {f"reason-{code}": chosen.case.reason.get(code, "") for code in form.languages}
        return not show_changed(form, stored)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    return True


def _agree(request: HttpRequest, chosen: Compared, given: dict[str, Any], *, by_vote: bool) -> None:
    """All agree, or it is voted on: then the vote stands in the minutes, adopted or not."""
    agreed = SheetForm(request.POST, question=chosen.case.question, answer={})
    value = agreed.cleaned_data["value"] if agreed.is_valid() else ""
    ballots = None
    if by_vote:
        form = _ballots(chosen, request.POST)
        ballots = form.ballots() if form.is_valid() else {}
    score = set_agreed_score(
        **given, value=value, seen=request.POST.get("seen", ""), ballots=ballots
    )
    if score is None:
        messages.info(request, _("The vote has not adopted this value; it stands in the minutes."))


def _ballots(chosen: Compared, data: Any = None) -> BallotsForm:
    meeting = running_meeting(chosen.case.application.call)
    voters = voters_of(meeting, chosen.case.application) if meeting is not None else []
    return BallotsForm(data, voters=voters)


def _level_text(chosen: Compared) -> Mapping[str, str]:
    text = chosen.case.level_text
    if not text:
        raise Refused(
            _(
                "The members gave different levels, so no text of a level explains the points. "
                "Write why."
            )
        )
    return text


def _seen(request: HttpRequest, chosen: Compared, form: ReasonForm | None) -> str:
    """The mark of the reason that the page shows; new where it shows both texts."""
    asks = form is not None and any(form.has_error(name, "changed") for name in form.fields)
    posted = "" if asks else request.POST.get("seen", "")
    return posted or mark_of(chosen.case.reason)


def _after(request: HttpRequest, member: CommitteeMember, chosen: Compared) -> str:
    """The same case after an insertion; else the next one that needs something."""
    code = member.committee.call.code
    here = f"{chosen.case.application.number}.{chosen.case.code}"
    if request.POST.get("do") not in ("agree", "vote", "level"):
        messages.success(request, _("The reason is saved."))
        following = Meeting(member.committee.call, user_of(request)).first()
        if following is not None:
            here = f"{following.case.application.number}.{following.case.code}"
    show = "&show=missing" if request.POST.get("show") == "missing" else ""
    return f"{reverse('scoring:meeting', args=[code])}?case={here}{show}#case"


def _reason_form(chosen: Compared, data: Any = None) -> ReasonForm:
    return ReasonForm(data, languages=chosen.case.languages, text=first_words(chosen))


def _context(
    request: HttpRequest,
    member: CommitteeMember,
    table: Meeting,
    chosen: Compared | None,
    form: ReasonForm | None,
) -> dict[str, Any]:
    words = MeetingWords()
    show = request.POST.get("show") or request.GET.get("show", "")
    listed = table.unsettled if show == "missing" else table.rows
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    owed, returned = table.owed, return_of(member.committee.call)
    context = desk_context(member) | {
        "page": page,
        "lines": [words.line(one) for one in table.cases(page.object_list)],
        "show": show,
        "total": owed.total,
        "disagreements": owed.disagreements,
        "to_agree": owed.to_agree,
        "common": owed.common,
        "may_lead": lead_meeting.allows(user_of(request), member.committee.call),
        "reasons_missing": owed.reasons_missing,
        "form": form,
        "returned": returned if table.is_told(returned) else None,
        "named": table.named(returned),
        **meeting_context(member.committee.call, user_of(request)),
    }
    if chosen is not None:
        fresh = _reason_form(chosen)
        context |= {
            "chosen": words.case(chosen),
            "reason_form": form if form and request.POST.get("do") in ("save", "level") else fresh,
            "kept_out": kept_out_names(chosen.case.application),
            "ballots": _shown_ballots(request, chosen),
            "is_saved": bool(chosen.case.reason),
            "seen": _seen(request, chosen, form),
            "agreed_seen": mark_of(stored_agreement(chosen.case.agreed)),
            **_acts(user_of(request), chosen.case.application, returned),
        }
    return context


def _shown_ballots(request: HttpRequest, chosen: Compared) -> BallotsForm:
    """As they were given, where the vote was refused."""
    posted = request.POST if request.POST.get("do") == "vote" else None
    return _ballots(chosen, posted)


def _acts(user: User, application: Application, returned: StateChange | None) -> dict[str, Any]:
    """After a return only what the chair has opened again is written."""
    is_open = returned is None or is_open_again(application, returned, ReopenedPart.MEETING)
    is_named = returned is not None and is_returned(application, returned)
    return {
        "is_open": is_open,
        "is_named": is_named,
        "may_write": is_open and lead_application.allows(user, application),
        "may_reopen": is_named and takes(ApplicationWork.REOPEN_CASE, application, user),
        "was_reopened": application.reopenings.exists(),
    }


def _before(request: HttpRequest, member: CommitteeMember) -> dict[str, Any]:
    call = member.committee.call
    return desk_context(member) | {
        "progress": sheet_progress(call),
        "may_reveal": lead_committee.allows(user_of(request), call),
    }
