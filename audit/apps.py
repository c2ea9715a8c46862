from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, pre_migrate

        from audit.database.append_only import after_migrating, before_migrating
        from audit.frozen_rows import freeze_rows
        from audit.proof.fsck import register
        from audit.proof.ledger_check import ledger_differences
        from audit.proof.pinned import own_key_differences
        from audit.proof.recorded_check import recorded_differences
        from audit.proof.references import reference_differences
        from audit.proof.stored_files import file_differences

        freeze_rows()
        pre_migrate.connect(before_migrating, sender=self)
        post_migrate.connect(after_migrating, sender=self)
        register(ledger_differences)
        register(own_key_differences)
        register(recorded_differences)
        register(reference_differences)
        register(file_differences)
