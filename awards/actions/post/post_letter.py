"""Record that a letter on paper went to the post: a request that is served so, or a decision on
the application or about a member.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_identifier
from accounts.models import User
from accounts.refusal import Refused
from awards.actions.post.print_letter import IN_THE_ACCOUNT
from awards.models import Decision, Mailing, PrintedLetter
from grants.actions._act import Done, act
from grants.actions.requests._requests import lock_open
from grants.core.workflow import ApplicationWork
from grants.models import Request
from scoring.models import MemberRuling


def post_letter(
    *,
    about: Request | Decision | MemberRuling,
    posted_on: date,
    item_number: str,
    actor: User,
) -> Mailing:
    """The letter on its way; the same once more is the same. What was printed last goes, where
    anything is printed. Raises Refused.
    """
    with act(about.application, ApplicationWork.POST_LETTER, actor) as done:
        done.require()
        application = done.application
        way = "printed__ruling" if isinstance(about, MemberRuling) else subject_column(about)
        newest = Mailing.objects.filter(**{way: about}).order_by("number").last()
        if newest is not None and newest.is_on_its_way:
            return newest
        if newest is not None and _is_served(newest, timezone.localdate(done.at)):
            raise Refused(_("This letter is delivered already."))
        ready, printed, sha256 = _ready_since(done, about)
        if newest is not None and newest.slip_on is not None:
            # It is sent again once it has come back.
            ready = max(ready, newest.slip_on)
        if posted_on > timezone.localdate(done.at):
            raise Refused(_("This day has not come yet."), field="posted_on")
        if posted_on < ready:
            raise Refused(_("On this day the letter was not made yet."), field="posted_on")
        row = Mailing(
            application=application,
            number=Mailing.objects.filter(application=application).count() + 1,
            posted_on=posted_on,
            item_number=clean_identifier(item_number),
            printed=printed,
            letter_sha256=sha256,
            posted_by=done.actor,
            posted_at=done.at,
            **({} if isinstance(about, MemberRuling) else {way: about}),
        )
        row.entry = done.record(
            pub={},
            payload={
                "number": application.number,
                "letter": row.number,
                **_named(about),
                "posted_on": posted_on.isoformat(),
                "sha256": sha256,
            },
            rows={"letter posted": [row]},
        )
        row.save(force_insert=True)
        return row


def _is_served(newest: Mailing, today: date) -> bool:
    """By hand, or by a public notice that is over."""
    announced = newest.of_the_same.filter(notice__served_on__lt=today)
    return newest.served_on is not None or announced.exists()


def subject_column(about: Request | Decision | MemberRuling) -> str:
    """The column that names it."""
    if isinstance(about, Request):
        return "request"
    return "decision" if isinstance(about, Decision) else "ruling"


def _ready_since(
    done: Done, about: Request | Decision | MemberRuling
) -> tuple[date, PrintedLetter | None, str]:
    """The day since which it can be sent, what was printed of it, and the hash. Raises Refused."""
    if not isinstance(about, Decision):
        if isinstance(about, Request) and not lock_open(about, done).by_post:
            raise Refused(IN_THE_ACCOUNT)
        rows = PrintedLetter.objects.filter(**{subject_column(about): about})
        printed = rows.order_by("number").last()
        if printed is None:
            raise Refused(_("Print the letter first: what is printed is what stands on record."))
        return timezone.localdate(printed.printed_at), printed, printed.sha256
    if about.issued_at is None:
        raise Refused(_("The decision is not issued yet."))
    return timezone.localdate(about.issued_at), None, about.document_sha256


def _named(about: Request | Decision | MemberRuling) -> dict[str, object]:
    """What was sent, as the ledger names it."""
    return {subject_column(about): about.number}
