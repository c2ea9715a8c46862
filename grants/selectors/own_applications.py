"""What members of an organisation see of their own applications."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import User
from applicants.models import Membership, MembershipRole, Organisation
from applicants.permissions import edit_organisation
from callfile.fields import Field
from callfile.fields.form import Section
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import is_blank
from callfile.lots.lot import Condition, Lot
from grants.core import application_stages, call_stages
from grants.core.workflow import CallPhase, phase_of
from grants.models import Application, Call, Channel, Submission
from grants.permissions import (
    edit_own_application,
    submit_own_application,
    view_own_application,
)
from grants.sealed_content import read_working_copy
from grants.selectors.completeness import Lacking, lacking
from grants.selectors.requests.asked import with_running_request
from grants.submission_document import SealedContent, SealedFile

_SHOWN_WITH = ("call__funder", "lot", "organisation")


@dataclass(frozen=True)
class OwnPart:
    """One section of the form with what it still lacks."""

    section: Section
    fields: tuple[Field, ...]
    answered: int
    problems: tuple[Problem, ...]

    @property
    def code(self) -> str:
        return self.section.code

    @property
    def title(self) -> Mapping[str, str]:
        return self.section.title

    @property
    def help(self) -> Mapping[str, str]:
        return self.section.help or {}

    @property
    def missing(self) -> int:
        return sum(problem.code is ProblemCode.MISSING for problem in self.problems)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What was answered, but not rightly."""
        return tuple(one for one in self.problems if one.code is not ProblemCode.MISSING)

    @property
    def is_done(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class OwnStanding:
    """What the person may still do, where nothing has to be decrypted for it."""

    may_edit: bool
    may_submit: bool
    is_open: bool


@dataclass(frozen=True)
class WorkingCopy:
    """An application as its own people see it while they write."""

    application: Application
    lot: Lot
    content: SealedContent
    files: tuple[SealedFile, ...]
    lacking: Lacking
    standing: OwnStanding

    @property
    def may_edit(self) -> bool:
        return self.standing.may_edit

    @property
    def may_submit(self) -> bool:
        return self.standing.may_submit

    @property
    def is_open(self) -> bool:
        return self.standing.is_open

    @cached_property
    def parts(self) -> list[OwnPart]:
        pages = self.lot.form.pages(self.content.answers)
        return [self._part(section, fields) for section, fields in pages]

    def _part(self, section: Section, fields: tuple[Field, ...]) -> OwnPart:
        codes = {field.code for field in fields}
        answers = self.content.answers
        return OwnPart(
            section=section,
            fields=fields,
            answered=sum(not is_blank(answers.get(code)) for code in codes),
            problems=tuple(one for one in self.lacking.problems if one.field in codes),
        )

    def part(self, code: str) -> OwnPart | None:
        return next((part for part in self.parts if part.code == code), None)

    def part_after(self, code: str) -> OwnPart | None:
        codes = [part.code for part in self.parts]
        return self.parts[codes.index(code) + 1] if code in codes[:-1] else None

    @property
    def questions(self) -> tuple[Condition, ...]:
        return self.lot.eligibility

    @property
    def parts_done(self) -> int:
        asked = [not self.lacking.unanswered] if self.questions else []
        return sum(asked) + sum(part.is_done for part in self.parts)

    @property
    def parts_total(self) -> int:
        return len(self.parts) + bool(self.questions)

    @cached_property
    def last_submission(self) -> Submission | None:
        return last_submission_of(self.application)

    @property
    def has_changes(self) -> bool:
        """Whether the working copy differs from what was sent."""
        last = self.last_submission
        return last is None or last.draft_version != self.application.draft_version

    @property
    def file_names(self) -> dict[str, str]:
        return {one.id: one.name for one in self.files}


def own_applications(user: User) -> QuerySet[Application]:
    """The applications of the person's organisations, the newest first, `with_running_request`;
    nothing is decrypted.
    """
    rows = view_own_application.queryset(user).select_related(*_SHOWN_WITH)
    return with_running_request(rows, timezone.now()).order_by("-pk")


def own_application(user: User, number: str) -> Application | None:
    """One of them."""
    rows = view_own_application.queryset(user).select_related(*_SHOWN_WITH)
    return rows.filter(number=number).first()


def working_copy(application: Application, user: User, now: datetime) -> WorkingCopy:
    content = read_working_copy(application=application, actor=user, at=now)
    return WorkingCopy(
        application=application,
        lot=application.call.file.lot(application.lot.code),
        content=content,
        files=content.attachments,
        lacking=lacking(application, content, content.attachments),
        standing=own_standing(application, user, now),
    )


def own_standing(application: Application, user: User, now: datetime) -> OwnStanding:
    return OwnStanding(
        may_edit=edit_own_application.allows(user, application),
        may_submit=submit_own_application.allows(user, application),
        is_open=is_writable(application, now),
    )


def is_writable(application: Application, now: datetime) -> bool:
    """Whether it may still be written, sent, replaced; the act itself asks the ledger's clock."""
    is_editable = application.state in application_stages.EDITABLE
    is_online = application.channel == Channel.ONLINE
    return is_editable and is_online and is_taking_applications(application.call, now)


def is_taking_applications(call: Call, now: datetime) -> bool:
    if call.state not in call_stages.SEALED or call.opens_at is None or call.deadline_at is None:
        return False
    return phase_of(call.opens_at, call.deadline_at, now) is CallPhase.OPEN


def organisations_to_apply_with(user: User) -> QuerySet[Organisation]:
    return edit_organisation.queryset(user).order_by("name", "pk")


def own_organisations(user: User) -> QuerySet[Organisation]:
    memberships = Membership.objects.filter(user=user)
    return (
        Organisation.objects.filter(pk__in=memberships.values("organisation_id"))
        .order_by("name", "pk")
        .prefetch_related(Prefetch("memberships", memberships, to_attr="own_memberships"))
    )


def writers_of(organisation: Organisation) -> list[Membership]:
    """Who may write for the organisation: owners first."""
    return list(
        Membership.objects.filter(
            organisation=organisation,
            role__in=(MembershipRole.OWNER, MembershipRole.EDITOR),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("-role", "pk")
    )


def last_submission_of(application: Application) -> Submission | None:
    """What was sent last, with who sent it."""
    rows = Submission.objects.filter(application=application).select_related("submitted_by")
    submission = rows.order_by("-sequence").first()
    if submission is not None:
        # It has its call and organisation already.
        submission.application = application
    return submission


def calls_taking_applications(now: datetime) -> QuerySet[Call]:
    return Call.objects.filter(
        state__in=call_stages.SEALED, opens_at__lte=now, deadline_at__gte=now
    ).order_by("deadline_at", "pk")
