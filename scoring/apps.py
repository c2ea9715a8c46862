from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Scoring and allocation")

    def ready(self) -> None:
        from accounts.exclusive_roles import register_seat_check
        from accounts.permissions import register_staff_check
        from grants.exclusion import register_conflict
        from scoring.permissions import declared_conflict
        from scoring.selectors.seats import sits_somewhere, sits_within

        # A seat in a committee is work here, without any role of the administration.
        register_staff_check(sits_somewhere)
        register_seat_check(sits_within)
        register_conflict(declared_conflict)
