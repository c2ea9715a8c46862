"""The arms of a funder: a picture that is looked at and drawn anew before anything is kept."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.guarded.looking import look_at
from accounts.guarded.pool import Busy, ChildFailed, TookTooLong, TookTooMuch
from accounts.refusal import Refused
from applicants.files.check import FileFault, FileRefused, check_file
from applicants.files.redrawing import LEAST_SIDE, MOST_PIXELS, ArmsFault

MOST_MB: Final = 2
_TYPES: Final = ("png", "jpg")
_FAULTS: dict[ArmsFault, str | Promise] = {
    ArmsFault.DAMAGED: _("The picture %(name)s cannot be read. Save it again and choose it anew."),
    ArmsFault.TOO_MANY_PIXELS: _(
        "The picture %(name)s has more than %(most)s million pixels. Save a smaller one."
    ),
    ArmsFault.TOO_SMALL: _(
        "The picture %(name)s is less than %(least)s pixels wide or high. Choose a larger one."
    ),
}


def drawn_arms(name: str, content: bytes) -> bytes:
    """The picture as it is kept (PNG). Raises Refused, with a sentence about the file.

    Never to be called while a transaction is open.
    """
    found = check_file(name=name, content=content, types=_TYPES, most_mb=MOST_MB)
    try:
        said, pictures = look_at(content, "applicants.files.redrawing", {})
    except Busy as fault:
        raise FileRefused(FileFault.NOT_NOW, name=found.name) from fault
    except (TookTooLong, TookTooMuch) as fault:
        raise FileRefused(FileFault.SWELLS, name=found.name) from fault
    except ChildFailed as fault:
        raise _refused(ArmsFault.DAMAGED, found.name) from fault
    if said["fault"]:
        raise _refused(ArmsFault(said["fault"]), found.name)
    return pictures[0]


def _refused(fault: ArmsFault, name: str) -> Refused:
    most = MOST_PIXELS // 1_000_000
    return Refused(_FAULTS[fault] % {"name": name, "most": most, "least": LEAST_SIDE})


class ArmsField(forms.FileField):
    """Gives the PNG; empty bytes where no file was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": _("Picture of the arms"),
            "help_text": _("PNG or JPEG, at most 2 MB, best higher than wide."),
            "widget": forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
            # An empty one has a sentence of its own, which names the file.
            "allow_empty_file": True,
        }
        super().__init__(**{**given, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        sent: UploadedFile | None = super().clean(data, initial)
        if not sent:
            return b""
        try:
            return drawn_arms(sent.name or "", sent.read())
        except Refused as refused:
            raise ValidationError(str(refused.message)) from refused


class ArmsForm(forms.Form):
    arms = ArmsField(error_messages={"required": _("Choose the picture of the arms.")})
