"""A public funding call.

`content` is the call as data (CALL_FILE): while the call is a draft it is the working copy; from
publication on it equals the newest frozen version. The dates are copied out of it into columns
so that lists can be filtered and ordered by the database.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from callfile import call as call_file
from callfile.as_written import short_title_of, title_of
from callfile.file import known_languages
from grants.core import call_stages
from grants.core.workflow import CallState
from grants.models.funder import Funder

# The columns that repeat dates of the call file; its publication is an act.
MOMENTS = {
    "opens": "opens_at",
    "deadline": "deadline_at",
    "opening": "opening_at",
    "results_by": "results_by",
}


class _ThisMoment(models.Expression):
    """The clock of the program when the database is asked: a rule that is kept has no moment."""

    output_field: ClassVar = models.DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return compiler.compile(models.Value(timezone.now(), self.output_field))


def is_public(states: Iterable[CallState] = call_stages.PUBLIC, path: str = "") -> models.Q:
    """Of rows of calls, or of rows with the `path` to one: what anybody may read, of `states`.

    A call that is to be published later stands frozen until then.
    """
    reached = {f"{path}state__in": states, f"{path}published_at__lte": _ThisMoment()}
    return models.Q(**reached)


class Call(models.Model):
    # Names the key of the call in the key store (audit/keys/store.py).
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="calls")
    code = models.SlugField(_("code"), max_length=60, unique=True)
    prefix = models.CharField(_("prefix of application numbers"), max_length=8, unique=True)
    file_number = models.CharField(_("file number"), max_length=40, blank=True)
    state = models.CharField(max_length=14, default=call_stages.FIRST.value)
    content = models.JSONField(default=dict)
    # What the set-up check found in this content (grants/call_files/check.py).
    checked = models.JSONField(default=dict, editable=False)
    content_version = models.PositiveIntegerField(default=1)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    opening_at = models.DateTimeField(_("opening session"), null=True, blank=True)
    results_by = models.DateTimeField(_("results by"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    results_published_at = models.DateTimeField(_("results published"), null=True, blank=True)
    # Fixed in the opening minutes, after the deadline; empty until then.
    draw_seed = models.CharField(max_length=64, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    # Who signs its decisions, where several could (awards/selectors/signatories.py).
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in CallState]),
                name="call_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=sorted(
                        one.value for one in call_stages.DRAFTED | call_stages.CANCELLED
                    )
                )
                | models.Q(
                    published_at__isnull=False,
                    opens_at__isnull=False,
                    deadline_at__isnull=False,
                    opening_at__isnull=False,
                ),
                name="call_published_has_its_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(deadline_at=None)
                | models.Q(deadline_at__gt=models.F("opens_at")),
                name="call_deadline_after_opens",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "deadline_at"], name="call_by_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def code_in_ledger(self) -> str:
        """Its entries carry the code from the publication on: a draft is nobody's business yet."""
        return self.code if self.published_at is not None else ""

    def is_to_come(self, now: datetime) -> bool:
        """It is frozen, to be published later: nobody outside the house sees it yet."""
        return self.published_at is not None and self.published_at > now

    @property
    def is_sealed(self) -> bool:
        return self.state in call_stages.SEALED

    @property
    def is_in_check(self) -> bool:
        return self.state in call_stages.IN_CHECK

    @property
    def is_in_scoring(self) -> bool:
        return self.state in call_stages.IN_SCORING

    @property
    def is_decided(self) -> bool:
        return self.state in call_stages.DECIDED

    @property
    def title(self) -> dict[str, str]:
        """The title in every language of the call: {language: text}."""
        return title_of(self.content)

    @property
    def short_title(self) -> dict[str, str]:
        """Where the title has no room; without one, the code in words."""
        return short_title_of(self.content, self.code)

    @property
    def languages(self) -> list[str]:
        return known_languages(self.content)

    @property
    def official_languages(self) -> list[str]:
        """Of the funder, as far as the call is written in them."""
        return [one for one in self.languages if one in self.funder.languages] or self.languages

    @property
    def file(self) -> call_file.Call:
        """Its content as a type; of a draft with faults what they leave."""
        kept = self.__dict__.get("_file")
        if kept is None or kept[0] is not self.content:
            kept = self.__dict__["_file"] = self.content, call_file.call_of(self.content)
        return kept[1]
