"""The forms of a call on paper, as its public page leads to them."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from accounts.languages import reader_language
from grants.models import Call


def paper_forms(call: Call) -> list[dict[str, Any]]:
    """[{code, title, links [{language, name, url}]}] by lot, the reader's language first."""
    names, here = dict(settings.LANGUAGES), reader_language()
    languages = sorted(call.languages, key=lambda code: code != here)
    return [
        {
            "code": lot.code,
            "title": lot.title,
            "links": [
                {"language": one, "name": names.get(one, one), "url": _address(call, lot.code, one)}
                for one in languages
            ],
        }
        for lot in call.file.leaves
    ]


def _address(call: Call, lot: str, language: str) -> str:
    with override(language):
        return reverse("reports:paper_form", args=[call.code, lot])
