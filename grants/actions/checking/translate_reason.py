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
from grants.models import Application, CompletenessCheck, RecognisedFact
from grants.selectors.calls.untranslated import ReasonOf


def translate_reason(
    *, application: Application, kind: ReasonOf, code: str, texts: Mapping[str, str], actor: User
) -> None:
    """`texts` {language: text}: those of missing official languages are added. Raises Refused:
    nothing is missing any more, nothing or too much is written.
    """
    with act(application, ApplicationWork.TRANSLATE_REASON, actor, holding_call=True) as done:
        done.require()
        row: CompletenessCheck | RecognisedFact | None
        if kind is ReasonOf.FACT:
            row, column = done.application.recognised_facts.filter(code=code).first(), "reason"
        else:
            row = CompletenessCheck.objects.filter(application=done.application).first()
            column = "article" if kind is ReasonOf.ARTICLE else "fact"
        known: dict[str, str] = getattr(row, column) if row is not None else {}
        missing = [one for one in done.call.official_languages if not known.get(one)]
        if row is None or not known or not missing:
            raise Refused(_("This reason is translated already."))
        row.application = done.application
        setattr(row, column, {**known, **_written(texts, missing)})
        row.entry = _enter(done, row, kind, code)
        row.save(update_fields=[column, "entry"])


def _written(texts: Mapping[str, str], missing: list[str]) -> dict[str, str]:
    found = {code: clean_text(str(texts.get(code) or "")) for code in missing}
    for code, text in found.items():
        if not text:
            raise Refused(_("Write the reason."), field=f"text_{code}")
        if len(text) > MOST_CHARACTERS:
            raise Refused(_("Write it shorter."), field=f"text_{code}")
    return found


def _enter(
    done: Done, row: CompletenessCheck | RecognisedFact, kind: ReasonOf, code: str
) -> LedgerEntry:
    name = "fact" if isinstance(row, RecognisedFact) else "verdict"
    return done.record(
        pub={},
        payload={"number": done.application.number, "kind": kind.value, "code": code},
        rows={name: [row]},
    )
