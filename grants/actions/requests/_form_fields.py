"""Fields of the form as things that are asked for, each under an article of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from grants.actions.checking._checking import in_an_official_language
from grants.models import Application, RequestedThing
from grants.selectors.requests.supplement import askable_fields


@dataclass(frozen=True, slots=True)
class Wanted:
    """One field of the form, why it is asked for and under which article: {language: text}."""

    field: str
    reason: Mapping[str, str]
    article: Mapping[str, str]


def form_fields(application: Application, things: Sequence[Wanted]) -> list[RequestedThing]:
    """With what stands in the application now. Raises Refused for what its form does not ask, or
    where the grounds are missing.
    """
    _refuse_unknown(application, things)
    return [_thing(application, one) for one in things]


def _thing(application: Application, one: Wanted) -> RequestedThing:
    call, answers = application.call, application.answers or {}
    why = in_an_official_language(
        call,
        one.reason,
        _("Write what is to be supplemented, in one official language at least."),
        field=f"reason_{one.field}",
    )
    article = in_an_official_language(
        call,
        one.article,
        _("Name the article of the rules under which this is asked for."),
        field=f"article_{one.field}",
    )
    return RequestedThing(
        field=one.field,
        reason=why,
        article=article,
        before=answers.get(one.field),
    )


def _refuse_unknown(application: Application, things: Sequence[Wanted]) -> None:
    asked = {field.code for field in askable_fields(application)}
    named = [one.field for one in things]
    if not named:
        raise Refused(_("Choose at least one thing that is to be supplemented."), field="things")
    if len(set(named)) != len(named) or not asked.issuperset(named):
        raise Refused(_("The form of this application does not ask for this."), field="things")
