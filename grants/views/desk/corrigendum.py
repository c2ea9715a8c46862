"""A corrigendum at the desk: read the mended file, look at what it changes, publish it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.calls.amend_call import amend_call
from grants.call_files.corrigendum import changes_of_call, require_amendable
from grants.core.workflow import CallWork
from grants.forms.call_corrigendum import CorrigendumForm
from grants.models import Call
from grants.selectors.calls.pending_steps import needs_second_person, second_persons
from grants.selectors.calls.public_calls import frozen_version
from grants.selectors.may import takes
from grants.views.desk.call_faults import sent_faults
from grants.views.desk.calls_end import handed_over
from grants.views.desk.calls_set_up import call_to_run
from grants.words.call.corrigenda import ChangedPlace, changed_places


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def corrigendum(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    version = frozen_version(call)
    if version is None:
        return redirect("grants:call_setup", code=code)
    for_two = needs_second_person(call, CallWork.AMEND)
    first = {"since": version.sha256}
    form = CorrigendumForm(call, request.POST or None, request.FILES or None, initial=first)
    places: list[ChangedPlace] = []
    if request.method == "POST":
        form.is_valid()
        places = _changes(call, form)
        if form.is_valid() and form.sent is None:
            answer = _published(request, call, form, for_two=for_two)
            if answer is not None:
                return answer
    context = {
        "call": call,
        "number": version.number,
        "form": form,
        "places": places,
        "kept": form.kept if places else "",
        "for_two": for_two,
        "others": second_persons(call, user_of(request)) if for_two else [],
        "may_amend": takes(CallWork.AMEND, call, user_of(request)),
        **sent_faults(form.sent if form.content is None else None),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/call_corrigendum.html", context, status=status)


def _changes(call: Call, form: CorrigendumForm) -> list[ChangedPlace]:
    """What the file says otherwise; nothing where it may not, which the form then says."""
    if form.content is None:
        return []
    found = changes_of_call(call, form.content)
    with told_in(form):
        require_amendable(call, form.content, found)
        return changed_places(found, call.content, form.content)
    return []


def _published(
    request: HttpRequest, call: Call, form: CorrigendumForm, *, for_two: bool
) -> HttpResponse | None:
    """Where it leads on; None where it was refused."""
    said = {
        "content": form.content or {},
        "reason": form.reason(),
        "since": form.cleaned_data["since"],
    }
    with told_in(form):
        if for_two:
            return handed_over(request, call, CallWork.AMEND, said)
        amend_call(call=call, actor=user_of(request), **said)
        messages.success(request, _("The corrigendum is published. The applicants are told."))
        return redirect("grants:call_corrigenda", code=call.code)
    return None
