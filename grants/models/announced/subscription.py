"""An address that wants to be told of a call, without an account and without a name.

It holds once its owner has opened the link of the first letter, and is deleted with the result.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.call import Call


class Subscription(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="subscriptions")
    address = models.EmailField(_("e-mail address"))
    # Of the page on which it was left; letters are written in it.
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subscription to a call")
        verbose_name_plural = _("subscriptions to calls")
        ordering: ClassVar = ["call", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "address"], name="subscription_once_per_call"),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.pk}"
