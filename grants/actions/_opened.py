"""What stands in columns of its own of an opened application follows from its answers."""

from collections.abc import Sequence

from accounts.core.offices import office_lines
from audit.database.ready_rows import ReadyRows, to_update
from callfile.numbers.money import cents
from grants.core.text_search import kept_folded
from grants.models import Application
from grants.submission_document import title_in

_ANSWERED = ("answers", "title", "title_folded", "requested_cents", "eligible_cents")
_OF_APPLICANT = ("applicant", "applicant_folded", "offices")
_OPENED = (*_ANSWERED, *_OF_APPLICANT, "nonce", "language")


def keep_answers(application: Application) -> None:
    """Save the answers with all that is derived of them."""
    derive_from_answers(application)
    application.save(update_fields=_ANSWERED)


def ready_to_keep(applications: Sequence[Application]) -> ReadyRows:
    """What the opening has read of whole rows, for `update_ready`."""
    return to_update(Application, applications, _OPENED)


def derive_from_answers(application: Application) -> None:
    form = application.call.file.lot(application.lot.code).form
    facts = form.facts(application.answers or {})
    application.title = title_in(form, application.answers or {})
    application.title_folded = kept_folded(application.title)
    application.requested_cents = cents(facts.get("requested"))
    application.eligible_cents = cents(facts.get("eligible_cost"))


def derive_from_applicant(application: Application) -> None:
    applicant = application.applicant or {}
    application.applicant_folded = kept_folded(str(applicant.get("name") or ""))
    application.offices = office_lines(applicant.get("officers") or [])
