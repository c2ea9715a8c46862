from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from audit.fsck import register
        from audit.ledger_check import ledger_differences

        register(ledger_differences)
