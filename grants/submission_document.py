"""The document of a submission: what is sealed, hashed, and named by its hash in the ledger.

After the opening the same document can be made again of the plain rows: that is how fsck sees
whether what is read now is what was sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callfile.fields import ShortText
from callfile.fields.form import Form
from grants.models import Application


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What is known of an attachment besides its bytes."""

    id: str
    field: str
    name: str
    content_type: str
    size: int
    sha256: str

    def as_object(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "field": self.field,
            "name": self.name,
            "content_type": self.content_type,
            "size": self.size,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class SealedContent:
    """The content of an application; `applicant` is empty until it was submitted.

    `applicant` holds what the organisation was at the submit, and under `eligibility` its answers
    to the questions of eligibility, {code: bool}.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    applicant: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    eligibility: dict[str, bool] = field(default_factory=dict)
    attachments: tuple[SealedFile, ...] = ()
    document: bytes = b""
    nonce: str = ""
    language: str = ""


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


def title_in(form: Form, answers: Mapping[str, Any]) -> str:
    """The title of the project: the answer to the field that the lot calls `title`, or ends so."""
    for one in form.fields:
        if isinstance(one, ShortText) and (one.code == "title" or one.code.endswith("_title")):
            return str(answers.get(one.code) or "")[:300]
    return ""
