"""An act that may not happen now, with the sentence that the person reads."""

from django.utils.functional import Promise


class Refused(Exception):
    """`message` is in the reader's language; `field` names its place in the form, if it has one."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
