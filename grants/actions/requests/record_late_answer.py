"""Record an answer on paper that was posted after its time: it stays on record, changes nothing.

The time cannot be extended and what comes after it is not considered; that it came is told in the
decision. Source: process.md, step 8 (one time for all, preclusive); ZUP, article 68.
"""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_identifier
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.applying._paper import PaperLetter
from grants.actions.requests.record_answer import looked_at
from grants.core.workflow import ApplicationWork
from grants.formats import write_day
from grants.models import LateAnswer, Request, RequestOutcome
from grants.plain_files import PlainFiles
from grants.selectors.requests.legal_time import delivered_on


def record_late_answer(*, request: Request, reply: PaperLetter, actor: User) -> LateAnswer:
    """The answer with its scan; the same number of the register once more is the same. Raises
    Refused.
    """
    scan, about = looked_at(request, reply, actor)
    step = ApplicationWork.RECORD_LATE_ANSWER
    with PlainFiles() as written, act(request.application, step, actor) as done:
        done.require()
        locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        locked.application = done.application
        if locked.outcome == RequestOutcome.TAKEN_BACK:
            raise Refused(_("This request is closed already."))
        number = clean_identifier(reply.registry_number)
        if not number:
            words = _("Enter the number in the register of documents.")
            raise Refused(words, field="registry_number")
        known = locked.late_answers.filter(registry_number=number).first()
        if known is not None:
            return known
        if delivered_on(locked, done.at) is None or locked.due_at is None:
            raise Refused(_("Record first when the request was delivered."))
        if reply.filed_on > timezone.localdate(done.at):
            raise Refused(_("This day has not come yet."), field="filed_on")
        last = timezone.localdate(locked.due_at)
        if reply.filed_on <= last:
            said = {"day": write_day(last, genitive=True)}
            words = _("The time ended on %(day)s, so this is in time: record it as an answer.")
            raise Refused(words % said, field="filed_on")
        row = LateAnswer(
            request=locked,
            number=locked.late_answers.count() + 1,
            filed_on=reply.filed_on,
            registry_number=number,
            scan_name=about.name,
            scan_sha256=about.sha256,
            recorded_by=done.actor,
            recorded_at=done.at,
        )
        written.write(row.scan, f"{uuid.uuid4()}.pdf", scan.content)
        row.entry = done.record(
            pub={},
            payload={
                "application": done.application.number,
                "number": locked.number,
                "filed_on": row.filed_on.isoformat(),
            },
            rows={"late answer": [row]},
        )
        row.save(force_insert=True)
        return row
