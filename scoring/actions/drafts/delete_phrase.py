"""Delete a phrase of one's own. What was put into reasons with it stays there."""

from django.db import transaction

from accounts.models import User
from scoring.models import ReasonPhrase


@transaction.atomic
def delete_phrase(*, phrase: ReasonPhrase, actor: User) -> None:
    """Somebody else's stays; once more is once."""
    ReasonPhrase.objects.filter(pk=phrase.pk, user=actor).delete()
