"""Begin the scoring: every application is complete or dismissed, and a committee stands ready."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.core import application_stages, call_stages
from grants.core.workflow import CallStep
from grants.models import Call, Channel
from grants.selectors.calls.application_counts import counts_of
from grants.selectors.completeness import missing_fields
from scoring.actions._drawing import record_draw
from scoring.actions._revealing import show_sheets
from scoring.actions._scoring import committee_of
from scoring.selectors.drawn import drawn_from
from scoring.waiting_mail import ask_for_sheets


def start_scoring(*, call: Call, actor: User) -> Call:
    """The call, now `scoring`; once more is once. Raises Refused.

    Where the call has assessors drawn, they are drawn here: the entry that begins the scoring says
    what is drawn from, and its hash is the seed, so that nobody could choose either for the other.
    Without any application left nothing waits for the committee: the ranking can be computed.
    The verdicts are changed no more from here on, so what they found is asked once more.
    """
    with act(call, CallStep.START_SCORING, actor) as done:
        locked = done.call
        if locked.state in call_stages.IN_SCORING:
            return locked
        done.require()
        _require_answers(locked)
        committee = committee_of(locked)
        count = counts_of(locked).complete
        source = drawn_from(locked)
        begun = done.record(
            pub={"step": CallStep.START_SCORING.value},
            payload={"applications": count, **({"draw": source.said} if source else {})},
            moves=[done.move(locked)],
        )
        if source:
            record_draw(done, source, begun.leaf_hash)
        if count:
            ask_for_sheets(done)
        else:
            show_sheets(done, committee)
        return locked


def _require_answers(call: Call) -> None:
    """Raises Refused where the form requires of a complete application what is empty in it: no
    ranking and no amount could be computed. What was sent online and read was whole when it came.
    """
    rows = call.applications.filter(state__in=application_stages.TO_SCORE).select_related("lot")
    changed = Q(nonce="") | Q(channel=Channel.PAPER) | Q(requested_cents=None)
    lacking = []
    for row in rows.filter(changed).order_by("number").iterator():
        row.call = call
        if missing_fields(row):
            lacking.append(row.number)
    if lacking:
        words = _("The form requires answers that are empty in these applications: %(numbers)s.")
        raise Refused(words % {"numbers": ", ".join(lacking)})
