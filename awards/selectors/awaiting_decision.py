"""Which applications of a call get a decision once its allocation is signed."""

from django.db.models import QuerySet

from awards.models import Decision, Proposal
from awards.selectors.differences import changed_results
from grants.core import application_stages
from grants.models import Application, Call


def awaiting_decision(call: Call, signed: Proposal | None = None) -> QuerySet[Application]:
    """Those for which none is prepared yet.

    With a `signed` replay those to which it gives something else, until that is prepared.
    """
    applications = Application.objects.filter(call=call)
    corrected = signed.allocation.ranking.corrects if signed else None
    if signed is None or corrected is None:
        return applications.filter(state__in=application_stages.AWAITING_DECISION, decisions=None)
    changed = [one.number for one in changed_results(corrected, signed.allocation)]
    return applications.filter(number__in=changed).exclude(decisions__proposal=signed)


def last_decision(application: Application) -> Decision | None:
    """The one that a new one supersedes."""
    rows = sorted(application.decisions.all(), key=lambda decision: decision.pk)
    return rows[-1] if rows else None
