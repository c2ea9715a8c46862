"""Every page with a table of sums at 320 px: what people came for is there, in both languages."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.personas import person
from tests.reports.published import a_published_result

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]
PUBLIC = ("reports:register", "reports:past_awards", "reports:results")
OF_THE_CALL = (
    *("reports:call_results", "grants:call", "reports:workspace", "grants:desk_applications"),
    *("scoring:ranking", "reports:batch", "scoring:sheets", "grants:call_setup"),
)


@pytest.mark.parametrize("language", ["sl", "it"])
def test_no_sum_is_hidden_on_a_telephone(visit, it_is, language):
    call = a_published_result()
    row = call.applications.filter(decisions__amount_cents__gt=0).first()
    for one in call.applications.all():
        one.applicant = {"name": f"Društvo za {one.number}"}
        one.save()
    with translation.override(language):
        pages = [reverse(name) for name in PUBLIC]
        pages += [reverse(name, args=[call.code]) for name in OF_THE_CALL]
        pages += [
            reverse("scoring:trace", args=[call.code, row.number]),
            reverse("reports:decision", args=[row.number]),
            reverse("reports:register_organisation", args=[row.organisation_id]),
        ]
    with it_is("2026-12-03T10:00:00+01:00"):
        ada = visit(person("Ada").name, language)
        for page in pages:
            # Looks at each of them in both widths.
            ada.go(page.removeprefix(f"/{language}"))
    assert len(ada.seen) >= len(pages)
