"""What a call is called: by its own name, in the reader's language, wherever it stands."""

import html
import io

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from grants.letters.receipt import RECEIPT, write_receipt
from grants.models import Application, Call
from grants.selectors.calls.short_titles import short_titles
from jobs.models import Letter
from tests.journeys import test_library_walk as walk
from tests.journeys.library_calls import NAMES as NAMES_OF_READY
from tests.reports.published import a_published_result

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
SHORT = {"sl": "Mladi 2027", "it": "Giovani 2027", "en": "Youth 2027"}
NAMES = {"sl": "Glas 2027", "it": "Voce 2027"}


@pytest.mark.parametrize("language", SHORT)
def test_receipt_of_a_youth_call_is_headed_by_that_call(client, language):
    call = walk.published("mladi")
    walk.apply_to_every_lot(call)
    row = Application.objects.filter(call=call).first()
    member = row.organisation.memberships.first().user
    client.force_login(member)
    with translation.override(language):
        address = reverse("grants:apply_receipt", args=[row.number])
        document = reverse("reports:receipt_pdf", args=[row.number])
    page = client.get(address).content.decode()
    reader = PdfReader(io.BytesIO(client.get(document).content))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert SHORT[language] in page
    for said in (page, text):
        assert not any(word in said for word in ("Kultura", "Cultura", "Culture"))
    for code in call.funder.languages:
        assert call.title[code] in text


def test_short_titles_speak_the_readers_language():
    call = walk.published("mladi")
    for language, words in SHORT.items():
        with translation.override(language):
            assert short_titles([call.code]) == {call.code: words}


def test_charts_and_choices_of_the_register_and_the_calendar_speak_it_too(client):
    call = a_published_result()
    call.content["short_title"] = NAMES
    Call.objects.filter(pk=call.pk).update(content=call.content)
    for language, other in (("sl", "it"), ("it", "sl")):
        page = client.get(f"/{language}/register/").content.decode()
        assert NAMES[language] in page
        assert NAMES[language].removesuffix(" 2027") + "<" in page.replace(" 2027", "")
        assert NAMES[other].split()[0] not in page


@pytest.mark.parametrize("name", NAMES_OF_READY)
def test_letters_and_pages_of_a_call_name_no_other_call(client, name):
    """The receipt by e-mail and on paper, in the language of whoever reads it."""
    call = walk.published(name)
    walk.apply_to_every_lot(call)
    others = [walk.ready_call(one)["short_title"] for one in NAMES_OF_READY if one != name]
    row = Application.objects.filter(call=call).first()
    submission = row.submissions.last()
    for language in ("sl", "it", "en"):
        about = Letter(
            kind=RECEIPT, about=submission.pk, address="x@example.org", language=language
        )
        letter = write_receipt(about)
        own = call.title[language]
        for body in (letter.body, letter.alternatives[0][0]):
            assert own in html.unescape(body)
            assert not [one for one in others if one[language] in body.replace(own, "")]
