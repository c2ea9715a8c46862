"""Where an application stands, as sets of its states: whoever asks about a state asks here.

>>> "submitted" in EDITABLE, "submitted" in OPENED
(True, False)
"""

from grants.core.workflow import ApplicationState as A

FIRST = A.DRAFT
# One by one, in the order of the procedure.
DRAFTED = frozenset({A.DRAFT})
SEALED = frozenset({A.SUBMITTED})
WITHDRAWN = frozenset({A.WITHDRAWN})
TO_CHECK = frozenset({A.RECEIVED})
TO_SCORE = frozenset({A.COMPLETE})
DISMISSED = frozenset({A.DISMISSED})
SCORED = frozenset({A.SCORED})
PROPOSED = frozenset({A.PROPOSED})
GRANTED = frozenset({A.GRANTED, A.PARTLY_GRANTED})
REFUSED = frozenset({A.REFUSED})

EDITABLE = DRAFTED | SEALED
SENT = frozenset(A) - DRAFTED
# From the opening on, the content of an application is in plain tables.
NEVER_OPENED = DRAFTED | SEALED | WITHDRAWN
OPENED = frozenset(A) - NEVER_OPENED
# A draft that was never sent and what was withdrawn compete with nobody.
COMPETING = frozenset(A) - DRAFTED - WITHDRAWN
# After a return facts may be recognised anew, and are told to the applicant.
FACTS_OPEN = TO_CHECK | TO_SCORE | SCORED
# Found complete, whatever became of it later: what a computation counts.
FOUND_COMPLETE = OPENED - TO_CHECK - DISMISSED
# Nobody judges what was dismissed.
JUDGED = OPENED - DISMISSED
AWAITING_DECISION = PROPOSED | DISMISSED
DECIDED = GRANTED | REFUSED
# Against whose decision the remedy of the call is open: a dismissal is decided too.
WITH_REMEDY = DECIDED | DISMISSED
# If the remedy succeeds, the amounts of all are computed again: a dismissed one is checked first.
COMPUTED_AGAIN = DECIDED
