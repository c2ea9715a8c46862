from awards.models.decision import Decision, DecisionKind, in_force, letters_of
from awards.models.proposal import Proposal, ProposalState

__all__ = ["Decision", "DecisionKind", "Proposal", "ProposalState", "in_force", "letters_of"]
