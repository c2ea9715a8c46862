from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.typed.own_sentences import speak_for_ourselves


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        # Before the models of any app, which may bring forms with them.
        speak_for_ourselves()

    def ready(self) -> None:
        from accounts.sign_in import idle, mailbox, second_step

        idle.begin_with_sign_in()
        mailbox.watch_first_password()
        second_step.watch_second_step()
