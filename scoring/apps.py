from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = _("Scoring and allocation")

    def ready(self) -> None:
        from accounts.exclusive_roles import register_seat_check
        from accounts.permissions import register_staff_check
        from audit.proof.fsck import register
        from grants.exclusion import register_conflict
        from jobs.errands import register_errand
        from jobs.letters import Kept, register_letter
        from jobs.registry import register_kind
        from scoring.actions.drafts.forget_notes import forget_notes
        from scoring.frozen_rows import freeze_rows
        from scoring.meeting_mail import MINUTES_READY, write_minutes_ready
        from scoring.permissions import declared_conflict, in_question, objected_to
        from scoring.proof.assessed_check import assessed_differences
        from scoring.proof.run_check import opening_differences, run_differences
        from scoring.recorded_rows import register_rows
        from scoring.reopened_mail import REOPENED, write_reopened
        from scoring.seat_mail import LEFT_SEAT, TAKEN_SEAT, write_left_seat, write_taken_seat
        from scoring.selectors.committee.seats import sits_somewhere, sits_within
        from scoring.selectors.steps import register_steps
        from scoring.slots import fill_slots
        from scoring.tasks import ALLOCATION, CLOSING_JOB, OPENING_JOB, RANKING, REVEAL
        from scoring.waiting_mail import (
            MINUTES_DUE,
            SCORES_SHOWN,
            SHEETS_LEFT,
            SHEETS_OPEN,
            STATEMENT_DUE,
            write_waiting,
        )

        # A seat in a committee is work here, without any role of the administration.
        register_staff_check(sits_somewhere)
        register_seat_check(sits_within)
        register_conflict(declared_conflict)
        register_conflict(in_question)
        register_conflict(objected_to)
        register(run_differences)
        register(opening_differences)
        register(assessed_differences)
        _register_steps_for_two()
        register_rows()
        register_steps()
        freeze_rows()
        register_letter(LEFT_SEAT, write_left_seat, _("seat in a committee"), kept=Kept.TEXT)
        register_letter(TAKEN_SEAT, write_taken_seat, _("seat in a committee"), kept=Kept.SUBJECT)
        register_letter(REOPENED, write_reopened, _("opening again"), kept=Kept.TEXT)
        for letter in (STATEMENT_DUE, SHEETS_OPEN, SHEETS_LEFT, SCORES_SHOWN, MINUTES_DUE):
            register_letter(letter, write_waiting, _("work of the committee"), kept=Kept.TEXT)
        words = _("proposal of the committee")
        register_letter(MINUTES_READY, write_minutes_ready, words, kept=Kept.TEXT)
        _register_letters_about_objections()
        fill_slots()
        register_errand(forget_notes)
        for kind in (RANKING, ALLOCATION, REVEAL, OPENING_JOB, CLOSING_JOB):
            register_kind(kind)


def _register_steps_for_two() -> None:
    from grants.actions.second_person._steps import register_step_for_two
    from scoring.actions.committee.excuse_member import EXCUSE_FOR_TWO
    from scoring.actions.committee.give_seat import GIVING_FOR_TWO
    from scoring.actions.committee.release_member import RELEASE_FOR_TWO

    for step in (RELEASE_FOR_TWO, EXCUSE_FOR_TWO, GIVING_FOR_TWO):
        register_step_for_two(step)


def _register_letters_about_objections() -> None:
    from jobs.letters import Kept, register_letter
    from scoring.objection_mail import (
        EXCLUDED,
        OBJECTION_DECIDED,
        OBJECTION_RAISED,
        write_excluded,
        write_objection_decided,
        write_objection_raised,
    )

    words = _("objection to a member")
    register_letter(OBJECTION_RAISED, write_objection_raised, words, kept=Kept.TEXT)
    # Why it was decided so is read on the page, by whom it concerns.
    register_letter(OBJECTION_DECIDED, write_objection_decided, words, kept=Kept.SUBJECT)
    words = _("exclusion from an application")
    register_letter(EXCLUDED, write_excluded, words, kept=Kept.SUBJECT)
