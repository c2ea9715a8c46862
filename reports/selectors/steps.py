"""Who starts to issue decisions, and who publishes the results."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from grants.core.workflow import CallWork
from grants.permissions import run_call
from grants.selectors.may import Way, register_way

_WAYS: tuple[tuple[StrEnum, Way], ...] = (
    (
        CallWork.START_ISSUING,
        Way(run_call, _("Decisions are issued after they are signed.")),
    ),
    (
        CallWork.PUBLISH_RESULTS,
        Way(run_call, _("The results are published after the last decision is issued.")),
    ),
)


def register_steps() -> None:
    for step, way in _WAYS:
        register_way(step, way)
