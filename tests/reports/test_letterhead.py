"""Arms and letterhead of a funder: set on its page, on its pages and papers, and on no others."""

import hashlib
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import Role, RoleGrant
from audit.models import LedgerEntry
from audit.proof import fsck
from grants.models import Letterhead
from reports.documents.receipt import receipt_pdf
from tests.audit.entries import last_entries
from tests.bad_input.corpus.arms import BAD_ARMS, picture
from tests.bad_input.judge import assert_language, sound
from tests.opened import a_call_with_committee, a_sent_application
from tests.personas import another_funder, bonaca, person
from tests.stage import at

pytestmark = pytest.mark.django_db
BEFORE, AFTER, LATER = (f"2027-01-{day}T09:00:00+01:00" for day in ("04", "28", "29"))


@pytest.fixture
def gina(client):
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    client.force_login(user)
    return user


PAGE = "/sl/desk/funder/?funder=bonaca"


def send(client, name, content):
    return client.post(PAGE, {"part": "arms", "arms": SimpleUploadedFile(name, content)})


def a_picture(colour, kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (200, 260), colour).save(out, kind, comment=b"made by nobody")
    return out.getvalue()


def arms_in(response):
    """Addresses of the arms on a page."""
    pieces = response.content.decode().split('src="')[1:]
    return {one.partition('"')[0] for one in pieces if "/arms/" in one.partition('"')[0]}


def test_arms_stand_on_pages_and_papers_of_their_funder_from_their_day_on(client, gina):
    submission = a_sent_application(a_call_with_committee()).submissions.get()
    plain = receipt_pdf(submission)
    another_funder()
    with at(BEFORE):
        client.force_login(gina)
        assert send(client, "grb.jpg", a_picture("red", "JPEG")).status_code == 302
        [address] = arms_in(client.get(PAGE))
    # Drawn once more, with the arms that were there when it was sent.
    red = receipt_pdf(submission)
    assert red != plain
    shown = client.get(address)
    assert shown.headers["Content-Type"] == "image/png"
    assert "immutable" in shown.headers["Cache-Control"]
    assert Image.open(io.BytesIO(shown.content)).size == (312, 384)
    assert b"made by nobody" not in shown.content
    (entry,) = last_entries(1)
    digest = hashlib.sha256(shown.content).hexdigest()
    assert entry.pub["changed"] == ["arms"]
    assert (
        json.loads(LedgerEntry.objects.latest("seq").payload.text)["arms"]
        == digest
        == bonaca().arms
    )

    # Its own pages, nobody else's.
    client.logout()
    assert arms_in(client.get("/sl/funders/bonaca/")) == {address}
    assert not arms_in(client.get("/sl/funders/druga/"))
    assert client.get(address.replace("bonaca", "druga")).status_code == 404

    # What was drawn stays as it was; the picture itself is out of the pages at once.
    with at(AFTER):
        client.force_login(gina)
        assert send(client, "grb.png", a_picture("blue")).status_code == 302
        other = {"phone": "+386 5 999 99 99", "languages": ["sl"], "email": "a@bonaca.example"}
        texts = {f"{name}_sl": "Novo" for name in ("name", "department", "address", "issuer")}
        assert client.post(PAGE, {**other, **texts}).status_code == 302
    assert receipt_pdf(submission) == red
    assert client.get(address).status_code == 404
    [now] = arms_in(client.get("/sl/funders/bonaca/"))
    with at(LATER):
        client.force_login(gina)
        client.post(PAGE, {"part": "no-arms"})
    assert client.get(now).status_code == 404
    assert not arms_in(client.get("/sl/funders/bonaca/"))
    assert receipt_pdf(submission) == red
    heads = [(bool(one.arms), one.words["phone"]) for one in Letterhead.objects.all()]
    assert [has for has, _phone in heads] == [True, True, True, False]
    assert heads[-1][1] == other["phone"]
    assert not [
        one
        for one in fsck.findings()
        if isinstance(one, fsck.Difference) and "letterhead" in str(one)
    ]


@pytest.mark.parametrize("case", BAD_ARMS)
def test_file_that_is_no_picture_is_said_at_its_place(client, gina, case):
    bonaca()
    name, content, words = BAD_ARMS[case]
    answer = send(client, name, content)
    assert answer.status_code == 422
    said = sound(answer, "sl").fault("arms")
    assert_language(said, "sl")
    assert words in said
    assert not Letterhead.objects.exists()


def test_new_funder_brings_its_arms_and_keeps_what_was_typed_with_bad_ones(client, gina):
    typed = {
        **{f"{name}_sl": "Breg" for name in ("name", "department", "address", "issuer")},
        "code": "breg",
        "languages": ["sl"],
        "email": "a@breg.example",
        "phone": "05 1",
        "signatory": "Nada Kos",
        "signatory_email": "nada@breg.example",
        "signatory_title_sl": "županja",
    }
    bad = client.post(
        reverse("grants:funder_new"), {**typed, "arms": SimpleUploadedFile("a.png", b"x")}
    )
    assert bad.context["form"].errors.keys() == {"arms"}
    assert sound(bad, "sl").value("name_sl") == "Breg"
    good = SimpleUploadedFile("a.png", picture())
    assert client.post(reverse("grants:funder_new"), {**typed, "arms": good}).status_code == 302
    [head] = Letterhead.objects.all()
    assert (head.funder.code, head.arms_sha256) == ("breg", head.funder.arms)
    assert head.words["name"] == {"sl": "Breg"}
