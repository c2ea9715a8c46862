"""Who scores a call and what they see: set at the desk, said before and after publication."""

from copy import deepcopy

import pytest
from django.urls import reverse

from tests.personas import person
from tests.scoring.test_blind import lots_with_files
from tests.stage import PREPARED, a_draft_call, at

pytestmark = pytest.mark.django_db


def asked(client, route, call, *args):
    with at(PREPARED):
        return client.get(reverse(f"grants:{route}", args=[call.code, *args]))


def posted(client, call, **data):
    with at(PREPARED):
        address = reverse("grants:call_part", args=[call.code, "scoring"])
        return client.post(address, {"content_version": str(call.content_version), **data})


def test_officer_sets_who_scores_and_reads_it_before_publishing(client):
    call = a_draft_call(lots=lots_with_files())
    before = deepcopy(call.content)
    client.force_login(person("Ada"))
    few = posted(client, call, blind_scoring="on", assessors_0="1", assessors_1="")
    assert few.status_code == 422
    assert "(1) je manjše" in str(few.context["form"].errors["assessors_0"])
    given = {"blind_scoring": "on", "assessors_0": "3", "assessors_1": "", "for_scoring": ["0"]}
    assert posted(client, call, **given).status_code == 302
    call.refresh_from_db()
    first, second = call.file.leaves
    assert (first.aggregation.assessors, second.aggregation.assessors) == (3, None)
    for route in ("call_setup", "call_publish", "call"):
        page = asked(client, route, call).content.decode()
        assert "Vsako vlogo ocenijo 3 člani komisije" in page, route
        assert "ne da bi videli, kdo se je prijavil" in page, route
    assert "Od prilog pred razkritjem ocen berejo: Priloga." in page or route == "call"
    shown = asked(client, "call_part", call, "scoring").context["form"]
    assert (shown["blind_scoring"].value(), shown["assessors_0"].value()) == (True, "3")
    assert shown["for_scoring"].value() == ["0"]
    kept = {"assessors_0": "", "assessors_1": "", "for_scoring": ["1"]}
    assert posted(client, call, **kept).status_code == 302
    call.refresh_from_db()
    assert call.content == before
