"""The seal: valid under its authority, broken by one byte, and never a document without it."""

import hashlib
import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks
from django.urls import reverse
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from accounts.refusal import Refused
from audit.models import LedgerEntry
from awards.models import Decision
from jobs.actions.run_job import run_job
from jobs.models import JobState
from reports.actions.start_issuing import start_issuing
from reports.demo.seal import make_seal
from reports.documents.pdf import Paper, write_pdf
from reports.documents.seal import SealUnusable, seal, seal_of
from reports.models import Document
from tests.approved import ISSUED, an_approved_call
from tests.awards.proposals import signed
from tests.personas import person
from tests.stage import at

NOW = datetime.now(tz=UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
NAME = "Občina Bonaca – Comune di Bonaccia"
SHEET = Paper(html='<html lang="sl"><title>Čez</title><h1>Čez šest žlebov</h1>', at=NOW)


@pytest.fixture
def certificate(tmp_path, settings):
    def make(begins=-YEAR, ends=YEAR, passphrase="", given=None):
        path = tmp_path / "seal.p12"
        make_seal(
            path,
            name=NAME,
            valid_from=NOW + begins,
            valid_until=NOW + ends,
            passphrase=passphrase,
        )
        settings.SIGNING_CERTIFICATE = path
        settings.SIGNING_PASSPHRASE = passphrase if given is None else given
        return path

    return make


def validated(document, path):
    authority = load_cert_from_pemder(path.with_suffix(".ca.pem"))
    signature = PdfFileReader(io.BytesIO(document)).embedded_signatures[0]
    return validate_pdf_signature(
        signature, ValidationContext(trust_roots=[authority], allow_fetching=False)
    )


def test_seal_is_valid_and_trusted_by_its_authority(certificate):
    path = certificate()
    status = validated(seal(write_pdf(SHEET)), path)
    assert status.bottom_line
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"


def test_seal_takes_one_signature(certificate, monkeypatch):
    certificate()
    sign, taken = SimpleSigner.sign_raw, []
    monkeypatch.setattr(SimpleSigner, "sign_raw", lambda *given: taken.append(1) or sign(*given))
    seal(write_pdf(SHEET))
    assert taken == [1]


def test_seal_breaks_with_one_changed_byte(certificate):
    path = certificate()
    document = bytearray(seal(write_pdf(SHEET)))
    document[document.index(b"stream") + 20] ^= 1
    assert not validated(bytes(document), path).intact


def test_seal_of_another_authority_is_not_trusted(certificate, tmp_path):
    certificate()
    document = seal(write_pdf(SHEET))
    other = tmp_path / "other.p12"
    make_seal(other, name=NAME, valid_from=NOW - YEAR, valid_until=NOW + YEAR)
    assert not validated(document, other).trusted


def test_pdfsig_sees_a_valid_signature_and_a_broken_one(certificate, tmp_path):
    certificate()
    document = seal(write_pdf(SHEET))
    said = said_by_pdfsig(tmp_path, document)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    changed = bytearray(document)
    changed[changed.index(b"stream") + 20] ^= 1
    assert "Signature is Valid." not in said_by_pdfsig(tmp_path, bytes(changed))


def said_by_pdfsig(folder, document):
    (folder / "a.pdf").write_bytes(document)
    # It looks for certificates of its own under HOME.
    return subprocess.run(
        [shutil.which("pdfsig"), "-nocert", "a.pdf"],
        cwd=folder,
        env={"HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_seal_keeps_what_the_document_says_of_itself(certificate):
    certificate()
    root = PdfReader(io.BytesIO(seal(write_pdf(SHEET)))).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert metadata.count("<rdf:RDF") == 1
    assert "pdfuaid" in metadata
    assert "pdfaid" in metadata
    assert root["/Lang"] == "sl"
    assert root["/StructTreeRoot"]["/K"]


def test_seal_of_names_who_sealed(certificate):
    certificate()
    found = seal_of(seal(write_pdf(SHEET)))
    assert (found.name, found.issuer) == (NAME, "Preizkusni overitelj – Autorità di prova")
    assert len(found.fingerprint) == 64


def test_without_certificate_the_document_stays_as_it_is():
    document = write_pdf(SHEET)
    assert seal(document) is document
    assert seal_of(document) is None


FAULTS = {
    "expired": ({"begins": -2 * YEAR, "ends": -YEAR}, "expired on"),
    "not yet": ({"begins": YEAR, "ends": 2 * YEAR}, "valid only from"),
    "wrong passphrase": ({"passphrase": "žig", "given": "other"}, "passphrase is wrong"),
    "no passphrase": ({"passphrase": "žig", "given": ""}, "passphrase is wrong"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_certificate_that_cannot_seal_says_why_everywhere(certificate, fault):
    made, words = FAULTS[fault]
    certificate(**made)
    with pytest.raises(SealUnusable, match=words):
        seal(b"%PDF")
    [said] = [one for one in run_checks() if one.id == "reports.E001"]
    assert words in said.msg


def test_certificate_that_is_no_certificate_says_so(certificate):
    certificate().write_bytes(b"no PKCS#12")
    with pytest.raises(SealUnusable, match=r"no PKCS#12 file"):
        seal(b"%PDF")


def test_certificate_that_is_gone_never_lets_a_document_out_unsealed(certificate, settings):
    certificate().unlink()
    settings.DEMO = False
    with pytest.raises(SealUnusable, match="cannot be read"):
        seal(b"%PDF")


def test_check_warns_before_the_end(certificate):
    certificate(ends=timedelta(days=10))
    assert [one.id for one in run_checks() if one.id.startswith("reports.")] == ["reports.W001"]


def test_passphrase_opens_the_certificate(certificate):
    certificate(passphrase="žig in ključ")
    assert seal_of(seal(write_pdf(SHEET))).name == NAME


@pytest.fixture
def quick_documents(monkeypatch):
    """One small page stands for every decision."""
    document = write_pdf(SHEET)
    monkeypatch.setattr("reports.tasks.decision_pdf", lambda decision: document)


@pytest.mark.django_db
def test_batch_does_not_start_with_a_certificate_that_cannot_seal(certificate):
    certificate(begins=-2 * YEAR, ends=-YEAR)
    call = an_approved_call()
    signed(call)
    with at(ISSUED), pytest.raises(Refused, match="expired on"):
        start_issuing(call=call, actor=person("Ada"))
    assert not Decision.objects.exclude(issued_at=None).exists()


@pytest.mark.django_db
def test_batch_issues_nothing_unsealed_when_the_certificate_ends_within_it(
    certificate, quick_documents
):
    certificate()
    call = an_approved_call()
    signed(call)
    job = start_issuing(call=call, actor=person("Ada"))
    certificate(begins=-2 * YEAR, ends=-YEAR)
    done = run_job(job_id=job.pk)
    assert (done.state, done.failures) == (JobState.FAILED, 8)
    assert set(done.items.values_list("error_code", flat=True)) == {"SealUnusable"}
    assert Document.objects.count() == 0
    assert LedgerEntry.objects.filter(type="decision.issued").count() == 0


@pytest.mark.django_db
def test_ledger_holds_the_hash_of_the_sealed_file_that_people_get(
    certificate, quick_documents, client
):
    path = certificate()
    call = an_approved_call()
    signed(call)
    run_job(job_id=start_issuing(call=call, actor=person("Ada")).pk)
    decision = Decision.objects.get(application__number="M27-A-001")
    client.force_login(person("Bruno"))
    given = client.get(reverse("reports:decision_pdf", args=["M27-A-001"]))
    data = b"".join(given.streaming_content) if given.streaming else given.content
    assert hashlib.sha256(data).hexdigest() == decision.document_sha256
    assert validated(data, path).bottom_line
    page = client.get(reverse("reports:decision", args=["M27-A-001"])).content.decode()
    assert NAME in page
    assert "pdfsig" in page


@pytest.mark.django_db
def test_pages_say_that_a_document_carries_no_seal(quick_documents, client):
    call = an_approved_call()
    signed(call)
    run_job(job_id=start_issuing(call=call, actor=person("Ada")).pk)
    client.force_login(person("Bruno"))
    page = client.get("/en/applications/M27-A-001/decision/").content.decode()
    assert "The document carries no electronic seal." in page
