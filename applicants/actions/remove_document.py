"""Take a stored document away; applications keep the copies they were sent with."""

from django.db import transaction

from accounts.models import User
from applicants.models import StoredDocument
from applicants.permissions import edit_organisation


@transaction.atomic
def remove_document(*, document: StoredDocument, actor: User) -> None:
    edit_organisation.require(actor, document.organisation)
    storage, name = document.sealed_file.storage, str(document.sealed_file.name)
    StoredDocument.objects.filter(pk=document.pk).delete()
    transaction.on_commit(lambda: storage.delete(name))
