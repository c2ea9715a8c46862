"""Find several applications complete that the program sees to be in order, each alone."""

from collections.abc import Sequence

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._each_alone import Each, each_alone
from grants.actions.checking.decide_completeness import decide_completeness
from grants.models import Application, Call, Finding, Verdict
from grants.selectors.calls.together import those_in_order, to_act_on


def complete_together(*, call: Call, numbers: Sequence[str], actor: User) -> list[Each]:
    """Each of those named that the actor may check, with why it was not found complete.

    Every question is answered with Yes, as whoever confirms it was shown; an entry each.
    """
    looked = {one.application: one for one in those_in_order(call, to_act_on(call, actor, numbers))}

    def take(application: Application) -> None:
        found = looked[application]
        if found.hindrance:
            raise Refused(found.hindrance)
        decide_completeness(
            application=application,
            verdict=Verdict.COMPLETE.value,
            findings=[
                {"code": one.code, "result": Finding.HOLDS.value, "note": ""}
                for one in found.questions
            ],
            article={},
            fact={},
            actor=actor,
        )

    return each_alone(looked, take)
