"""What the desk says of a draw, and the file with which anybody draws again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from scoring.models import AssessorDraw
from tests.personas import person
from tests.scoring.committee import SCORED, a_checking_call, a_committee, a_scoring_call, member
from tests.scoring.drawing import a_drawn_call, drawing_lots, drawn_names
from tests.scoring.test_drawn_assessors import step_out
from tests.stage import at

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def get(client, name, call, user):
    client.force_login(user)
    with at(SCORED):
        return client.get(reverse(f"scoring:{name}", args=[call.code]))


def test_page_names_who_was_drawn_and_who_scores_now(client):
    call, applications = a_drawn_call(3)
    first = applications[0]
    before = drawn_names(first)
    step_out(call, first, before[0])

    said = get(client, "draw", call, person("Ada")).content.decode()
    kept = AssessorDraw.objects.get(call=call)
    assert kept.seed[:4] in said
    for name in {*before, *drawn_names(first)}:
        assert member(name).name in said
    assert said.count("izžrebani</span>") == 2, "only the first has others than were drawn"


def test_file_and_call_are_all_that_a_stranger_needs(client, tmp_path):
    call, _applications = a_drawn_call(4)
    client.force_login(person("Ada"))
    with at(SCORED):
        answer = client.get(reverse("scoring:draw", args=[call.code]), {"file": ""})
    assert answer["Content-Disposition"] == f'attachment; filename="{call.code}-draw.json"'
    call_file, drawn = tmp_path / "call.json", tmp_path / "draw.json"
    call_file.write_text(json.dumps(call.content))
    drawn.write_bytes(answer.content)

    command = [sys.executable, "-I", "-S", str(ROOT / "merila"), "draw"]
    done = subprocess.run(
        [*command, str(call_file), str(drawn)], capture_output=True, text=True, check=True
    )
    kept = AssessorDraw.objects.get(call=call)
    assert json.loads(done.stdout)["order"] == {
        row["number"]: row["order"] for row in kept.draw["applications"]
    }


def test_desk_of_the_scoring_says_that_assessors_are_drawn(client):
    call, _applications = a_drawn_call(1)
    kept = AssessorDraw.objects.get(call=call)
    for user in (person("Ada"), member("Celia")):
        said = get(client, "sheets", call, user).content.decode()
        assert f"{kept.seed[:4]} {kept.seed[4:8]}" in said
    assert reverse("scoring:draw", args=[call.code]) not in said, "a member does not read it"
    assert get(client, "draw", call, member("Celia")).status_code == 404
    assert get(client, "draw", call, member("Lea")).status_code == 200


def test_before_the_draw_and_without_one_the_page_says_so(client):
    call = a_checking_call(lots=drawing_lots())
    a_committee(call)
    assert "Žreba še ni bilo" in get(client, "draw", call, person("Ada")).content.decode()
    assert "izžrebata 2 člana" in get(client, "sheets", call, person("Ada")).content.decode()


def test_call_without_a_draw_says_nothing_of_one(client):
    call, _applications = a_scoring_call()
    assert "se ne žrebajo" in get(client, "draw", call, person("Ada")).content.decode()
    assert "Žreb" not in get(client, "sheets", call, person("Ada")).content.decode()


def test_rules_of_the_call_say_it_in_public(client):
    call, _applications = a_drawn_call(1)
    with at(SCORED):
        said = client.get(reverse("grants:call", args=[call.code])).content.decode()
    assert "ocenita 2 člana komisije, izžrebana ob začetku ocenjevanja" in said
