"""Of several who sign for a funder the officer names one for a call; terms follow each other."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.proof import fsck
from awards.actions.approve_proposal import approve_proposal
from awards.actions.name_signatory import name_signatory
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.sign_decisions import sign_decisions
from awards.selectors.signatories import calls_to_sign
from awards.signature_mail import DECISIONS_WAIT
from grants.actions.office.appoint_signatory import appoint_signatory
from grants.actions.office.end_signatory import end_signatory
from grants.models import Signatory
from jobs.models import Letter
from tests.awards.proposals import SIGNED, a_proposal
from tests.personas import bonaca, person, signatory
from tests.stage import at

pytestmark = pytest.mark.django_db
TITLES = {"sl": "županja", "it": "sindaca"}


def read(client, name, address):
    with at(SIGNED):
        client.force_login(person(name))
        return client.get(address).content.decode()


def waiting_letters():
    return set(Letter.objects.filter(kind=DECISIONS_WAIT).values_list("address", flat=True))


def test_of_several_nobody_signs_before_one_is_named_and_then_only_that_one(client):
    proposal, _applications = a_proposal()
    call = proposal.call
    zala = signatory("Zala").user
    emil = signatory().user
    decisions = reverse("reports:batch", args=[call.code])
    approval = reverse("awards:approval", args=[call.code, proposal.number])
    with at(SIGNED):
        approve_proposal(proposal=proposal, actor=emil)
        prepare_decisions(call=call, actor=person("Ada"))
        with pytest.raises(Refused, match="niste določeni"):
            sign_decisions(call=call, actor=emil)
        assert calls_to_sign(emil) == calls_to_sign(zala) == []
    assert not waiting_letters()
    work = read(client, "Ada", reverse("reports:workspace", args=[call.code]))
    assert "Določite podpisnika odločb" in work
    assert "ni določen nihče" in read(client, "Ada", decisions)
    assert "podpisnika še ni določil" in read(client, "Emil", approval)

    # Nothing chosen, somebody who does not sign, another than the officer.
    with at(SIGNED):
        client.force_login(person("Ada"))
        for bad in ("", "x", str(person("Fani").pk), "99999999999999999999"):
            answer = client.post(decisions, {"signatory": bad})
            assert (answer.status_code, "Izberite, kdo podpiše." in answer.content.decode()) == (
                422,
                True,
            )
        with pytest.raises(Refused, match="ne podpisuje"):
            name_signatory(call=call, user_id=person("Fani").pk, actor=person("Ada"))
        with pytest.raises(PermissionDenied):
            name_signatory(call=call, user_id=zala.pk, actor=emil)
        for _press in range(2):
            assert client.post(decisions, {"signatory": zala.pk}).status_code == 302
    entry = LedgerEntry.objects.get(type="signatory.named")
    assert entry.call_code == call.code
    assert waiting_letters() == {zala.email}
    assert "Zala" in read(client, "Emil", approval)
    with at(SIGNED):
        assert (calls_to_sign(emil), calls_to_sign(zala)) == ([], [call])
        with pytest.raises(Refused, match="niste določeni"):
            sign_decisions(call=call, actor=emil)
        assert sign_decisions(call=call, actor=zala).name == "Zala"
        with pytest.raises(Refused, match="so podpisane"):
            name_signatory(call=call, user_id=emil.pk, actor=person("Ada"))
    # Behind the program: found.
    call.refresh_from_db()
    type(call).objects.filter(pk=call.pk).update(signatory=emil)
    said = [str(one) for one in fsck.findings() if isinstance(one, fsck.Difference)]
    assert any("signatory of call" in one for one in said)


def test_whoever_is_kept_out_is_not_offered_and_named_out_of_term_counts_for_nothing(client):
    proposal, [first, *_others] = a_proposal()
    call = proposal.call
    zala, nada = signatory("Zala"), signatory("Nada", until=date(2027, 12, 31))
    emil = signatory().user
    first.organisation.memberships.create(user=nada.user, role="viewer")
    page = read(client, "Ada", reverse("reports:batch", args=[call.code]))
    assert f'value="{zala.user_id}"' in page
    assert f'value="{nada.user_id}"' not in page
    with at(SIGNED):
        name_signatory(call=call, user_id=zala.user_id, actor=person("Ada"))
        approve_proposal(proposal=proposal, actor=emil)
        prepare_decisions(call=call, actor=person("Ada"))
        assert waiting_letters() == {zala.user.email}
    gina = person("Gina")
    RoleGrant.objects.create(user=gina, role=Role.ADMINISTRATOR)
    with at(SIGNED):
        end_signatory(signatory=zala, actor=gina)
        assert calls_to_sign(emil) == []
        name_signatory(call=call, user_id=emil.pk, actor=person("Ada"))
        assert calls_to_sign(emil) == [call]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("2026-01-01", "2026-12-31"), ("2027-01-01", "2030-12-31"), ""),
        (("2026-01-01", None), ("2027-01-01", None), ""),
        (("2027-01-01", None), ("2026-01-01", "2026-12-31"), ""),
        (
            ("2026-01-01", "2026-12-31"),
            ("2026-12-31", None),
            "od 1. januarja 2026 do 31. decembra 2026",
        ),
        (
            ("2027-01-01", None),
            ("2026-01-01", "2027-01-01"),
            "od 1. januarja 2027",
        ),
        (
            ("2026-01-01", None),
            ("2026-01-01", "2026-06-30"),
            "od 1. januarja 2026",
        ),
    ],
)
def test_the_next_term_is_entered_ahead_and_the_one_before_ends_by_itself(first, second, said):
    gina = person("Gina")
    RoleGrant.objects.create(user=gina, role=Role.ADMINISTRATOR)
    nada = person("Nada")

    def appoint(term):
        since, until = (date.fromisoformat(one) if one else None for one in term)
        about = {"funder": bonaca(), "person": nada, "title": TITLES, "actor": gina}
        return appoint_signatory(**about, since=since, until=until)

    one = appoint(first)
    if said:
        with pytest.raises(Refused, match=re.sub(" ", r"\\s", said)):
            appoint(second)
        return
    other = appoint(second)
    early, late = sorted((one, other), key=lambda term: term.since)
    for day, term in (("2026-12-31", early), ("2027-01-01", late)):
        assert list(Signatory.objects.signing_on(date.fromisoformat(day))) == [term]
    held = RoleGrant.objects.filter(user=nada, role=Role.SIGNATORY)
    end_signatory(signatory=early, actor=gina)
    assert held.exists()
    assert list(Signatory.objects.signing_on(date(2027, 1, 1))) == [late]
    end_signatory(signatory=late, actor=gina)
    assert not held.exists()
