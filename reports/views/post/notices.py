"""Public notices: what could not be delivered, for everybody to read, and its beginning."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from awards.actions.post.publish_notice import publish_notice
from awards.models import Mailing
from awards.selectors.notices import running_notices
from grants.permissions import check_application, view_opened_application
from grants.selectors.funders import funder_asked
from reports.words.post import notice_row


@require_safe
def public_notices(request: HttpRequest) -> HttpResponse:
    """Of one funder, or of all that publish here."""
    funder = funder_asked(request.GET.getlist("funder"))
    rows = [notice_row(one) for one in running_notices(timezone.localdate(), funder)]
    return render(request, "reports/public/notices.html", {"rows": rows})


@login_required
@require_POST
def announce_one(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """`letter` is the number of the mailing that came back."""
    user = user_of(request)
    application = get_object_or_404(view_opened_application.queryset(user), number=number)
    check_application.require(user, application)
    rows = Mailing.objects.select_related("application__call")
    row = get_object_or_404(rows, application=application, number=letter)
    try:
        publish_notice(mailing=row, actor=user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(number)s: the notice is published.") % {"number": number})
    return redirect("reports:letters_by_post", number=number)
