"""Which applications of a call get a decision once its allocation is signed."""

from django.db.models import QuerySet

from awards.models import Decision
from awards.selectors.differences import changed_numbers
from awards.selectors.signed import signed_replay
from grants.core import application_stages, call_stages
from grants.models import Application, Call


def awaiting_decision(call: Call) -> QuerySet[Application]:
    """Those for which none is prepared yet.

    Of a decided call those to which the newest signed replay gives something else.
    """
    applications = Application.objects.filter(call=call)
    replay = signed_replay(call) if call.state in call_stages.DECIDED else None
    corrected = replay.allocation.ranking.corrects if replay else None
    if replay is None or corrected is None:
        return applications.filter(state__in=application_stages.AWAITING_DECISION, decisions=None)
    changed = changed_numbers(corrected, replay.allocation)
    return applications.filter(number__in=changed).exclude(decisions__proposal=replay)


def has_open_decisions(call: Call) -> bool:
    """Some are still to be prepared or issued."""
    return call.decisions.filter(issued_at=None).exists() or awaiting_decision(call).exists()


def last_decision(application: Application) -> Decision | None:
    """The one that a new one supersedes."""
    rows = sorted(application.decisions.all(), key=lambda decision: decision.pk)
    return rows[-1] if rows else None
