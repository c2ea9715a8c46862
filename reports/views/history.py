"""Past awards at the desk: lists that were imported, and the steps of a new import."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.seen import LOOK_AGAIN, ChangedMeanwhile, mark_of, show_changed
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from reports.actions.discard_import import discard_import
from reports.actions.import_history import import_history
from reports.actions.map_import import map_import
from reports.actions.prepare_import import ImportedBefore, prepare_import
from reports.actions.undo_import import undo_import
from reports.forms.history_columns import ColumnsForm
from reports.forms.history_confirm import ConfirmForm, UndoForm
from reports.forms.history_file import ListForm
from reports.history.table_file import ListTable
from reports.lists.csv_files import csv_response
from reports.models import AmountMeaning, HistoricImport, ImportState
from reports.permissions import keep_history, keep_import
from reports.selectors.history_import import imports_of, rows_of_list, said_of_import
from reports.views.history_in_words import (
    columns_form,
    columns_page,
    confirm_again,
    confirm_form,
    fault_lines,
    imports_page,
    preview_page,
    said_in_form,
)


@never_cache
@login_required
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    if not keep_history.queryset(user).exists():
        raise PermissionDenied
    context = imports_page(imports_of(user), request.GET.get("page"))
    return render(request, "reports/history/imports.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    funders = list(keep_history.queryset(user_of(request)).order_by("pk"))
    if not funders:
        raise PermissionDenied
    form = ListForm(*_sent(request), funders=funders)
    if request.method == "POST" and form.is_valid() and form.table is not None:
        response = _prepared(request, form, form.table)
        if response is not None:
            return response
    return _page(request, "new", {"form": form})


def _prepared(request: HttpRequest, form: ListForm, table: ListTable) -> HttpResponse | None:
    """On to the columns; None where the form now says what is wrong."""
    given = form.cleaned_data
    try:
        batch = prepare_import(
            funder=given["funder"],
            name=given["file"].name,
            content=form.content,
            table=table,
            about={key: given[key] for key in ("source_name", "source_place", "licence")},
            year=given["year"],
            actor=user_of(request),
        )
    except ImportedBefore as refused:
        form.add_error("file", str(refused))
        form.known = refused.batch
        return None
    return redirect("reports:history_columns", pk=batch.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.state != ImportState.PREVIEW:
        return redirect("reports:history_import", pk=batch.pk)
    form: ColumnsForm = columns_form(batch, *_sent(request)[:1])
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        reading, meaning = form.reading(), AmountMeaning(form.cleaned_data["meaning"])
        try:
            map_import(
                batch=batch, reading=reading, meaning=meaning, actor=user_of(request), seen=seen
            )
        except ChangedMeanwhile:
            batch, seen = _batch(request, pk), ""
            if said_of_import(batch) != {"mapping": reading.stored(), "meaning": meaning}:
                show_changed(form, said_in_form(batch, form))
    if request.method == "POST" and form.is_valid():
        return redirect("reports:history_import", pk=batch.pk)
    seen = seen or mark_of(said_of_import(batch))
    return _page(request, "columns", {"form": form, "seen": seen, **columns_page(batch, form)})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def show_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview with the last question; once imported, what was done and the way back."""
    batch = _batch(request, pk)
    if batch.state != ImportState.PREVIEW:
        return _page(request, "done", {"batch": batch})
    if not batch.mapping:
        return redirect("reports:history_columns", pk=batch.pk)
    found = rows_of_list(batch)
    form: ConfirmForm = confirm_form(found, *_sent(request)[:1])
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        try:
            if _imported(request, batch, form, seen):
                return redirect("reports:history_import", pk=batch.pk)
        except ChangedMeanwhile:
            batch, seen = _batch(request, pk), ""
            found = rows_of_list(batch)
            form = confirm_again(found, request.POST)
            form.add_error(None, LOOK_AGAIN)
    seen = seen or mark_of(said_of_import(batch))
    return _page(request, "preview", {"form": form, "seen": seen, **preview_page(batch, found)})


def _imported(request: HttpRequest, batch: HistoricImport, form: ConfirmForm, seen: str) -> bool:
    with told_in(form):
        import_history(
            batch=batch,
            persons=form.rows_of_persons(),
            without_faulty=bool(form.cleaned_data.get("without_faulty")),
            actor=user_of(request),
            seen=seen,
        )
        messages.success(request, _("The list is imported and stands in the register."))
        return True
    return False


@never_cache
@login_required
@require_safe
def faults_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    batch = _batch(request, pk)
    if batch.state != ImportState.PREVIEW or not batch.mapping:
        # Of a list that is imported only the good rows are kept.
        return redirect("reports:history_import", pk=batch.pk)
    return csv_response("faults", fault_lines(batch, rows_of_list(batch)))


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    with told_on_top(request):
        discard_import(batch=batch, actor=user_of(request))
        messages.success(request, _("The list is thrown away; nothing of it was public."))
        return redirect("reports:history_imports")
    return redirect("reports:history_import", pk=batch.pk)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.state != ImportState.IMPORTED:
        return redirect("reports:history_import", pk=batch.pk)
    form = UndoForm(*_sent(request)[:1])
    if request.method == "POST" and form.is_valid():
        undo_import(batch=batch, reason=form.cleaned_data["reason"], actor=user_of(request))
        messages.success(request, _("The import is undone; its rows are out of the register."))
        return redirect("reports:history_import", pk=batch.pk)
    return _page(request, "undo", {"batch": batch, "form": form})


def _sent(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict[str, Any] | None]:
    """What a form was sent with; an empty one was sent too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _batch(request: HttpRequest, pk: int) -> HistoricImport:
    rows = keep_import.queryset(user_of(request)).select_related("funder", "entry", "imported_by")
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    form = context.get("form")
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, f"reports/history/{name}.html", context, status=status)
