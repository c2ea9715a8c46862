"""What of an application is served by post: requests and decisions, each with its letters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from applicants.selectors import without_people
from awards.models import Decision, Mailing, PrintedLetter, PublicNotice, in_force
from grants.models import Application, Call, Request, RequestOutcome
from grants.permissions import view_opened_application
from grants.selectors.requests.legal_time import due_after
from scoring.models import MemberRuling

Row = TypeVar("Row", Request, Decision, MemberRuling)


@dataclass(frozen=True, slots=True)
class LetterByPost:
    """One of the three. `mailings` are its ways by post, the first one first."""

    request: Request | None
    decision: Decision | None
    mailings: Sequence[Mailing]
    # About a member, on an objection.
    ruling: MemberRuling | None = None
    # Not where somebody reads it in an account: there it only may be sent.
    is_demanded: bool = True

    @property
    def newest(self) -> Mailing | None:
        return self.mailings[-1] if self.mailings else None

    @property
    def notice(self) -> PublicNotice | None:
        """By which it is announced to the public, or was."""
        found = [getattr(one, "notice", None) for one in self.mailings]
        return next((one for one in reversed(found) if one is not None), None)

    @property
    def served_on(self) -> date | None:
        """By hand or by the law; None where neither has come."""
        days = [one.served_on for one in self.mailings if one.served_on]
        if self.notice is not None and timezone.localdate() > self.notice.served_on:
            days.append(self.notice.served_on)
        return min(days, default=None)

    @property
    def is_announced(self) -> bool:
        """Its public notice runs: it can be taken over, and does not count as delivered yet."""
        return self.notice is not None and self.served_on is None and self.is_of_use

    @property
    def is_of_use(self) -> bool:
        return self.request is None or self.request.outcome == RequestOutcome.OPEN

    @property
    def is_to_post(self) -> bool:
        """Neither served nor on its way, and still of use."""
        newest = self.newest
        waits = newest is None or (not newest.is_on_its_way and self.served_on is None)
        return waits and self.is_of_use

    @property
    def is_printed(self) -> bool:
        """A decision on the application is, since it was issued."""
        return self.decision is not None or bool(self.prints)

    @property
    def is_to_print(self) -> bool:
        """The first time, and again before it is sent once more."""
        if self.decision is not None or not self.is_to_post:
            return False
        return not self.prints or self.newest is not None

    @property
    def prints(self) -> list[PrintedLetter]:
        about = self.request or self.ruling
        return list(about.printed.all()) if about is not None else []

    @property
    def is_to_announce(self) -> bool:
        """It came back, so its address is not known."""
        return self.is_to_post and self.newest is not None and self.notice is None

    @property
    def last_day(self) -> date | None:
        """Of the answer, or of the legal remedy; None before the delivery."""
        if self.request is not None:
            due = self.request.due_at
            return timezone.localdate(due) if due is not None else None
        return remedy_until(self.decision, self.served_on) if self.decision is not None else None


def letters_by_post(application: Application) -> list[LetterByPost]:
    """Those that were sent by post or have to be: of an applicant for whom nobody acts in an
    account the decisions too.
    """
    return posted_letters([application])


def posted_letters(applications: Sequence[Application]) -> list[LetterByPost]:
    """The same of several, in their order; as many queries for all as for one."""
    people = ("posted_by", "slip_by", "notice__published_by", "printed")
    rows = Mailing.objects.filter(application__in=applications).select_related(*people)
    sent = list(rows.order_by("number"))
    requests = Request.objects.filter(application__in=applications, by_post=True)
    asked = list(
        requests.exclude(outcome=RequestOutcome.TAKEN_BACK, mailings=None)
        .distinct()
        .prefetch_related("printed__printed_by")
        .order_by("number")
    )
    decided = Decision.objects.filter(application__in=applications, issued_at__isnull=False)
    # In force, and those that were sent before a replay superseded them.
    decided = decided.filter(in_force() | Q(pk__in=[row.decision_id for row in sent]))
    decisions = list(decided.select_related("call__funder").order_by("pk"))
    ruled = MemberRuling.objects.filter(application__in=applications, objection__isnull=False)
    rulings = list(ruled.prefetch_related("printed__printed_by").order_by("number"))
    nobodys = without_people([one.organisation_id for one in applications])
    asked_of, decided_of = _by_application(asked), _by_application(decisions)
    ruled_of = _by_application(rulings)
    ways: dict[tuple[int | None, int | None, int | None], list[Mailing]] = defaultdict(list)
    for row in sent:
        ruled_by = row.printed.ruling_id if row.printed is not None else None
        ways[row.request_id, row.decision_id, ruled_by].append(row)
    found = []
    for application in applications:
        for one in asked_of[application.pk]:
            one.application = application
            found.append(LetterByPost(one, None, ways[one.pk, None, None]))
        for ruling in ruled_of[application.pk]:
            ruling.application = application
            own = ways[None, None, ruling.pk]
            if own or application.organisation_id in nobodys:
                found.append(LetterByPost(None, None, own, ruling))
        for decision in decided_of[application.pk]:
            decision.application = application
            own = ways[None, decision.pk, None]
            if own or application.organisation_id in nobodys:
                found.append(LetterByPost(None, decision, own))
    return found


def _by_application(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(row)
    return found


def served_applications(call: Call, person: User) -> list[Application]:
    """Those of the call that the person may read and of which anything goes by post."""
    rows = view_opened_application.queryset(person).filter(call=call)
    nobodys = Q(organisation__recorded_by__isnull=False, organisation__memberships=None)
    by_post = Q(pk__in=Request.objects.filter(by_post=True).values("application"))
    sent = Q(pk__in=Mailing.objects.values("application"))
    found = rows.filter(nobodys | by_post | sent).distinct().order_by("number")
    return list(found.select_related("call__funder", "organisation"))


def delivery_of(decision: Decision) -> LetterByPost | None:
    """How it goes by post; None where it is served in an account."""
    letters = letters_by_post(decision.application)
    return next((one for one in letters if one.decision == decision), None)


def issued_decisions(application: Application) -> list[Decision]:
    """All that were issued on it, the first one first."""
    rows = Decision.objects.filter(application=application, issued_at__isnull=False)
    return list(rows.select_related("call__funder").order_by("pk"))


def postable_decision(application: Application) -> Decision | None:
    """The one in force: it may be sent by post too where somebody reads it in an account."""
    rows = Decision.objects.filter(in_force(), application=application)
    return rows.order_by("pk").last()


def remedy_until(decision: Decision, served_on: date | None) -> date | None:
    """The last day of the remedy that the call gives, counted as the law counts."""
    terms = decision.call.file.remedy
    if served_on is None or not terms.kind:
        return None
    return timezone.localdate(due_after(decision.call, served_on, terms.days))
