"""Where a call stands, as sets of its states: whoever asks about a state asks here.

A state is never compared by name outside this module, its neighbour and the tables, so that a new
state is thought of once.

>>> "opened" in IN_EVALUATION, "draft" in PUBLIC
(True, False)
"""

from grants.core.tables import CALL_STEPS
from grants.core.workflow import CallState as C
from grants.core.workflow import CallStep

FIRST = C.DRAFT
# One by one, in the order of the procedure.
DRAFTED = frozenset({C.DRAFT})
# Published; its dates say whether it takes applications. Nobody has opened them.
SEALED = frozenset({C.PUBLISHED})
IN_SESSION = frozenset({C.OPENED})
IN_CHECK = frozenset({C.CHECKING})
IN_SCORING = frozenset({C.SCORING})
TO_SIGN = frozenset({C.PROPOSED})
TO_ISSUE = frozenset({C.APPROVED})
DECIDED = frozenset({C.DECIDED})
CANCELLED = frozenset({C.CANCELLED})

CHANGEABLE = frozenset(CALL_STEPS[CallStep.PUBLISH].sources)
CANCELLABLE = frozenset(CALL_STEPS[CallStep.CANCEL].sources)
# Before publication only the officer knows that a call exists.
PUBLIC = frozenset(C) - DRAFTED - CANCELLED
UNTIL_OPENING = DRAFTED | SEALED
UNTIL_SCORING = UNTIL_OPENING | IN_SESSION | IN_CHECK
UNTIL_SIGNATURE = UNTIL_SCORING | IN_SCORING | TO_SIGN
# What the public sees from the deadline to the decisions.
IN_EVALUATION = IN_SESSION | IN_CHECK | IN_SCORING | TO_SIGN | TO_ISSUE
# A verdict of the check is out only with its decision.
CHECK_NOT_TOLD = IN_EVALUATION - IN_SESSION
# From the proposal on the reasons are those of the decisions.
REASONS_FIXED = TO_SIGN | TO_ISSUE | DECIDED
# A conflict closes the application whenever it comes about.
CONFLICTS_DECLARED = IN_EVALUATION | DECIDED
ENDED = CANCELLED
