"""That an applicant was heard about a fact, what it said, and what followed (ZUP, article 214)."""

from django.utils.translation import gettext as _

from awards.words.dates_in_sentences import on_day
from grants.formats import text_in, write_day
from grants.models import RequestedThing
from grants.selectors.requests.hearing import statement_of


def heard_in_words(thing: RequestedThing) -> list[str]:
    """The answer in the applicant's own words, then the sentence of the weighing."""
    told = {"on_day": on_day(thing.request.asked_at)}
    if not thing.is_answered:
        words = _(
            "The applicant was told of this %(on_day)s, could answer until %(day)s, and did not."
        )
        due = thing.request.due_at
        return [words % {**told, "day": write_day(due, genitive=True) if due else ""}]
    said = statement_of(thing)
    if said.get("agrees") and not said.get("text"):
        return [_("The applicant was told of this %(on_day)s and agrees.") % told]
    if said.get("agrees"):
        words = _("The applicant was told of this %(on_day)s and agrees: “%(text)s”")
    else:
        words = _("The applicant was told of this %(on_day)s and answered: “%(text)s”")
    found = [words % {**told, "text": said.get("text", "")}]
    weighed = getattr(thing, "weighed", None)
    return [*found, text_in(weighed.sentence)] if weighed is not None else found
