from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from accounts.attempts.lasting_cache import forget_what_is_over
        from accounts.sign_in.letters import register_post, writers
        from accounts.slots import fill
        from jobs.actions.promise_letters import promise_letters
        from jobs.actions.reclaim_jobs import reclaim_jobs
        from jobs.actions.send_letters import send_letters
        from jobs.errands import register_errand
        from jobs.heartbeat import beat
        from jobs.letters import register_letter
        from jobs.words import act_in_words

        fill("asks_by_itself", _page_of_a_job)
        fill("act_under_way", act_in_words)
        register_errand(beat)
        register_errand(reclaim_jobs)
        register_errand(send_letters)
        register_errand(forget_what_is_over)
        register_post(promise_letters)
        for kind, write in writers.items():
            register_letter(kind, write, _("account"))


def _page_of_a_job() -> str:
    """It asks how far the job is."""
    return "jobs:show"
