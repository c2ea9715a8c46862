"""What a person has to look at before an application counts as complete.

Every condition of eligibility, every attachment that the form requires, the evidence of every
fact. Codes: `eligibility.CONDITION`, `attachment.FIELD`, `evidence.FACT`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callfile.fields import Files
from callfile.lots.lot import Lot
from grants.models import Application, Attachment
from grants.selectors.calls.paper_applications import files_of_field, is_closed_envelope
from grants.selectors.recognition import Fact


@dataclass(frozen=True)
class CheckQuestion:
    """`text` in the languages of the call; `said` is the applicant's own answer to a condition."""

    code: str
    text: Mapping[str, str]
    said: bool | None = None
    fact: Fact | None = None
    files: tuple[Attachment, ...] = ()

    @property
    def kind(self) -> str:
        return self.code.partition(".")[0]


def check_questions(
    application: Application, facts: Sequence[Fact], files: Sequence[Attachment]
) -> list[CheckQuestion]:
    if is_closed_envelope(application):
        return []
    lot = application.call.file.lot(application.lot.code)
    proofs = {fact.evidence for fact in facts if fact.evidence}
    asked = _conditions(application, lot)
    answers = application.answers or {}
    for field in lot.form.shown(answers):
        if not isinstance(field, Files) or field.code in proofs:
            continue
        attached = files_of_field(field.code, answers, files)
        if field.required or attached:
            asked.append(CheckQuestion(f"attachment.{field.code}", field.label, files=attached))
    for fact in facts:
        if fact.evidence and fact.declared is not None:
            attached = files_of_field(fact.evidence, answers, files)
            code = f"evidence.{fact.code}"
            asked.append(CheckQuestion(code, fact.field.label, fact=fact, files=attached))
    return asked


def _conditions(application: Application, lot: Lot) -> list[CheckQuestion]:
    said = (application.applicant or {}).get("eligibility") or {}
    return [
        CheckQuestion(f"eligibility.{one.code}", one.text, said=said.get(one.code))
        for one in lot.eligibility
    ]
