"""The document of a submission: what is sealed, hashed, and named by its hash in the ledger.

After the opening the same document can be made again of the plain rows: that is how fsck sees
whether what is read now is what was sent.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from grants.models import Application
from grants.sealed_content import SealedFile


def document_of(
    application: Application,
    *,
    sequence: int,
    nonce: str,
    language: str,
    applicant: Mapping[str, Any],
    eligibility: Mapping[str, bool],
    answers: Mapping[str, Any],
    files: Sequence[SealedFile],
) -> dict[str, Any]:
    """As an object; its canonical JSON is what is hashed.

    Without the nonce somebody could guess a short application and compare the public hash.
    """
    return {
        "merila": "application/1",
        "call": application.call.code,
        "number": application.number,
        "lot": application.lot.code,
        "sequence": sequence,
        "nonce": nonce,
        "language": language,
        "applicant": dict(applicant),
        "eligibility": dict(eligibility),
        "answers": dict(answers),
        "attachments": [one.as_object() for one in files],
    }
