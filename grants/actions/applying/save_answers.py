"""Save a part of a draft, sealed; an application already sent keeps counting as it was sent."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from callfile.form.values import is_blank
from grants.actions._act import act
from grants.application_refusals import StaleDraft, UnfitAnswers
from grants.core.workflow import ApplicationWork
from grants.models import Application
from grants.sealed_content import read_sealed, seal_draft
from grants.selectors.completeness import unfit_problems
from grants.submission_document import SealedContent


def save_answers(
    *,
    application: Application,
    answers: Mapping[str, Any],
    draft_version: int,
    actor: User,
    eligibility: Mapping[str, bool] | None = None,
    language: str | None = None,
) -> Application:
    """`answers` are the changed fields in canonical form; a blank value takes an answer away.

    `eligibility` are the changed answers to the questions of eligibility. Raises StaleDraft,
    UnfitAnswers, CallNotOpen.
    """
    with act(application, ApplicationWork.SAVE_ANSWERS, actor) as done:
        locked, at = done.application, done.at
        if locked.draft_version != draft_version:
            raise StaleDraft(locked.draft_version)
        lot = locked.call.file.lot(locked.lot.code)
        unfit = unfit_problems(lot.form, answers)
        if unfit:
            raise UnfitAnswers(unfit)
        found = read_sealed(application=locked, actor=actor, at=at)
        kept = {**found.answers, **answers}
        asked = {condition.code for condition in lot.eligibility}
        said = {**found.eligibility, **(eligibility or {})}
        content = SealedContent(
            answers={code: value for code, value in kept.items() if not is_blank(value)},
            eligibility={code: value is True for code, value in said.items() if code in asked},
        )
        if language in locked.call.languages:
            locked.language = str(language)
        seal_draft(locked, content)
        locked.draft_version += 1
        locked.save(update_fields=["sealed", "draft_version", "language", "updated_at"])
        return locked
