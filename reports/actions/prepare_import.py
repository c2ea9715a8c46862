"""Keep a list of past awards that somebody wants to read in; nothing of it is public yet."""

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from applicants.files.check import clean_name
from audit.database.clock import database_now
from grants.models import Funder
from reports.history.table_file import ListTable
from reports.models import HistoricImport, ImportState
from reports.permissions import keep_history
from reports.selectors.history_import import imported_before


class ImportedBefore(Refused):
    """The same file is in the register already; `batch` is the import that brought it."""

    def __init__(self, batch: HistoricImport) -> None:
        super().__init__(_("This file has been imported already."), field="file")
        self.batch = batch


@transaction.atomic
def prepare_import(
    *,
    funder: Funder,
    name: str,
    content: bytes,
    table: ListTable,
    about: Mapping[str, str],
    year: int | None,
    actor: User,
) -> HistoricImport:
    """The import in preparation; `table` is what was read of `content`.

    `about` holds source_name, source_place and licence. The same file again begins anew where it
    is still in preparation. Raises ImportedBefore.
    """
    locked = Funder.objects.select_for_update().get(pk=funder.pk)
    keep_history.require(actor, locked)
    sha256 = hashlib.sha256(content).hexdigest()
    known = imported_before(locked, sha256)
    if known is not None:
        raise ImportedBefore(known)
    HistoricImport.objects.filter(
        funder=locked, sha256=sha256, state=ImportState.PREVIEW, created_by=actor
    ).delete()
    return HistoricImport.objects.create(
        funder=locked,
        file_name=clean_name(name),
        sha256=sha256,
        read_as=table.read_as,
        year=year,
        table=table.rows,
        created_at=database_now(),
        created_by=actor,
        **about,
    )
