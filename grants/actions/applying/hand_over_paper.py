"""Invite the association whose application came on paper to take it into an account of its own.

Whoever accepts becomes the owner of the organisation that the office has entered, and with it finds
the application among the own ones: from then on it is supplemented and decided online.
"""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_line
from accounts.models import User
from accounts.refusal import Refused
from applicants.actions.members.invite_first_owner import invite_first_owner
from applicants.models import Invitation
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application, Channel


def hand_over_paper(
    *, application: Application, email: str, evidence: str, actor: User
) -> Invitation:
    """The invitation. `evidence` is what showed that the address is the association's; only the
    office and the ledger know it. Raises Refused.
    """
    with act(application, ApplicationWork.HAND_OVER_PAPER, actor) as done:
        done.require()
        locked = done.application
        if locked.channel != Channel.PAPER:
            raise Refused(_("This application was sent online, from an account of its own."))
        seen = clean_line(evidence)
        if not seen:
            raise Refused(_("Write what was seen."), field="evidence")
        invitation = invite_first_owner(
            organisation=locked.organisation,
            email=email,
            language=locked.language,
            actor=actor,
        )
        done.record(pub={}, payload={"number": locked.number, "evidence": seen})
        return invitation
