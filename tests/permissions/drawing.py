"""Pages and documents are drawn where that says something, and stay blank in all other answers.

Thousands of requests want one answer each: whether somebody is let in. Drawing costs most of it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.template.backends.django import Template

from accounts.guarded.frames import Frame
from reports.documents.case.binder import binders
from reports.documents.pdf import Paper, patient_renderers, renderers, write_pdf
from tests.permissions.company import AFTER_EVERYTHING, Company
from tests.stage import at


def draw_where_it_is_asked(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """`company.draws` says whether pages are drawn, `company.draws_documents` whether papers are.

    What a blank page was to be drawn from is noted all the same.
    """
    draw = Template.render

    def draw_or_not(self: Template, *args: Any, **kwargs: Any) -> str:
        company.pages.append(self.template.name)
        return draw(self, *args, **kwargs) if company.draws else ""

    blank = _blank(_blank_document())
    for pool in (renderers, patient_renderers, binders):
        monkeypatch.setattr(pool, "ask", _or_not(company, pool.ask, blank))
    monkeypatch.setattr(Template, "render", draw_or_not)


def _or_not(
    company: Company, ask: Callable[[Frame], Frame], answer: Callable[[Frame], Frame]
) -> Callable[[Frame], Frame]:
    def ask_or_not(question: Frame) -> Frame:
        drawn = company.draws and company.draws_documents
        return ask(question) if drawn else answer(question)

    return ask_or_not


def _blank(document: bytes) -> Callable[[Frame], Frame]:
    """A page for each document where pages are counted, or one document."""
    return lambda question: ({"pages": [1 for _ in question[1]]}, [document])


@cache
def _blank_document() -> bytes:
    with at(AFTER_EVERYTHING) as now:
        return write_pdf(Paper(html="<title>–</title><p>–</p>", at=now))
