"""The receipt by e-mail, to everybody who may write for the organisation, in their languages."""

from grants.models import Submission


def send_receipt(submission: Submission) -> None:
    """Number, time, ledger entry and hash; nothing of what is sealed."""
