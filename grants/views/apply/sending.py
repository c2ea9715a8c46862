"""Look everything through, send, keep the receipt, replace or withdraw."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.sign_in.signed_in import user_of
from audit.database.clock import database_now
from audit.selectors import log_size
from grants.actions.applying.submit_application import submit_application
from grants.actions.applying.withdraw_application import withdraw_application
from grants.application_refusals import NotComplete, StaleDraft
from grants.core import application_stages
from grants.forms.answers import problem_sentence
from grants.models import Application, Submission
from grants.permissions import submit_own_application
from grants.selectors.own_applications import (
    WorkingCopy,
    last_submission_of,
    own_standing,
    writers_of,
)
from grants.selectors.requests.asked import standing_requests
from grants.views.apply.downloads import file_response
from grants.views.apply.fetching import (
    copy_of,
    fresh_copy,
    own_page,
    page_context,
    version_of,
)
from grants.words.answers import answer_lines, yes_or_no
from grants.words.own_bundle import Bundle, bundle_of
from grants.words.requests import REQUEST_WORDS


@own_page
@require_safe
def check(request: HttpRequest, application: Application) -> HttpResponse:
    return _check_page(request, copy_of(request, application))


@own_page
@require_POST
def submit(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        submit_application(
            application=application,
            draft_version=version_of(request),
            language=request.POST.get("language"),
            actor=user_of(request),
        )
    except StaleDraft:
        return _check_page(request, fresh_copy(request, application), stale=True)
    except NotComplete:
        return _check_page(request, fresh_copy(request, application), refused=True)
    return redirect("grants:apply_receipt", number=application.number)


def _check_page(
    request: HttpRequest, copy: WorkingCopy, *, stale: bool = False, refused: bool = False
) -> HttpResponse:
    application = copy.application
    names = dict(settings.LANGUAGES)
    context = page_context(application) | {
        "copy": copy,
        "parts": [_part_rows(copy, part) for part in copy.parts],
        "conditions": _condition_rows(copy),
        "lacking": _lacking(copy),
        "stale": stale,
        "languages": [(code, names.get(code, code)) for code in application.call.funder.languages],
        "owners": [one.user for one in writers_of(application.organisation) if one.role == "owner"],
    }
    status = 409 if stale else 422 if refused else 200
    return render(request, "grants/apply/check.html", context, status=status)


def _part_rows(copy: WorkingCopy, part: Any) -> dict[str, Any]:
    url = reverse("grants:apply_section", args=[copy.application.number, part.code])
    rows = []
    for field in part.fields:
        lines = answer_lines(field, copy.content.answers.get(field.code), copy.file_names)
        link = f"{url}#id_{field.code}" if copy.may_edit and copy.is_open else ""
        rows.append({"term": field.label, "value": "\n".join(lines) or "–", "url": link})
    return {"title": part.title, "code": part.code, "rows": rows}


def _condition_rows(copy: WorkingCopy) -> list[dict[str, Any]]:
    url = reverse("grants:apply_conditions", args=[copy.application.number])
    said = copy.content.eligibility
    return [
        {
            "term": question.question,
            "value": yes_or_no(said[question.code]) if question.code in said else "–",
            "url": f"{url}#id_{question.code}" if copy.may_edit and copy.is_open else "",
        }
        for question in copy.questions
    ]


def _lacking(copy: WorkingCopy) -> list[dict[str, Any]]:
    """Everything that stands in the way, each with a link to its place."""
    number = copy.application.number
    found: list[dict[str, Any]] = [
        {
            "url": reverse("grants:apply_conditions", args=[number]) + f"#id_{question.code}",
            "words": question.question,
        }
        for question in copy.questions
        if question.code in copy.lacking.unanswered
    ]
    for part in copy.parts:
        url = reverse("grants:apply_section", args=[number, part.code])
        fields = {field.code: field for field in part.fields}
        found += [
            {
                "url": f"{url}#id_{problem.field}",
                "words": problem_sentence(fields[problem.field], problem),
            }
            for problem in part.problems
        ]
    return found


@own_page
@require_safe
def receipt(request: HttpRequest, application: Application) -> HttpResponse:
    submission = _sent(application)
    bundle = bundle_of(submission, user_of(request), timezone.now())
    return _receipt_page(request, submission, bundle)


def _receipt_page(
    request: HttpRequest, submission: Submission, bundle: Bundle | None, status: int = 200
) -> HttpResponse:
    """`bundle` is None where the content cannot be read: receipt and fingerprint stand without."""
    application = submission.application
    now, user = database_now(), user_of(request)
    context = page_context(application) | {
        "standing": own_standing(application, user, now),
        "submission": submission,
        "seq": submission.entry_id,
        "log_size": log_size(),
        "bundle": bundle,
        "writers": writers_of(application.organisation),
        "is_withdrawn": application.state in application_stages.WITHDRAWN,
        "asked": [(one, REQUEST_WORDS[one.kind]) for one in standing_requests(application)],
    }
    return render(request, "grants/apply/receipt.html", context, status=status)


def _sent(application: Application) -> Submission:
    submission = last_submission_of(application)
    if submission is None:
        raise Http404
    return submission


@own_page
@require_safe
def receipt_json(request: HttpRequest, application: Application) -> HttpResponse:
    submission = _sent(application)
    response = JsonResponse(submission.receipt, json_dumps_params={"indent": 2})
    name = f"{application.number}-receipt.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@own_page
@require_safe
def bundle(request: HttpRequest, application: Application) -> HttpResponse:
    submission = _sent(application)
    found = bundle_of(submission, user_of(request), timezone.now())
    if found is None:
        return _receipt_page(request, submission, None, status=409)
    return file_response(f"{application.number}.zip", "application/zip", found.as_zip())


@own_page
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    if not submit_own_application.allows(user_of(request), application):
        raise PermissionDenied
    if application.state in application_stages.DRAFTED:
        raise Http404
    if request.method == "POST":
        withdraw_application(application=application, actor=user_of(request))
        return redirect("grants:apply_receipt", number=application.number)
    return render(request, "grants/apply/withdraw.html", page_context(application))
