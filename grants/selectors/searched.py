"""Applications by words, found by the database in the columns that are kept folded."""

from django.db.models import Q

from grants.core.text_search import folded


def holding_words(words: str, application: str = "") -> Q:
    """Rows whose application (`application` is the path to it, with `__`) has each of the words
    somewhere in its number, its title or the name of its applicant.
    """
    found = Q()
    for word in folded(words).split():
        found &= (
            Q(**{f"{application}number__icontains": word})
            | Q(**{f"{application}title_folded__contains": word})
            | Q(**{f"{application}applicant_folded__contains": word})
        )
    return found


def applicant_named(words: str, application: str = "") -> Q:
    """The same in the name of the applicant alone."""
    found = Q()
    for word in folded(words).split():
        found &= Q(**{f"{application}applicant_folded__contains": word})
    return found
