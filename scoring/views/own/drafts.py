"""What a member keeps for itself: the note beside a sheet, the page of its phrases."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.seen import ChangedMeanwhile, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.models import Application
from scoring.actions.drafts.delete_phrase import delete_phrase
from scoring.actions.drafts.keep_note import keep_note
from scoring.actions.drafts.keep_phrase import keep_phrase
from scoring.forms.drafts import NoteForm, PhraseForm
from scoring.models import CommitteeMember, ReasonPhrase
from scoring.selectors.drafts import note_mark, note_of, phrase_of, phrases_of
from scoring.views.committee_desk import committee_page, desk_context, readable_application
from scoring.views.own.shown import sheet_context
from scoring.views.sheet_page import SheetPage


@committee_page
@require_POST
def note(request: HttpRequest, member: CommitteeMember, number: str) -> HttpResponse:
    """Kept by its button or while it is typed; another window's text is shown beside this one."""
    application = readable_application(member, number)
    form, seen = NoteForm(request.POST), request.POST.get("seen_note", "")
    if form.is_valid():
        with told_in(form, "note"):
            _keep(form, member, application, seen)
    criterion = request.POST.get("criterion", "")
    kept = note_of(member, application)
    if request.headers.get("X-Autosave"):
        context: dict[str, Any] = {"form": form, "at": kept.saved_at if kept else None}
        if not form.errors:
            context["seen_note"] = note_mark(form.cleaned_data["note"])
        status = 422 if form.errors else 200
        return render(request, "scoring/_note_saved.html", context, status=status)
    if form.errors:
        page = SheetPage(member, application, criterion)
        context = sheet_context(page) | {"note_form": form}
        return render(request, "scoring/sheet.html", context, status=422)
    here = reverse("scoring:sheet", args=[application.call.code, number])
    return redirect(f"{here}?criterion={criterion}#note" if criterion else f"{here}#note")


def _keep(form: NoteForm, member: CommitteeMember, application: Application, seen: str) -> None:
    try:
        keep_note(
            application=application, text=form.cleaned_data["note"], actor=member.user, seen=seen
        )
    except ChangedMeanwhile:
        kept = note_of(member, application)
        show_changed(form, {"note": kept.text if kept else ""})


@committee_page
@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: HttpRequest, member: CommitteeMember) -> HttpResponse:
    """All phrases of the person; `phrase` is the one that is changed or deleted."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "scoring/phrases.html", _phrases_context(member, None, None))
    key = request.POST.get("phrase", "")
    phrase = phrase_of(user, key)
    if key and phrase is None:
        raise Http404
    if phrase is not None and request.POST.get("do") == "delete":
        delete_phrase(phrase=phrase, actor=user)
        messages.success(request, _("The phrase is deleted."))
        return redirect("scoring:phrases", code=member.committee.call.code)
    form = _phrase_form(phrase, request.POST)
    if form.is_valid():
        with told_in(form):
            keep_phrase(text=form.cleaned_data["text"], actor=user, phrase=phrase)
            messages.success(request, _("The phrase is kept."))
            return redirect("scoring:phrases", code=member.committee.call.code)
    context = _phrases_context(member, phrase, form)
    return render(request, "scoring/phrases.html", context, status=422)


def _phrase_form(phrase: ReasonPhrase | None, data: Any = None) -> PhraseForm:
    name = f"id_{phrase.pk}_%s" if phrase else "id_%s"
    return PhraseForm(data, initial={"text": phrase.text if phrase else ""}, auto_id=name)


def _phrases_context(
    member: CommitteeMember, refused: ReasonPhrase | None, form: PhraseForm | None
) -> dict[str, Any]:
    """`form` is the one that was refused: of that phrase, or the new one."""
    rows = []
    for number, row in enumerate(phrases_of(member.user), 1):
        shown = form if form and refused and row.pk == refused.pk else _phrase_form(row)
        shown.fields["text"].label = _("Phrase %(number)d") % {"number": number}
        rows.append((row, shown))
    fresh = form if form and refused is None else _phrase_form(None)
    return desk_context(member) | {"rows": rows, "fresh": fresh, "refused": form}
