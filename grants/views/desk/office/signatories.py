"""Who signs the decisions of a funder: appointed for a term, and ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.end_signatory import end_signatory
from grants.forms.office.signatory import SignatoryForm
from grants.models import Funder, Signatory
from grants.permissions import administer_funder
from grants.selectors.people import signatories_of
from grants.views.desk.office.administration import administrators_page


@administrators_page
def signatories(request: HttpRequest) -> HttpResponse:
    mine = administer_funder.queryset(user_of(request)).order_by("pk")
    chosen = request.GET.get("funder")
    found = get_object_or_404(mine, code=chosen) if chosen else mine.first()
    if found is None:
        return redirect("grants:funder")
    form = SignatoryForm(request.POST or None, funder=found)
    if request.method == "POST" and form.is_valid() and _appointed(request, form, found):
        return redirect(_address(found))
    rows = list(signatories_of(found))
    today = timezone.localdate()
    context = {
        "form": form,
        "funder": found,
        "funders": mine,
        "signatories": rows,
        "signing": set(signatories_of(found).signing_on(today).values_list("pk", flat=True)),
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/signatories.html", context, status=status)


def _appointed(request: HttpRequest, form: SignatoryForm, funder: Funder) -> bool:
    with told_in(form):
        made = appoint_signatory(funder=funder, **form.appointed(), actor=user_of(request))
        messages.success(
            request,
            _("The signatory is appointed; a letter is on its way to %(address)s.")
            % {"address": made.user.email},
        )
        return True
    return False


@administrators_page
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    mine = administer_funder.queryset(user_of(request))
    rows = Signatory.objects.filter(funder__in=mine).select_related("funder")
    found = end_signatory(signatory=get_object_or_404(rows, pk=pk), actor=user_of(request))
    messages.success(request, _("The appointment is ended. What was signed keeps its name."))
    return redirect(_address(found.funder))


def _address(funder: Funder) -> str:
    return f"{reverse('grants:signatories')}?funder={funder.code}"
