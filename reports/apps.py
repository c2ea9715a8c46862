from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from jobs.registry import register_kind
        from reports.tasks import DECISIONS

        register_kind(DECISIONS)
