"""`next` leads on within this site, or nowhere."""

import pytest
from django.test import Client

from tests.bad_input.corpus.http import REDIRECTS
from tests.bad_input.judge import sound
from tests.bad_input.world import NOW
from tests.personas import ADDRESS, PASSWORD
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", REDIRECTS, ids=lambda text: ascii(text)[1:40])
@pytest.mark.parametrize("where", ["query", "body"])
def test_sign_in_leads_to_our_own_pages_only(world, where, address):
    given = {"login": ADDRESS["Bruno"], "password": PASSWORD}
    with at(NOW):
        answer = Client().post(
            "/sl/account/login/",
            given | ({"next": address} if where == "body" else {}),
            query_params={"next": address} if where == "query" else None,
        )
    sound(answer)
    assert answer.status_code in (200, 302, 400, 422)


@pytest.mark.parametrize(
    ("number", "address"), list(enumerate(REDIRECTS)), ids=[ascii(text)[1:40] for text in REDIRECTS]
)
def test_page_of_the_account_links_to_our_own_pages_only(world, number, address):
    """`sound` looks at every link and form of the page."""
    page = ("account/login/", "account/signup/", "account/logout/")[number % 3]
    with at(NOW):
        answer = world.client("Bruno" if "logout" in page else "").get(
            f"/it/{page}", {"next": address}
        )
    sound(answer)
    assert answer.status_code in (200, 302, 400)
