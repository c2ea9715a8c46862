"""What stands in columns of its own of an opened application follows from its answers."""

from callfile.numbers.money import cents
from grants.models import Application
from grants.sealed_content import title_in


def keep_answers(application: Application, *more: str) -> None:
    """Save the answers with all that is derived of them, and the columns of `more`."""
    form = application.call.file.lot(application.lot.code).form
    facts = form.facts(application.answers or {})
    application.title = title_in(form, application.answers or {})
    application.requested_cents = cents(facts.get("requested"))
    application.eligible_cents = cents(facts.get("eligible_cost"))
    application.save(update_fields=["answers", "title", "requested_cents", "eligible_cents", *more])
