from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = _("Awards")

    def ready(self) -> None:
        from audit.proof.fsck import register
        from awards.decision_check import amount_differences
        from awards.frozen_rows import freeze_rows
        from awards.proposal_mail import PROPOSED, SIGNED, write_proposal
        from awards.recorded_rows import register_rows
        from awards.return_mail import RETURN, write_return
        from awards.selectors.steps import register_steps
        from awards.signature_mail import (
            DECISIONS_SIGNED,
            DECISIONS_WAIT,
            write_call_to_sign,
            write_signed,
        )
        from awards.slots import fill_slots
        from awards.tasks import PROPOSAL, SIGNATURE
        from jobs.letters import Kept, register_letter
        from jobs.registry import register_kind

        register(amount_differences)
        register_rows()
        register_steps()
        freeze_rows()
        fill_slots()
        register_kind(PROPOSAL)
        register_kind(SIGNATURE)

        register_letter(RETURN, write_return, _("proposal"), kept=Kept.TEXT)
        for letter in (PROPOSED, SIGNED):
            register_letter(letter, write_proposal, _("proposal"), kept=Kept.TEXT)
        for letter, write in (
            (DECISIONS_WAIT, write_call_to_sign),
            (DECISIONS_SIGNED, write_signed),
        ):
            register_letter(letter, write, _("signature under decisions"), kept=Kept.TEXT)
