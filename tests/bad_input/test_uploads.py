"""Uploaded files: kept only when they are what they say and cannot do anything."""

import pytest
from django.utils import translation

from applicants.files.check import CONTENT_TYPES, FileRefused, check_file, clean_name
from applicants.models import StoredDocument
from applicants.sealed_documents import read_document
from grants.models import Attachment
from tests.bad_input.corpus.offices import OFFICES
from tests.bad_input.corpus.pdfs import PDFS
from tests.bad_input.corpus.uploads import NAMES
from tests.bad_input.corpus.uploads import UPLOADS as FILES
from tests.bad_input.doors import DOORS, a_file
from tests.bad_input.judge import assert_language, language_of, sound
from tests.bad_input.world import NOW
from tests.grants.applying import a_pdf
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
UPLOADS = {**FILES, **PDFS, **OFFICES}
EACH = [(number, name) for number, name in enumerate(UPLOADS)]
SMALL = [one for one in EACH if len(UPLOADS[one[1]].content) < 1_000_000]


@pytest.mark.parametrize(("number", "name"), EACH, ids=UPLOADS)
def test_file_is_refused_for_its_own_reason(number, name):
    upload, language = UPLOADS[name], language_of(number)
    with translation.override(language):
        try:
            check_file(
                name=upload.name, content=upload.content, types=list(CONTENT_TYPES), most_mb=20
            )
            found, words = None, ""
        except FileRefused as refusal:
            found, words = refusal.code, str(refusal.message)
    assert found == upload.fault
    assert_language(words, language)


@pytest.mark.parametrize(("number", "name"), SMALL, ids=[name for _number, name in SMALL])
def test_document_of_an_organisation_is_refused_at_its_field(world, number, name):
    upload, language, door = UPLOADS[name], language_of(number), DOORS["document-file"]
    answer = door.post(world, a_file(upload.name, upload.content), language)
    if upload.fault is None:
        assert answer.status_code == 302
        assert StoredDocument.objects.exists()
        return
    page = sound(answer, language)
    assert answer.status_code == 422
    assert_language(page.fault("file"), language)
    assert page.fault("file")
    assert page.value("title") == "Statut"
    assert not StoredDocument.objects.exists()


@pytest.mark.parametrize(
    "name", [name for _n, name in SMALL if UPLOADS[name].name.lower().endswith(".pdf")]
)
def test_file_of_an_application_is_refused_at_its_field(world, name):
    upload, door = UPLOADS[name], DOORS["answer-file"]
    answer = door.post(world, a_file(upload.name, upload.content))
    if upload.fault is None:
        assert answer.status_code == 302
        return
    page = sound(answer, "sl")
    assert answer.status_code == 422
    assert page.fault("papers")
    assert page.value("name") == "Pevsko društvo Zarja"
    assert not Attachment.objects.filter(removed_at=None).exists()


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_is_tidied(name):
    given, kept = NAMES[name]
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_is_only_a_name(world, name):
    """It is kept, shown as text, and comes back in one header."""
    answer = DOORS["document-file"].post(world, a_file(NAMES[name][0], a_pdf()))
    if answer.status_code == 422:
        # The line end in it ended the header of the upload.
        assert sound(answer).fault("file")
        return
    row = StoredDocument.objects.get()
    kept_as = read_document(document=row, actor=person("Bruno"))[0].name
    assert clean_name(kept_as) == kept_as
    with at(NOW):
        client = world.client("Bruno")
        page = client.get(f"/sl/organisations/{row.organisation_id}/")
        file = client.get(f"/sl/organisations/{row.organisation_id}/documents/{row.pk}/")
    sound(page)
    sound(file)
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
