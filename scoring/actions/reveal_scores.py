"""Open all sheets to the committee at once: from then on nothing on them changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.lock_log import lock_log
from grants.actions._transition import lock_call
from grants.core import call_stages
from grants.models import Call
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of, require_every_sheet
from scoring.models import Committee
from scoring.permissions import lead_committee


@transaction.atomic
def reveal_scores(*, call: Call, actor: User) -> Committee:
    """The committee; once more is once. Raises Refused naming the applications still open."""
    locked = lock_call(call)
    lead_committee.require(actor, locked)
    committee = committee_of(locked)
    if committee.revealed_at is not None:
        return committee
    if locked.state not in call_stages.IN_SCORING:
        raise Refused(_("The scores are revealed at the end of the scoring."))
    require_every_sheet(locked)
    return show_sheets(locked, committee, actor=actor, at=lock_log())
