"""What a set-up file says, as the forms of the set-up take it.

    administrator: {name: Gina Hrast, email: gina@bonaca.example, language: sl}
    funder:
      code: bonaca
      languages: [sl, it]
      name: {sl: Občina Bonaca, it: Comune di Bonaccia}
      phone: +386 5 000 00 00
      …

Texts by language become one field a language; everything else is judged by the forms.
"""

from typing import Any

from django.utils.translation import gettext as _

from callfile.text.reading import LARGEST_FILE, read_bytes
from grants.words.call_file_messages import line_of

_PARTS = ("administrator", "funder")


class SetUpFileFault(ValueError):
    """What is wrong with the file, with its place, in the reader's language."""


def read_set_up_file(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """(administrator, funder), each as data of its form. Raises SetUpFileFault."""
    read = read_bytes(data, LARGEST_FILE)
    if read.faults:
        raise SetUpFileFault("\n".join(line_of(fault) for fault in read.faults))
    found = read.call
    if not isinstance(found, dict) or not all(isinstance(found.get(one), dict) for one in _PARTS):
        raise SetUpFileFault(_("The file needs two parts: administrator and funder."))
    beyond = sorted(set(found) - set(_PARTS))
    if beyond:
        raise SetUpFileFault(_("Not known: %(keys)s") % {"keys": ", ".join(map(str, beyond))})
    return found["administrator"], _flat(found["funder"])


def _flat(part: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in part.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{language}": text for language, text in value.items()}
        else:
            flat[key] = value
    return flat
