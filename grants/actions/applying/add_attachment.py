"""Add a file to a draft: checked, hashed and encrypted before it touches the disk."""

import hashlib
import uuid

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import CheckedFile, check_file, refuse_unfit
from applicants.files.room import lock_rooms, require_room
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application, Attachment
from grants.permissions import edit_own_application
from grants.sealed_content import read_sealed, seal_draft, seal_file
from grants.selectors.completeness import file_limits, most_files
from grants.selectors.room import rooms_of_application
from grants.submission_document import SealedContent, SealedFile


def add_attachment(
    *, application: Application, field: str, name: str, content: bytes, actor: User
) -> Attachment:
    """The file is an answer to `field` from now on. Raises FileRefused, NoRoom, Refused,
    CallNotOpen.

    It is looked at before the transaction begins: nobody else waits for it.
    """
    edit_own_application.require(actor, application)
    checked = check_file(name=name, content=content, **file_limits(application, field))
    return _keep(application, field, checked, content, actor)


def _keep(
    application: Application, field: str, checked: CheckedFile, content: bytes, actor: User
) -> Attachment:
    with act(application, ApplicationWork.ADD_FILE, actor) as done:
        locked, at = done.application, done.at
        # The call may have another version since the file was looked at.
        refuse_unfit(name=checked.name, size=checked.size, **file_limits(locked, field))
        found = read_sealed(application=locked, actor=actor, at=at)
        present = list(found.answers.get(field) or [])
        most = most_files(locked, field)
        if len(present) >= most:
            raise Refused(
                _("There is room for %(most)s files here. Remove one before you add another.")
                % {"most": most},
                field=field,
            )
        lock_rooms(locked.organisation, actor)
        require_room(rooms_of_application(locked, actor), checked.size, field=field)
        attachment = Attachment(id=uuid.uuid4(), application=locked, added_by=actor)
        about = SealedFile(
            id=str(attachment.pk),
            field=field,
            name=checked.name,
            content_type=checked.content_type,
            size=checked.size,
            sha256=checked.sha256,
        )
        attachment.sealed_meta, sealed = seal_file(locked, about, content)
        attachment.sealed_size = len(sealed)
        attachment.sealed_sha256 = hashlib.sha256(sealed).hexdigest()
        attachment.sealed_file.save(f"{attachment.pk}.sealed", ContentFile(sealed), save=False)
        attachment.save(force_insert=True)
        answers = {**found.answers, field: [*present, str(attachment.pk)]}
        seal_draft(locked, SealedContent(answers=answers, eligibility=found.eligibility))
        locked.draft_version += 1
        locked.save(update_fields=["sealed", "draft_version", "updated_at"])
        return attachment
