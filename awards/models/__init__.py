from awards.models.decision import Decision, DecisionKind, in_force, letters_of
from awards.models.mailing import Mailing, SlipKind
from awards.models.printed_letter import PrintedLetter
from awards.models.proposal import Proposal, ProposalState
from awards.models.public_notice import PublicNotice
from awards.models.signature import DecisionSignature

__all__ = [
    "Decision",
    "DecisionKind",
    "DecisionSignature",
    "Mailing",
    "PrintedLetter",
    "Proposal",
    "ProposalState",
    "PublicNotice",
    "SlipKind",
    "in_force",
    "letters_of",
]
