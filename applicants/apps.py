from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = _("Applicants")

    def ready(self) -> None:
        from applicants.invitation_mail import write_invitation
        from applicants.models import Invitation, StoredDocument
        from applicants.number_letters import CLAIMED, DECIDED, write_claimed, write_decided
        from applicants.room import bytes_of_documents, register_files
        from audit import stored_files
        from audit.stored_files import StoredFile
        from jobs.letters import register_letter

        register_files(bytes_of_documents)
        register_letter(Invitation.LETTER, write_invitation, _("invitation to an organisation"))
        register_letter(CLAIMED, write_claimed, _("registration number"))
        register_letter(DECIDED, write_decided, _("registration number"))
        place = ("organisation__registration_number", "pk")
        stored_files.register(
            StoredFile("stored document", StoredDocument, "sealed_file", place, "sealed_sha256")
        )
