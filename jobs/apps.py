from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from jobs.actions.send_letters import send_letters
        from jobs.errands import register_errand

        register_errand(send_letters)
