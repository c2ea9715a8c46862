from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = _("Applicants")

    def ready(self) -> None:
        from applicants.files.room import bytes_of_documents, register_files
        from applicants.invitation_mail import write_invitation
        from applicants.key_check import documents_key_differences
        from applicants.models import Invitation
        from applicants.number_letters import CLAIMED, DECIDED, write_claimed, write_decided
        from applicants.recorded_rows import register_rows
        from audit.proof.fsck import register
        from jobs.letters import register_letter

        register_files(bytes_of_documents)
        register_letter(Invitation.LETTER, write_invitation, _("invitation to an organisation"))
        register_letter(CLAIMED, write_claimed, _("registration number"))
        register_letter(DECIDED, write_decided, _("registration number"))
        register(documents_key_differences)
        register_rows()
