"""The reasons of a call that are not translated yet, each with the words that it lacks."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.checking.translate_reason import translate_reason
from grants.formats import text_in
from grants.forms.article import TranslationForm
from grants.models import Call
from grants.permissions import check_application
from grants.selectors.calls.untranslated import ReasonOf, Untranslated, untranslated_reasons
from grants.views.desk.checks_in_words import fact_title
from grants.views.desk.lists.together import call_of_officer

MOST_SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def untranslated(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_officer(request, code)
    found = _theirs(request, call)
    bound: TranslationForm | None = None
    if request.method == "POST":
        chosen = next((one for one in found if one.key == request.POST.get("reason")), None)
        if chosen is None:
            messages.info(request, _("This reason is translated already."))
            return redirect("grants:untranslated", code=code)
        bound = TranslationForm(chosen.missing, chosen.key, request.POST)
        if bound.is_valid() and _added(request, chosen, bound):
            return redirect("grants:untranslated", code=code)
    rows = [_row(one, bound) for one in found[:MOST_SHOWN]]
    context = {"call": call, "rows": rows, "count": len(found), "form": bound}
    status = 422 if bound is not None else 200
    return render(request, "grants/desk/untranslated.html", context, status=status)


def _theirs(request: HttpRequest, call: Call) -> list[Untranslated]:
    """Without what is closed to the person."""
    mine = check_application.queryset(user_of(request)).filter(call=call)
    keys = set(mine.values_list("pk", flat=True))
    return [one for one in untranslated_reasons(call) if one.application.pk in keys]


def _added(request: HttpRequest, chosen: Untranslated, form: TranslationForm) -> bool:
    with told_in(form):
        translate_reason(
            application=chosen.application,
            kind=chosen.kind,
            code=chosen.code,
            texts=form.texts(),
            actor=user_of(request),
        )
        words = _("%(number)s: the translation is added.")
        messages.success(request, words % {"number": chosen.application.number})
        return True
    return False


def _row(one: Untranslated, bound: TranslationForm | None) -> dict[str, Any]:
    is_bound = bound is not None and bound.key == one.key
    form: forms.Form = (
        bound if bound is not None and is_bound else TranslationForm(one.missing, one.key)
    )
    names = dict(settings.LANGUAGES)
    return {
        "reason": one,
        "what": _what(one),
        "written": [(code, names.get(code, code), text) for code, text in one.texts.items()],
        "form": form,
    }


def _thing_title(one: Untranslated) -> str:
    """Of a field of the form, or of a fact."""
    code = one.code.partition("-")[2]
    fields = one.application.call.file.lot(one.application.lot.code).form.fields
    labels = {field.code: field.label for field in fields}
    return text_in(labels[code]) if code in labels else fact_title(one.application, code)


_OF_THINGS = {
    ReasonOf.WEIGHING: gettext_lazy("Weighing of the answer: %(what)s"),
    ReasonOf.ASKED: gettext_lazy("What the applicant was asked or told: %(what)s"),
    ReasonOf.UNDER: gettext_lazy("Article under which it was asked: %(what)s"),
}


def _what(one: Untranslated) -> str:
    if one.kind is ReasonOf.FACT:
        words = _("Why another value is recognised: %(what)s")
        return words % {"what": fact_title(one.application, one.code)}
    if one.kind in _OF_THINGS:
        return str(_OF_THINGS[one.kind]) % {"what": _thing_title(one)}
    if one.kind is ReasonOf.ARTICLE:
        return _("Article under which it is dismissed")
    return _("Fact on which it is dismissed")
