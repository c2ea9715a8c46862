from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.start_pages import register_start_page


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from accounts.models import Role
        from accounts.permissions import has_role
        from audit.fsck import register
        from awards.decision_check import amount_differences
        from awards.frozen_rows import freeze_rows
        from awards.recorded_rows import register_rows
        from awards.return_mail import RETURN, write_return
        from awards.selectors.steps import register_steps
        from jobs.letters import register_letter

        register(amount_differences)
        register_rows()
        register_steps()
        freeze_rows()

        # An approver comes to sign.
        register_start_page(30, "awards:signatures", lambda user: has_role(user, Role.APPROVER))
        register_letter(RETURN, write_return)
