from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from django.core.checks import register

        from audit.proof import fsck
        from jobs.letters import Kept, register_letter
        from jobs.registry import register_kind
        from reports.checks import check_seal
        from reports.decision_mail import DECISION, write_announcement
        from reports.frozen_rows import freeze_rows
        from reports.proof.document_check import document_differences
        from reports.proof.history_check import figure_differences
        from reports.recorded_rows import register_rows
        from reports.selectors.steps import register_steps
        from reports.slots import fill_slots
        from reports.tasks import (
            CASE_FILE,
            DECISIONS,
            PREPARATION,
            PUBLIC_PAPERS,
            RESULTS,
            SUMMARY,
        )

        register(check_seal)
        fsck.register(document_differences)
        fsck.register(figure_differences)
        register_rows()
        register_steps()
        freeze_rows()
        fill_slots()
        register_kind(DECISIONS)
        register_kind(CASE_FILE)
        register_kind(PUBLIC_PAPERS)
        register_kind(SUMMARY)
        register_kind(RESULTS)
        register_kind(PREPARATION)
        register_letter(DECISION, write_announcement, _("issued decision"), kept=Kept.TEXT)
