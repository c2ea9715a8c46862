"""Save one section as it was posted: what can be kept is kept, the rest stays on the page."""

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from accounts.telling import told_in
from callfile.fields import Around, Files
from callfile.form.values import is_blank
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.remove_attachment import remove_attachment
from grants.actions.applying.save_answers import save_answers
from grants.application_refusals import StaleDraft
from grants.formats import text_in
from grants.forms.answers import SectionForm
from grants.selectors.completeness import unfit_problems
from grants.selectors.own_applications import WorkingCopy
from grants.words.answers import answer_lines


@dataclass
class SavedSection:
    """`stale`: what others saved meanwhile, [{label, lines}]; then nothing was written."""

    stale: list[dict[str, Any]] = field(default_factory=list)
    is_stale: bool = False
    files_changed: bool = False
    questions_changed: bool = False


def save_section(
    copy: WorkingCopy, form: SectionForm, version: int, files: Any, remove: str, actor: User
) -> SavedSection:
    """Raises CallNotOpen, PermissionDenied; every fault of the entries stands in the form."""
    typed = form.read_answers()
    merged = {**copy.content.answers, **typed}
    unfit = {problem.field for problem in unfit_problems(copy.lot.form, typed)}
    grant = copy.application.call.file.pot(copy.lot.code).grant
    form.show(copy.lot.form.problems(merged, Around(grant)))
    changed = {
        code: value
        for code, value in typed.items()
        if code not in unfit and not _same(value, copy.content.answers.get(code))
    }
    saved = SavedSection()
    application = copy.application
    if changed:
        try:
            application = save_answers(
                application=application, answers=changed, draft_version=version, actor=actor
            )
        except StaleDraft:
            saved.is_stale = True
            saved.stale = _saved_by_others(copy, form, typed)
            return saved
    saved.files_changed = _change_files(copy, form, files, remove, actor)
    saved.questions_changed = form.asked_with(merged) != form.asked
    return saved


def _same(typed: Any, stored: Any) -> bool:
    return typed == stored or (is_blank(typed) and is_blank(stored))


def _change_files(
    copy: WorkingCopy, form: SectionForm, files: Any, remove: str, actor: User
) -> bool:
    changed = False
    for row in copy.application.attachments.filter(removed_at=None):
        if str(row.pk) == remove:
            remove_attachment(attachment=row, actor=actor)
            changed = True
    for asked in form.asked:
        if not isinstance(asked, Files):
            continue
        code = asked.code
        for upload in files.getlist(code):
            with told_in(form, code):
                add_attachment(
                    application=copy.application,
                    field=code,
                    name=upload.name,
                    content=upload.read(),
                    actor=actor,
                )
                changed = True
    return changed


def _saved_by_others(
    copy: WorkingCopy, form: SectionForm, typed: dict[str, Any]
) -> list[dict[str, Any]]:
    found = []
    for asked in form.asked:
        code = asked.code
        stored = copy.content.answers.get(code)
        if code in typed and not _same(typed[code], stored):
            lines = answer_lines(asked, stored, copy.file_names)
            found.append({"label": text_in(asked.label), "lines": lines})
    return found
