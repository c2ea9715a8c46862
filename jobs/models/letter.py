"""A letter that an act promised and that is still to be sent; once it is sent the row is gone
(of some kinds a SentLetter stays).

One that was given up stays, for the officer of its call; without a call, for the administrator.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """What it says is written when it is sent; here is only to whom it goes, and about what."""

    kind = models.CharField(_("kind"), max_length=30)
    # The row that the letter is about lives on a higher floor: only its number is kept.
    about = models.BigIntegerField()
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5)
    promised_at = models.DateTimeField()
    # Not before then; whoever sends it moves it on, so that nobody else takes it meanwhile.
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    # The kind of fault that the last try met.
    fault = models.CharField(max_length=60, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    # Call and funder live on a higher floor: only their numbers are kept.
    call_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    funder_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="letter_by_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "about", "address"], name="letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
