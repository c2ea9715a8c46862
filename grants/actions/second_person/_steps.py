"""The steps that may need two persons, by name; a higher floor adds its own."""

from grants.actions.calls.amend_call import CORRIGENDUM_FOR_TWO
from grants.actions.calls.cancel_call import CANCELLATION_FOR_TWO
from grants.actions.calls.publish_call import PUBLICATION_FOR_TWO
from grants.actions.second_person._pending import StepForTwo

STEPS_FOR_TWO: dict[str, StepForTwo] = {}


def register_step_for_two(one: StepForTwo) -> None:
    STEPS_FOR_TWO[one.step.value] = one


register_step_for_two(PUBLICATION_FOR_TWO)
register_step_for_two(CANCELLATION_FOR_TWO)
register_step_for_two(CORRIGENDUM_FOR_TWO)
