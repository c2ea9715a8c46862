from awards.models.decision import Decision, DecisionKind
from awards.models.proposal import Proposal, ProposalState

__all__ = ["Decision", "DecisionKind", "Proposal", "ProposalState"]
