from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.sign_in.signed_in import user_of
from jobs.actions.retry_job import retry_job
from jobs.actions.send_again import send_again as try_again
from jobs.models import JobState
from jobs.permissions import may_see_letters, stuck_letters, view_job
from jobs.selectors import describe_job, files_of, get_job_page, page_of_act
from jobs.words import letter_rows

MOST_SHOWN = 200


@login_required
@require_GET
def show_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a job; its progress alone for htmx, its numbers for a machine.

    An act that is done leads on to its page; what has made files, to them.
    """
    actor = user_of(request)
    job = get_object_or_404(view_job.queryset(actor), pk=pk)
    progress = describe_job(job)
    page = page_of_act(job) if job.is_finished else ""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        response: HttpResponse = JsonResponse(progress)
    elif request.headers.get("HX-Request") and (page or files_of(job)):
        # The whole page says how the act has ended, and where the files are.
        response = HttpResponse(headers={"HX-Redirect": job.get_absolute_url()})
    elif page and job.state == JobState.DONE:
        response = redirect(page)
    elif request.headers.get("HX-Request"):
        response = render(request, "components/job.html", progress)
    else:
        response = render(
            request, "jobs/job.html", get_job_page(job, actor) | {"progress": progress}
        )
    patch_vary_headers(response, ["Accept", "HX-Request"])
    return response


@login_required
@require_POST
def retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = user_of(request)
    job = get_object_or_404(view_job.queryset(actor), pk=pk)
    retry_job(job=job, actor=actor)
    back = request.POST.get("next", "")
    # Only a path of this site; without one, the page of the job.
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else job)


@login_required
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """Letters that did not get through: of the calls of an officer, of accounts."""
    found = stuck_letters.queryset(user_of(request)).order_by("-promised_at", "pk")
    if not found.exists() and not may_see_letters(user_of(request)):
        raise Http404("Nobody's letters.")
    return render(request, "jobs/letters.html", {"rows": letter_rows(found[:MOST_SHOWN])})


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(stuck_letters.queryset(user_of(request)), pk=pk)
    try_again(letter=letter, actor=user_of(request))
    messages.success(request, _("The letter is tried again."))
    return redirect("jobs:letters")
