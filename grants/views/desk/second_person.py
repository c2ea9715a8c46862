"""Steps of a call that one person has begun and another confirms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import Permission
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from grants.actions.calls.amend_call import content_of_pending
from grants.actions.second_person.confirm_step import confirm_step
from grants.actions.second_person.decline_step import decline_step
from grants.actions.second_person.take_back_step import take_back_step
from grants.call_files.corrigendum import changes_of_call
from grants.core.workflow import CallWork
from grants.forms.call_end import DeclineStepForm
from grants.models import Call, PendingStep
from grants.permissions import confirm_for_call, run_call
from grants.selectors.calls.call_set_up import set_up_of
from grants.selectors.calls.pending_steps import closed_steps, second_persons, waiting_steps
from grants.views.desk.calls_set_up import call_of_desk
from grants.words.call.corrigenda import ChangedPlace, changed_places
from grants.words.pending_steps import pending_rows, step_in_words


@login_required
@require_safe
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, call_of_desk(request, code))


@login_required
@require_POST
def confirm(request: HttpRequest, code: str, number: int) -> HttpResponse:
    pending = _pending(request, code, number, confirm_for_call)
    with told_on_top(request):
        confirm_step(pending=pending, actor=user_of(request))
        words = _("Confirmed and done: %(step)s.") % {"step": step_in_words(pending.step)}
        messages.success(request, words)
    return redirect("grants:second_person", code=code)


@login_required
@require_POST
def decline(request: HttpRequest, code: str, number: int) -> HttpResponse:
    pending = _pending(request, code, number, confirm_for_call)
    form = DeclineStepForm(request.POST)
    if form.is_valid():
        with told_in(form):
            decline_step(
                pending=pending, reason=form.cleaned_data["reason"], actor=user_of(request)
            )
            messages.success(request, _("Whoever began the step is told that it is not confirmed."))
            return redirect("grants:second_person", code=code)
    return _page(request, pending.call, form, pending)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    pending = _pending(request, code, number, run_call)
    with told_on_top(request):
        take_back_step(pending=pending, actor=user_of(request))
        messages.success(request, _("The step is taken back."))
    return redirect("grants:second_person", code=code)


def _pending(request: HttpRequest, code: str, number: int, who: Permission[Call]) -> PendingStep:
    call = call_of_desk(request, code)
    if not who.allows(user_of(request), call):
        raise PermissionDenied
    found: PendingStep = get_object_or_404(call.pending_steps, number=number)
    found.call = call
    return found


def _places(pending: PendingStep) -> list[ChangedPlace]:
    """What a corrigendum that waits changes; nothing where the call is another one meanwhile."""
    call = pending.call
    if pending.step != CallWork.AMEND.value:
        return []
    if pending.about["since"] != call.versions.latest("number").sha256:
        return []
    content = content_of_pending(pending)
    return changed_places(changes_of_call(call, content), call.content, content)


def _page(
    request: HttpRequest,
    call: Call,
    form: DeclineStepForm | None = None,
    declined: PendingStep | None = None,
) -> HttpResponse:
    """`form` is that of the step that was to be declined."""
    user = user_of(request)
    is_second, is_officer = confirm_for_call.allows(user, call), run_call.allows(user, call)
    rows: list[dict[str, Any]] = [
        {
            "pending": one,
            "words": step_in_words(one.step),
            "places": _places(one),
            "others": [other.name for other in second_persons(call, one.asked_by)],
            "may_confirm": is_second and one.asked_by_id != user.pk,
            "may_take_back": is_officer,
            "form": form if one == declined and form is not None else DeclineStepForm(),
        }
        for one in waiting_steps(call)
    ]
    context = {
        "call": call,
        "set_up": set_up_of(call),
        "rows": rows,
        "closed": pending_rows(closed_steps(call)),
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "grants/desk/second_person.html", context, status=status)
