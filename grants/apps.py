from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Calls and applications")

    def ready(self) -> None:
        from accounts.start_pages import register_start_page
        from audit.fsck import register
        from grants.actions.send_receipts import send_receipts
        from grants.submission_check import submission_differences
        from jobs.errands import register_errand

        # Whoever has no desk comes to the own applications.
        register_start_page(90, "grants:applications", lambda user: True)
        register_errand(send_receipts)
        register(submission_differences)
