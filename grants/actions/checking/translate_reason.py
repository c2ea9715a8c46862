"""Add to a reason its words in the official language that it lacks; what is written stays."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.actions._act import Done, act
from grants.actions.checking._checking import MOST_CHARACTERS
from grants.core.workflow import ApplicationWork
from grants.models import (
    Application,
    CompletenessCheck,
    RecognisedFact,
    RequestedThing,
    WeighedAnswer,
)
from grants.selectors.calls.untranslated import ReasonOf, thing_code


def translate_reason(
    *, application: Application, kind: ReasonOf, code: str, texts: Mapping[str, str], actor: User
) -> None:
    """`texts` {language: text}: those of missing official languages are added. Raises Refused:
    nothing is missing any more, nothing or too much is written.
    """
    with act(application, ApplicationWork.TRANSLATE_REASON, actor, holding_call=True) as done:
        done.require()
        row = _row(done.application, kind, code)
        column = _COLUMNS[kind]
        known: dict[str, str] = getattr(row, column) if row is not None else {}
        missing = [one for one in done.call.official_languages if not known.get(one)]
        if row is None or not known or not missing:
            raise Refused(_("This reason is translated already."))
        setattr(row, column, {**known, **_written(texts, missing)})
        entry = _enter(done, row, kind, code)
        if isinstance(row, RequestedThing):
            row.save(update_fields=[column])
            return
        row.entry = entry
        row.save(update_fields=[column, "entry"])


Reasoned = CompletenessCheck | RecognisedFact | WeighedAnswer | RequestedThing
_COLUMNS: Mapping[ReasonOf, str] = {
    ReasonOf.FACT: "reason",
    ReasonOf.ARTICLE: "article",
    ReasonOf.DISMISSAL: "fact",
    ReasonOf.WEIGHING: "sentence",
    ReasonOf.ASKED: "reason",
    ReasonOf.UNDER: "article",
}


def _row(application: Application, kind: ReasonOf, code: str) -> Reasoned | None:
    if kind is ReasonOf.FACT:
        fact = application.recognised_facts.filter(code=code).first()
        if fact is not None:
            fact.application = application
        return fact
    if kind in (ReasonOf.ARTICLE, ReasonOf.DISMISSAL):
        check = CompletenessCheck.objects.filter(application=application).first()
        if check is not None:
            check.application = application
        return check
    rows = RequestedThing.objects.filter(request__application=application)
    rows = rows.select_related("request__application", "weighed")
    thing = next((one for one in rows if thing_code(one) == code), None)
    return getattr(thing, "weighed", None) if kind is ReasonOf.WEIGHING else thing


def _written(texts: Mapping[str, str], missing: list[str]) -> dict[str, str]:
    found = {code: clean_text(str(texts.get(code) or "")) for code in missing}
    for code, text in found.items():
        if not text:
            raise Refused(_("Write the reason."), field=f"text_{code}")
        if len(text) > MOST_CHARACTERS:
            raise Refused(_("Write it shorter."), field=f"text_{code}")
    return found


def _enter(done: Done, row: Reasoned, kind: ReasonOf, code: str) -> LedgerEntry:
    return done.record(
        pub={},
        payload={"number": done.application.number, "kind": kind.value, "code": code},
        rows={name: [row] for name in _names(row)},
    )


def _names(row: Reasoned) -> list[str]:
    """As what the ledger knows it."""
    if isinstance(row, RequestedThing):
        return ["requested thing", *(["answered thing"] if row.is_answered else [])]
    if isinstance(row, WeighedAnswer):
        return ["weighed answer"]
    return ["fact" if isinstance(row, RecognisedFact) else "verdict"]
