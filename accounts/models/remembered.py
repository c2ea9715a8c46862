"""What is remembered for a while, by all processes: attempts, used codes, limits of a day."""

from typing import ClassVar

from django.db import models


class Remembered(models.Model):
    """Written only by `accounts.attempts.lasting_cache`; the name holds no address in clear."""

    name = models.CharField(primary_key=True, max_length=64)
    value = models.TextField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = "remembered for a while"
        verbose_name_plural = "remembered for a while"
        indexes: ClassVar = [models.Index(fields=["until"], name="remembered_by_until")]

    def __str__(self) -> str:
        return self.name
