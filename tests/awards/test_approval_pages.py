"""The pages before the signature: who sees them, what they show, what they refuse."""

from datetime import datetime
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from awards.actions.approve_proposal import approve_proposal
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.return_proposal import return_proposal
from awards.models import ProposalState
from awards.selectors import signing_checks
from grants.actions.calls.cancel_call import cancel_call
from scoring.models import AgreedScore, ScoreSheet
from tests.awards.proposals import SIGNED, a_proposal, an_allocation
from tests.personas import PASSWORD, person
from tests.proof.tampering import nothing_refuses
from tests.stage import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def address(proposal, page="approval"):
    return reverse(f"awards:{page}", args=[proposal.call.code, proposal.number])


def get(client, name, url):
    with at(SIGNED):
        client.force_login(person(name))
        return client.get(url)


def post(client, name, url, **data):
    with at(SIGNED):
        client.force_login(person(name))
        return client.post(url, data)


def test_approval_page_says_what_is_signed(client):
    proposal, _applications = a_proposal()
    page = get(client, "Emil", address(proposal)).content.decode()
    for words in (
        "2 odločbi: Mali razpis 2027",
        "800,00",
        "Odobrite in podpišite 2 odločbi",
        "2 od 2",
    ):
        assert words in page
    assert "Ada" in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("Ada", 200), ("Fani", 200), ("Celia", 200), ("Bruno", 404), ("Dario", 404)],
)
def test_approval_page_is_for_the_staff_and_the_committee_of_the_call(client, name, status):
    proposal, _applications = a_proposal()
    response = get(client, name, address(proposal))
    assert response.status_code == status
    if status == 200:
        assert address(proposal, "sign") not in response.content.decode()


@pytest.mark.parametrize("page", ["sign", "return_proposal"])
@pytest.mark.parametrize(("name", "status"), [("Ada", 403), ("Fani", 403), ("Dario", 404)])
def test_only_the_approver_signs_and_returns(client, page, name, status):
    proposal, _applications = a_proposal()
    assert post(client, name, address(proposal, page), reason="x" * 20).status_code == status


def test_signing_takes_the_password_again(client):
    proposal, _applications = a_proposal()
    wrong = post(client, "Emil", address(proposal, "sign"), password="napačno geslo")
    assert wrong.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING

    right = post(client, "Emil", address(proposal, "sign"), password=PASSWORD)
    assert right.status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.APPROVED
    again = post(client, "Emil", address(proposal, "sign"), password=PASSWORD)
    assert again.status_code == 422
    assert "Odobreno" in get(client, "Emil", address(proposal)).content.decode()


def test_password_of_a_signature_cannot_be_guessed_at_length(client):
    proposal, _applications = a_proposal()
    for _guess in range(10):
        assert post(client, "Emil", address(proposal, "sign"), password="x").status_code == 422
    late = post(client, "Emil", address(proposal, "sign"), password=PASSWORD)
    assert late.status_code == 422
    assert "Preveč poskusov. Počakajte malo in poskusite znova." in late.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_returning_keeps_what_was_typed(client):
    proposal, _applications = a_proposal()
    for typed, shown in (("<b>Ne", "&lt;b&gt;Ne"), ("Preverite. " * 300, "Preverite. Preverite.")):
        refused = post(client, "Emil", address(proposal, "return_proposal"), reason=typed)
        assert refused.status_code == 422
        assert shown in refused.content.decode()


def test_proposal_that_cannot_be_computed_again_is_not_signed(client):
    proposal, [first, _second] = a_proposal()
    with nothing_refuses():
        ScoreSheet.objects.filter(application=first).update(answers={})
    page = post(client, "Emil", address(proposal, "sign"), password=PASSWORD)
    assert page.status_code == 422
    assert "se ne ujema z dnevnikom" in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WAITING


def test_page_of_a_proposal_that_is_out_of_date_offers_no_signature(client):
    proposal, [first, _second] = a_proposal()
    AgreedScore.objects.create(
        application=first,
        criterion="A2",
        value="full",
        set_by=person("Celia"),
        set_at=datetime.fromisoformat(SIGNED),
        entry=proposal.entry,
    )
    page = get(client, "Emil", address(proposal)).content.decode()
    assert address(proposal, "sign") not in page
    assert address(proposal, "return_proposal") in page


def test_page_of_a_proposal_computes_nothing_again(client, monkeypatch):
    proposal, _applications = a_proposal()

    def refuse(*args):
        raise AssertionError("computed for a page")

    for name in ("recompute", "evaluation_of"):
        monkeypatch.setattr(signing_checks, name, refuse)
    assert address(proposal, "sign") in get(client, "Emil", address(proposal)).content.decode()


