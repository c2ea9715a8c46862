from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.start_pages import register_start_page


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from accounts.models import Role
        from accounts.permissions import has_role
        from awards.return_mail import RETURN, write_return
        from jobs.letters import register_letter

        # An approver comes to sign.
        register_start_page(30, "awards:signatures", lambda user: has_role(user, Role.APPROVER))
        register_letter(RETURN, write_return)
