"""Reasons of a call that lack an official language: what a decision will say, and nobody has added.

A reason is written in one official language; no other language is ever demanded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from grants.models import Application, Call, CompletenessCheck, RecognisedFact, Verdict


class ReasonOf(StrEnum):
    """What the reason stands on: a recognised fact, or a dismissal's article or fact."""

    FACT = "fact"
    ARTICLE = "article"
    DISMISSAL = "dismissal"


@dataclass(frozen=True)
class Untranslated:
    """`code` of the fact, `texts` {language: text} as written, `missing` official languages."""

    application: Application
    kind: ReasonOf
    code: str
    texts: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        """Names it on its page."""
        return f"{self.application.number}.{self.kind}.{self.code}"


def untranslated_reasons(call: Call) -> list[Untranslated]:
    """In order of the applications; two queries, whatever their number."""
    return sorted(_found(call), key=lambda one: one.application.pk)


def _found(call: Call) -> Iterator[Untranslated]:
    facts = RecognisedFact.objects.filter(application__call=call).exclude(reason={})
    for row in facts.select_related("application__lot").order_by("application", "code"):
        yield from _lacking(call, row.application, ReasonOf.FACT, row.code, row.reason)
    checks = CompletenessCheck.objects.filter(application__call=call, verdict=Verdict.DISMISS)
    for check in checks.select_related("application__lot").order_by("application"):
        yield from _lacking(call, check.application, ReasonOf.ARTICLE, "", check.article)
        yield from _lacking(call, check.application, ReasonOf.DISMISSAL, "", check.fact)


def _lacking(
    call: Call, application: Application, kind: ReasonOf, code: str, texts: Mapping[str, str]
) -> Iterator[Untranslated]:
    missing = tuple(one for one in call.official_languages if not texts.get(one))
    if missing:
        application.call = call
        yield Untranslated(application, kind, code, texts, missing)
