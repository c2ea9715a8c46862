"""What would keep a program busy for long, and those who send it, for benchmarks/hostile.py.

    python -m benchmarks.hostile_files FOLDER

runs in the environment of an installation. The files are written into the folder; prints as JSON
for each sender `session` and `sends`: [{`what`, `page`, `fields`, `name`, `file`}] with a file to
be sent from a page, or `host` where only that header is hostile.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from applicants.models import Membership, MembershipRole
from tests.bad_input.corpus.documents import LARGE_DOCUMENTS
from tests.bad_input.corpus.pdfs import names_what_is_not_there
from tests.bad_input.corpus.workbooks import WORKBOOKS
from tests.deadline import signed_in
from tests.organisations import an_ownerless_organisation
from tests.personas import bonaca, person

CHOSEN = ("a-million-merged", "50-megabytes-of-texts", "2-million-styles", "a-million-columns")
REFERENCES = 24_000
HOST = "a@" * 4_000


def an_applicant(folder: Path) -> dict[str, Any]:
    """Sends a PDF as a document of the organisation, and the header."""
    bruno, organisation = person("Bruno"), an_ownerless_organisation("Društvo Pošiljatelj")
    Membership.objects.create(user=bruno, organisation=organisation, role=MembershipRole.OWNER)
    file = folder / "hostile.pdf"
    file.write_bytes(names_what_is_not_there(REFERENCES))
    page = f"/sl/organisations/{organisation.pk}/documents/add/"
    sends = [_file("PDF", page, file, title="Statut"), {"what": "Host", "host": HOST}]
    return {"session": signed_in(bruno), "sends": sends}


def an_officer(folder: Path) -> dict[str, Any]:
    """Sends workbooks as lists of past awards, and a call file."""
    ada, funder = person("Ada"), str(bonaca().pk)
    TOTP.activate(ada, generate_totp_secret())
    given = {"funder": funder, "source_name": "Občina Bonaca", "year": "2024", "encoding": ""}
    given |= {"source_place": "Uradni list 3", "licence": "CC BY 4.0"}
    sends = []
    for name in CHOSEN:
        file = folder / f"{name}.xlsx"
        file.write_bytes(WORKBOOKS[name]())
        sends.append(_file("workbook", "/sl/desk/history/new/", file, **given))
    file = folder / "call.yaml"
    file.write_bytes(LARGE_DOCUMENTS["4000-unknown-keys"])
    page = "/sl/desk/call-from-file/"
    sends.append(_file("call file", page, file, funder=funder, file_number="610-77/2027"))
    return {"session": signed_in(ada), "sends": sends}


def _file(what: str, page: str, file: Path, **fields: str) -> dict[str, Any]:
    return {"what": what, "page": page, "fields": fields, "name": "file", "file": str(file)}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    json.dump([an_applicant(place), an_officer(place)], sys.stdout)