def test_signatures_lists_what_waits(client):
    proposal, _applications = a_proposal()
    url = reverse("awards:signatures")
    assert address(proposal) in get(client, "Emil", url).content.decode()
    assert get(client, "Ada", url).status_code == 403
    with at(SIGNED):
        return_proposal(proposal=proposal, reason="Preverite člane.", actor=person("Emil"))
    page = get(client, "Emil", url).content.decode()
    assert "Na vašo odobritev ali podpis ne čaka nič" in page
    assert "Vrnjeno" in page


def test_propose_page_names_missing_reasons_and_offers_nothing(client):
    allocation, [first, _second] = an_allocation(with_reasons=False)
    url = reverse("awards:propose", args=[allocation.ranking.call.code])
    page = get(client, "Ada", url).content.decode()
    assert f"{first.number}, A2" in page
    assert "<button" not in page.partition("<main")[2]

    refused = post(client, "Ada", url)
    assert (refused.status_code, refused.url) == (302, url)
    assert allocation.proposals.count() == 0


def test_propose_page_proposes_once(client):
    allocation, _applications = an_allocation()
    url = reverse("awards:propose", args=[allocation.ranking.call.code])
    page = get(client, "Ada", url).content.decode()
    assert "Predlagajte 2 odločbi v odobritev" in page
    assert f'value="{allocation.result_sha256}"' in page
    seen = {"sha256": allocation.result_sha256}
    assert post(client, "Ada", url, **seen).status_code == 302
    assert post(client, "Ada", url, **seen).status_code == 200, "it waits already"
    assert allocation.proposals.count() == 1


@pytest.mark.parametrize("seen", [{}, {"sha256": "ab" * 32}])
def test_propose_page_proposes_only_what_was_seen(client, seen):
    allocation, _applications = an_allocation()
    url = reverse("awards:propose", args=[allocation.ranking.call.code])
    refused = post(client, "Ada", url, **seen)
    assert (refused.status_code, refused.url) == (302, url)
    assert allocation.proposals.count() == 0


@pytest.mark.parametrize(("name", "status"), [("Emil", 403), ("Fani", 403), ("Dario", 404)])
def test_propose_page_is_for_the_officer(client, name, status):
    allocation, _applications = an_allocation()
    url = reverse("awards:propose", args=[allocation.ranking.call.code])
    assert get(client, name, url).status_code == status


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_proposal_that_is_none_is_not_found(client, number):
    proposal, _applications = a_proposal()
    url = reverse("awards:approval", args=[proposal.call.code, number])
    assert get(client, "Emil", url).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_queries_of_the_approval_page_do_not_grow(client, count):
    proposal, _applications = a_proposal(count)
    get(client, "Emil", address(proposal))
    with CaptureQueriesContext(connection) as queries:
        get(client, "Emil", address(proposal))
    assert len(queries) <= 41, [query["sql"][:120] for query in queries]


def test_nothing_of_a_cancelled_call_waits_for_the_signature(client):
    proposal, _applications = a_proposal()
    desk, queue = reverse("reports:desk"), reverse("awards:signatures")
    assert all(
        address(proposal) in get(client, "Emil", url).content.decode() for url in (desk, queue)
    )
    with at(SIGNED):
        why = {"sl": "Ni več denarja v proračunu.", "it": "Non ci sono più fondi."}
        cancel_call(call=proposal.call, reason=why, actor=person("Ada"))
    for url in (desk, queue):
        assert address(proposal) not in get(client, "Emil", url).content.decode()
    page = get(client, "Emil", address(proposal)).content.decode()
    assert "Razpis je preklican" in page
    assert address(proposal, "sign") not in page
    assert address(proposal, "return_proposal") not in page
    proposing = reverse("awards:propose", args=[proposal.call.code])
    assert "Predlog čaka na odobritev" not in get(client, "Ada", proposing).content.decode()


@pytest.mark.parametrize(
    ("name", "status"), [("Emil", 200), ("Ada", 200), ("Celia", 404), ("Bruno", 404)]
)
def test_decision_is_read_before_the_signature(client, name, status):
    proposal, [first, _second] = a_proposal()
    shown = reverse("reports:decision_preview", args=[proposal.call.code, 1, first.number])
    assert (shown in get(client, name, address(proposal)).content.decode()) is (status == 200)
    assert get(client, name, shown).status_code == status


def test_preview_says_what_the_decision_will_say(client):
    proposal, [first, _second] = a_proposal()
    shown = reverse("reports:decision_preview", args=[proposal.call.code, 1, first.number])
    before = unescape(strip_tags(get(client, "Emil", shown).content.decode()))
    assert "Predogled: tako se bo odločba glasila" in before
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=person("Emil"))
        prepare_decisions(call=proposal.call, actor=person("Ada"))
    said = proposal.call.decisions.get(application=first).content["texts"]["sl"]
    for words in (*said["operative"], said["course"], said["remedy"], said["scoring"]):
        assert words["text"] in before
    assert get(client, "Emil", shown).status_code == 404, "it is prepared now"
