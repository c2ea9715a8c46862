"""Reasons of a call that lack an official language: what a decision will say, or an applicant was
asked or told, and nobody has added.

A reason is written in one official language; no other language is ever demanded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    RecognisedFact,
    RequestedThing,
    RequestOutcome,
    Verdict,
)


class ReasonOf(StrEnum):
    """What the reason stands on: a recognised fact, a dismissal's article or fact, the weighing of
    an answer; or a thing that was asked or told, and the article under which it was.
    """

    FACT = "fact"
    ARTICLE = "article"
    DISMISSAL = "dismissal"
    WEIGHING = "weighing"
    ASKED = "asked"
    UNDER = "under"


# What was asked has been served as it was; only what a decision says keeps it waiting.
DECIDED_ON = (ReasonOf.FACT, ReasonOf.ARTICLE, ReasonOf.DISMISSAL, ReasonOf.WEIGHING)


@dataclass(frozen=True)
class Untranslated:
    """`code` of the fact, or of a thing `thing_code`; `texts` {language: text} as written,
    `missing` official languages.
    """

    application: Application
    kind: ReasonOf
    code: str
    texts: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        """Names it on its page."""
        return f"{self.application.number}.{self.kind}.{self.code}"


def thing_code(thing: RequestedThing) -> str:
    """Names it within its application: 2-members."""
    return f"{thing.request.number}-{thing.field}"


def untranslated_reasons(call: Call) -> list[Untranslated]:
    """In order of the applications; a few queries, whatever their number."""
    return sorted(_found(call), key=lambda one: one.application.pk)


def _found(call: Call) -> Iterator[Untranslated]:
    facts = RecognisedFact.objects.filter(application__call=call).exclude(reason={})
    for row in facts.select_related("application__lot").order_by("application", "code"):
        yield from _lacking(call, row.application, ReasonOf.FACT, row.code, row.reason)
    checks = CompletenessCheck.objects.filter(application__call=call, verdict=Verdict.DISMISS)
    for check in checks.select_related("application__lot").order_by("application"):
        yield from _lacking(call, check.application, ReasonOf.ARTICLE, "", check.article)
        yield from _lacking(call, check.application, ReasonOf.DISMISSAL, "", check.fact)

    things = RequestedThing.objects.filter(request__application__call=call)
    things = things.exclude(request__outcome=RequestOutcome.TAKEN_BACK)
    for thing in things.select_related("request__application__lot", "weighed").order_by("pk"):
        about, code = thing.request.application, thing_code(thing)
        weighed = getattr(thing, "weighed", None)
        if weighed is not None:
            yield from _lacking(call, about, ReasonOf.WEIGHING, code, weighed.sentence)
        if thing.reason:
            yield from _lacking(call, about, ReasonOf.ASKED, code, thing.reason)
        if thing.article:
            yield from _lacking(call, about, ReasonOf.UNDER, code, thing.article)


def _lacking(
    call: Call, application: Application, kind: ReasonOf, code: str, texts: Mapping[str, str]
) -> Iterator[Untranslated]:
    missing = tuple(one for one in call.official_languages if not texts.get(one))
    if missing:
        application.call = call
        yield Untranslated(application, kind, code, texts, missing)
