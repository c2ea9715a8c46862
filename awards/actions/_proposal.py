"""What the acts on a proposal have in common."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from awards.models import Proposal, ProposalState
from awards.permissions import has_own_application
from grants.models import Call


def lock_waiting(proposal: Proposal, call: Call) -> Proposal:
    """The proposal as it is now, held, with its locked call. Raises Refused once it is closed."""
    rows = Proposal.objects.select_for_update(of=("self",))
    locked = rows.select_related("allocation__ranking__version").get(pk=proposal.pk)
    if locked.state != ProposalState.WAITING:
        raise Refused(_("This proposal does not wait for the signature any more."))
    locked.call = call
    return locked


def refuse_own_interest(call: Call, actor: User) -> None:
    """Nobody signs or returns what their own organisation has applied for. Raises Refused."""
    if has_own_application(actor, call):
        raise Refused(
            _("You belong to an organisation that has applied here. Somebody else signs.")
        )
