"""The steps that may need two persons, by name."""

from collections.abc import Mapping

from grants.actions.calls.cancel_call import CANCELLATION_FOR_TWO
from grants.actions.calls.publish_call import PUBLICATION_FOR_TWO
from grants.actions.second_person._pending import StepForTwo

STEPS_FOR_TWO: Mapping[str, StepForTwo] = {
    one.step.value: one for one in (PUBLICATION_FOR_TWO, CANCELLATION_FOR_TWO)
}
