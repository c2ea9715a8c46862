from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Calls and applications")

    def ready(self) -> None:
        from accounts.models.user import tell_of_superusers
        from accounts.permissions import register_call_wall
        from applicants.files.room import register_files
        from audit.proof.fsck import register
        from grants.actions.applying.promise_receipts import promise_receipts
        from grants.actions.calls.watch_sealed_files import watch_sealed_files
        from grants.actions.office._role_entry import append_superuser_entry
        from grants.actions.subscribers.forget_subscribers import forget_subscribers
        from grants.exclusion import excluded_from_call
        from grants.frozen_rows import freeze_rows
        from grants.proof.call_check import call_differences, state_differences
        from grants.proof.closed_check import closed_differences
        from grants.proof.key_check import call_key_differences
        from grants.proof.opened_check import opened_differences
        from grants.proof.receipt_check import receipt_differences
        from grants.recorded_rows import register_rows
        from grants.selectors.room import bytes_of_attachments
        from grants.selectors.steps import register_steps
        from grants.slots import fill_slots
        from jobs.errands import register_errand

        register_files(bytes_of_attachments)
        register_call_wall(excluded_from_call)
        register_errand(promise_receipts)
        register_errand(watch_sealed_files)
        register_errand(forget_subscribers)
        for check in (
            *(receipt_differences, call_differences),
            *(state_differences, opened_differences),
            *(call_key_differences, closed_differences),
        ):
            register(check)
        tell_of_superusers(append_superuser_entry)
        register_rows()
        register_steps()
        freeze_rows()
        fill_slots()
        self._register_letters()

    def _register_letters(self) -> None:
        from grants.letters.cancellation import CANCELLATION, write_cancellation
        from grants.letters.corrected_answer import CORRECTED_ANSWER, write_corrected_answer
        from grants.letters.corrigendum import CORRIGENDUM, write_corrigendum
        from grants.letters.given_role import GIVEN_ROLE, write_given_role
        from grants.letters.question import ANSWER, QUESTION, write_answer, write_question
        from grants.letters.receipt import RECEIPT, write_receipt
        from grants.letters.request import write_request
        from grants.letters.second_person import STEP_CLOSED, STEP_WAITS, write_second_person
        from grants.letters.subscribers import register_subscribers
        from grants.words.requests import REQUEST_WORDS, Notice, letter_kind
        from jobs.letters import Kept, register_letter

        register_letter(RECEIPT, write_receipt, _("receipt of an application"))
        register_letter(CANCELLATION, write_cancellation, _("cancelled call"))
        register_letter(GIVEN_ROLE, write_given_role, _("role that was given"), kept=Kept.SUBJECT)
        for kind, words in REQUEST_WORDS.items():
            for moment in Notice:
                register_letter(
                    letter_kind(kind, moment), write_request, words.title, kept=Kept.TEXT
                )
        register_letter(CORRIGENDUM, write_corrigendum, _("corrigendum of a call"))
        register_letter(
            CORRECTED_ANSWER, write_corrected_answer, _("corrected answer about a call")
        )
        register_letter(QUESTION, write_question, _("question about a call"), kept=Kept.TEXT)
        register_letter(
            ANSWER, write_answer, _("answer to a question about a call"), hides_reader=True
        )
        register_subscribers()
        for kind in (STEP_WAITS, STEP_CLOSED):
            register_letter(kind, write_second_person, _("step for two persons"), kept=Kept.TEXT)
