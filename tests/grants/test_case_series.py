"""The numbering series of a funder: set on its page, taken by the calls that are published then."""

import pytest
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.models import Call, Funder
from tests.grants.test_administration import funder_data
from tests.personas import another_funder, bonaca, person
from tests.small_call import small_call
from tests.stage import PREPARED, PUBLISHED, a_published_call, at

pytestmark = pytest.mark.django_db
PAGE = "/sl/desk/funder/?funder=bonaca"


@pytest.fixture
def gina():
    user = person("Gina")
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def drafted(code, number="", funder=None):
    with at(PREPARED):
        return import_call(
            funder=funder or bonaca(),
            content=small_call(code=code),
            file_number=number,
            actor=person("Ada"),
        )


def published(call):
    with at(PUBLISHED):
        publish_call(call=call, actor=person("Ada"))
    call.refresh_from_db()
    return call.file_number


def set_series(client, gina, pattern, first=""):
    with at(PREPARED):
        client.force_login(gina)
        given = funder_data(case_numbers=pattern, case_first=first)
        return client.post(PAGE, given, follow=True)


def test_calls_take_the_next_number_when_they_are_published_and_keep_it(client, gina):
    before = a_published_call()
    entry = LedgerEntry.objects.get(type="call.published").canonical
    page = set_series(client, gina, "671-#/YYYY", "12")
    assert "671-12/2026, njena prva odločba 671-12/2026-1" in page.content.decode()
    first, second, third = (drafted(f"nov-{one}") for one in (1, 2, 3))
    with at(PUBLISHED):
        client.force_login(person("Ada"))
        shown = client.get(reverse("grants:call_publish", args=[first.code])).content.decode()
    assert "671-12/2026, naslednja pri financerju" in shown
    assert published(first) == "671-12/2026"
    # What an officer has written is kept, in a draft too.
    drafted("pisan", "671-14/2026")
    assert published(second) == "671-15/2026"
    set_series(client, gina, "671-K-#", "")
    assert published(third) == "671-K-1"
    # Back again with a lower first number: nothing comes twice.
    set_series(client, gina, "671-#/YYYY", "1")
    assert published(drafted("nov-4")) == "671-16/2026"

    # Another funder has its own; what was published before stays as it was.
    other = another_funder()
    Funder.objects.filter(pk=other.pk).update(case_first=1)
    RoleGrant.objects.filter(user=person("Ada")).update(funder_id=None)
    assert published(drafted("druga", funder=Funder.objects.get(pk=other.pk))) == "671-1/2026"
    before.refresh_from_db()
    assert before.file_number == "610-25/2026"
    assert LedgerEntry.objects.filter(type="call.published").earliest("seq").canonical == entry


def test_number_of_another_call_is_refused_at_the_publication_and_can_be_mended():
    one = a_published_call()
    twin = drafted("dvojnik", one.file_number)
    with pytest.raises(Refused, match=f"{one.file_number} že ima razpis"):
        published(twin)
    assert Call.objects.get(pk=twin.pk).published_at is None
    Call.objects.filter(pk=twin.pk).update(file_number="")
    twin.refresh_from_db()
    assert published(twin) == ""


@pytest.mark.parametrize(
    ("pattern", "first", "field"),
    [
        ("610-", "1", "case_numbers"),
        ("610#", "1", "case_numbers"),
        ("#/YYYY/YYYY", "1", "case_numbers"),
        ("610-#/YYYY<script>", "1", "case_numbers"),
        ("9" * 30 + "-#", "1", "case_numbers"),
        ("610-#", "0", "case_first"),
        ("610-#", "-3", "case_first"),
        ("610-#", "dvanajst", "case_first"),
        ("610-#", "9" * 12, "case_first"),
    ],
)
def test_a_series_that_gives_no_numbers_is_said_at_its_field(client, gina, pattern, first, field):
    bonaca()
    page = set_series(client, gina, pattern, first)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert pattern[:24] in page.content.decode().replace("&lt;", "<").replace("&gt;", ">")
    assert bonaca().case_numbers == ""
