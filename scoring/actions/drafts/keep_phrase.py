"""Keep a phrase of one's own, new or changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from scoring.actions._scoring import reason_text
from scoring.models import ReasonPhrase

MOST_IN_A_PHRASE, MOST_PHRASES = 300, 100


@transaction.atomic
def keep_phrase(*, text: str, actor: User, phrase: ReasonPhrase | None = None) -> ReasonPhrase:
    """Its owner is the actor. Raises Refused at the field `text`; DoesNotExist for another's."""
    User.objects.select_for_update().get(pk=actor.pk)
    own = ReasonPhrase.objects.filter(user=actor)
    kept = ReasonPhrase(user=actor) if phrase is None else own.get(pk=phrase.pk)
    cleaned = reason_text(text, MOST_IN_A_PHRASE, "text")
    if not cleaned:
        raise Refused(_("Write the phrase."), field="text")
    if own.filter(text=cleaned).exclude(pk=kept.pk).exists():
        raise Refused(_("You have this phrase already."), field="text")
    if phrase is None and own.count() >= MOST_PHRASES:
        words = _("You can keep %(most)d phrases. Delete one of them first.")
        raise Refused(words % {"most": MOST_PHRASES}, field="text")
    kept.text = cleaned
    kept.save()
    return kept
