"""What was found and told, what it does to the points, what the applicant said, what followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callfile.lots.lot import Lot
from grants.core import call_stages
from grants.core.hearing import HearingStanding
from grants.formats import text_in, to_fraction, write_day, write_exact
from grants.models import Application, Call, RequestedThing
from grants.selectors.recognition import ELIGIBLE_COST, Fact
from grants.selectors.requests.hearing import (
    effect_on_points,
    heard_facts,
    statement_of,
    unheard_among,
)
from grants.words.answers import answer_lines
from grants.words.requests import running_note

# Where the hearing of one application stands, for the desk: shape, sentence, what leads on.
STANDING_WORDS = {
    HearingStanding.TO_TELL: (
        "act",
        gettext_lazy("The applicant was not told what was found"),
        gettext_lazy("Tell the applicant what was found"),
    ),
    HearingStanding.RUNNING: (
        "wait",
        gettext_lazy("The applicant may answer"),
        gettext_lazy("What was told"),
    ),
    HearingStanding.TO_WEIGH: (
        "act",
        gettext_lazy("The answer is to be weighed"),
        gettext_lazy("Weigh the answer"),
    ),
    HearingStanding.HEARD: (
        "done",
        gettext_lazy("The applicant was heard"),
        gettext_lazy("What was told and answered"),
    ),
}

_NOTES = {
    HearingStanding.TO_TELL: gettext_lazy("to be told what was found"),
    HearingStanding.TO_WEIGH: gettext_lazy("answered what was found, to be weighed"),
}


def hearing_in_words(application: Application) -> tuple[str, str, str] | None:
    """Shape, sentence and link for the check; None where nothing differs and nothing was told."""
    found = [
        one
        for one in heard_facts(application, timezone.now())
        if one.fact.differs or one.thing is not None
    ]
    if not found:
        return None
    order = list(HearingStanding)
    shape, sentence, link = STANDING_WORDS[min((one.standing for one in found), key=order.index)]
    return shape, str(sentence), str(link)


def waiting_notes(call: Call, rows: Sequence[Application]) -> dict[int, str]:
    """By key of rows `with_running_request`: what waits for the applicant, or for the desk."""
    notes = {row.pk: running_note(row) for row in rows}
    if call.state not in call_stages.IN_CHECK | call_stages.IN_SCORING:
        return notes
    for row, standing in unheard_among(rows, timezone.now()).items():
        notes[row.pk] = notes[row.pk] or str(_NOTES.get(standing, ""))
    return notes


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One fact. `statement` is what the applicant said, a sentence and a text; `weighing` is by
    language, `now` the value that is recognised where it is no longer the told one.
    """

    code: str
    label: str
    declared: Sequence[str]
    recognised: Sequence[str]
    reason: Mapping[str, str]
    effect: Sequence[str]
    statement: str = ""
    text: str = ""
    weighing: Mapping[str, str] | None = None
    weighed_on: str = ""
    now: Sequence[str] = ()


def row_to_tell(application: Application, fact: Fact) -> FoundRow:
    """As it will be told."""
    lot = application.call.file.lot(application.lot.code)
    reason = fact.row.reason if fact.row is not None else {}
    effect = effect_in_words(lot, fact.code, effect_on_points(application, fact))
    return _row(fact, fact.declared, fact.recognised, reason, effect)


def row_told(application: Application, fact: Fact, thing: RequestedThing) -> FoundRow:
    """As it was told, with what was said and weighed since."""
    lot = application.call.file.lot(application.lot.code)
    effect = effect_in_words(lot, thing.field, thing.effect)
    weighed = getattr(thing, "weighed", None)
    said: dict[str, Any] = {"statement": statement_in_words(thing), "text": said_in_words(thing)}
    if weighed is not None:
        said |= {
            "weighing": weighed.sentence,
            "weighed_on": write_day(weighed.weighed_at, genitive=True),
        }
    if fact.recognised != thing.recognised:
        said["now"] = answer_lines(fact.asked, fact.recognised) or ["–"]
    return _row(fact, thing.before, thing.recognised, thing.reason, effect, **said)


def _row(
    fact: Fact,
    declared: object,
    recognised: object,
    reason: Mapping[str, str],
    effect: Sequence[str],
    **said: Any,
) -> FoundRow:
    return FoundRow(
        code=fact.code,
        label=label_of(fact),
        declared=answer_lines(fact.asked, declared) or ["–"],
        recognised=answer_lines(fact.asked, recognised) or ["–"],
        reason=reason,
        effect=effect,
        **said,
    )


def label_of(fact: Fact) -> str:
    return _("Eligible costs") if fact.code == ELIGIBLE_COST else text_in(fact.field.label)


def effect_in_words(lot: Lot, code: str, effect: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each criterion, then the sum."""
    if not effect:
        if code == ELIGIBLE_COST:
            return [_("The points stay the same; the grant is bounded by the eligible costs.")]
        return [_("The points stay the same.")]
    # The sum says nothing more where one criterion alone is computed.
    alone = len({(one["declared"], one["recognised"]) for one in effect}) == 1
    return [_effect_line(lot, one) for one in (effect[:1] if alone else effect)]


def _effect_line(lot: Lot, one: Mapping[str, Any]) -> str:
    code = one["criterion"]
    node = lot.rubric.nodes.get(code)
    title = f"{code} {text_in(node.title) if node is not None else ''}".strip()
    if one.get("is_most"):
        words = _("%(what)s, points at most: %(recognised)s instead of %(declared)s")
    else:
        words = _("%(what)s, points: %(recognised)s instead of %(declared)s")
    return words % {
        "what": title or _("Computed from the facts together"),
        "recognised": _points(one["recognised"]),
        "declared": _points(one["declared"]),
    }


def _points(text: str) -> str:
    points = to_fraction(text)
    return text if points is None else write_exact(points, 4)


def statement_in_words(thing: RequestedThing) -> str:
    """Whether the applicant agrees; that nothing was said of this fact where others were answered;
    empty where there is no answer at all.
    """
    if not thing.is_answered:
        return _("Nothing was said about this.") if thing.request.outcome else ""
    agrees = statement_of(thing).get("agrees")
    if agrees is None:
        return _("The applicant says:")
    return _("The applicant agrees.") if agrees else _("The applicant does not agree:")


def said_in_words(thing: RequestedThing) -> str:
    return str(statement_of(thing).get("text") or "")
