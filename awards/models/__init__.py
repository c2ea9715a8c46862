from awards.models.decision import Decision, DecisionKind, in_force, letters_of
from awards.models.mailing import Mailing, SlipKind
from awards.models.proposal import Proposal, ProposalState

__all__ = [
    "Decision",
    "DecisionKind",
    "Mailing",
    "Proposal",
    "ProposalState",
    "SlipKind",
    "in_force",
    "letters_of",
]
