"""Workbooks that would take minutes and gigabytes: refused with words, or read, in time."""

from functools import cache

import pytest

from reports.models import HistoricImport
from tests.bad_input.corpus.workbooks import TAKEN, WORKBOOKS
from tests.bad_input.doors import DOORS, a_file
from tests.bad_input.judge import assert_language, language_of, sound
from tests.bad_input.test_uploads import UPLOADS as FILES

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]


@cache
def content_of(name: str) -> bytes:
    return WORKBOOKS[name]()


@pytest.mark.parametrize(("number", "name"), list(enumerate(WORKBOOKS)), ids=WORKBOOKS)
def test_workbook_is_refused_at_its_field_or_read(world, number, name):
    language, before = language_of(number), HistoricImport.objects.count()
    answer = DOORS["history-file"].post(world, a_file("seznam.xlsx", content_of(name)), language)
    if name in TAKEN:
        assert answer.status_code == 302
        return
    page = sound(answer, language)
    assert answer.status_code == 422
    assert page.fault("file")
    assert_language(page.fault("file"), language)
    assert page.value("source_name") == "Občina Bonaca"
    assert HistoricImport.objects.count() == before


@pytest.mark.parametrize(("number", "name"), list(enumerate(WORKBOOKS)), ids=WORKBOOKS)
def test_workbook_as_a_document_is_kept_unopened_or_refused(world, number, name):
    language = language_of(number)
    answer = DOORS["document-file"].post(world, a_file("tabela.xlsx", content_of(name)), language)
    page = sound(answer, language if answer.status_code == 422 else "")
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert page.fault("file")
        assert_language(page.fault("file"), language)


SMALL = [name for name, one in FILES.items() if len(one.content) < 1_000_000]


@pytest.mark.parametrize(("number", "name"), list(enumerate(SMALL)), ids=SMALL)
def test_file_of_another_kind_as_a_list_is_refused_or_read(world, number, name):
    upload, language = FILES[name], language_of(number)
    answer = DOORS["history-file"].post(world, a_file(upload.name, upload.content), language)
    page = sound(answer, language if answer.status_code == 422 else "")
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        assert page.fault("file")
        assert_language(page.fault("file"), language)
