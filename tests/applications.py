"""Applications written as rows, as an opening leaves them: for stories that begin after it."""

from typing import Any

from applicants.models import Organisation
from grants.core.text_search import kept_folded
from grants.models import Application, Call
from tests.grants.applying import moment
from tests.personas import person
from tests.stage import FILING


def write_application(
    call: Call, lot: str, organisation: Organisation, number: str, **values: Any
) -> Application:
    """Sent by Bruno in Slovene and opened, unless `values` say otherwise."""
    given = {
        "language": "sl",
        "created_by": person("Bruno"),
        "submitted_at": moment(FILING),
        "wrapped_key": b"",
        "sealed": b"",
        "answers": {},
        "nonce": "0" * 64,
    }
    application = Application(
        call=call,
        lot=call.lots.get(code=lot),
        organisation=organisation,
        number=number,
        **{**given, **values},
    )
    application.title_folded = kept_folded(application.title)
    application.applicant_folded = kept_folded((application.applicant or {}).get("name", ""))
    application.save()
    return application
