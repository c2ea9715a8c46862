from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Scoring and allocation")

    def ready(self) -> None:
        from accounts.permissions import register_staff_check

        # A seat in a committee is work here, without any role of the administration.
        register_staff_check(lambda user: user.committee_seats.exists())
