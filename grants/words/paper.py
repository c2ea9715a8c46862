"""Applications on paper in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.core import application_stages
from grants.models import PaperFiling
from grants.words.states import state_of


def paper_standing(filing: PaperFiling) -> tuple[str, Any]:
    """Shape and words: what became of it so far."""
    state = filing.application.state
    if filing.is_late and state not in application_stages.DISMISSED:
        return "no", _("too late, stays closed")
    if state in application_stages.SEALED:
        return "done", pgettext("application", "sealed")
    return state_of(state)
