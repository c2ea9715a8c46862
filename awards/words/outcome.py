"""What became of an application, in the same words on every page, in every table and file."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import DecisionKind
from scoring.core.run.run_rows import Outcome

# Why nothing is granted, where the kind of the decision alone does not say it.
_REASONS: dict[Outcome, Promise] = {
    Outcome.RESERVE: _("reserve list"),
    Outcome.BELOW_THRESHOLD: _("below the threshold"),
}


def outcome_words(kind: str, outcome: Outcome | None) -> str:
    """The decision, and for who gets nothing the reason; `outcome` of the run, if it was in it."""
    said = str(DecisionKind(kind).label)
    reason = _REASONS.get(outcome) if outcome else None
    return f"{said}, {reason}" if reason else said
