"""`./merila setup`: an empty installation gets its funder and its first administrator."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role, RoleGrant, User
from grants.models import Funder, Letterhead, Signatory
from tests.architecture.sources import ROOT
from tests.bad_input.corpus.arms import picture
from tests.personas import PASSWORD, person

pytestmark = pytest.mark.django_db
EXAMPLE = ROOT / "deploy" / "setup.example.yaml"


def set_up(*arguments, **options):
    said = io.StringIO()
    call_command("set_up", *arguments, stdout=said, stderr=said, **options)
    return said.getvalue()


def test_file_sets_up_everything_and_prints_the_way_in(client):
    said = set_up(str(EXAMPLE))
    user = User.objects.get(email="gina.hrast@bonaca.example")
    grant = RoleGrant.objects.get(role=Role.ADMINISTRATOR)
    assert (grant.user, grant.role, grant.funder_id) == (user, Role.ADMINISTRATOR, None)
    assert Funder.objects.get().name.data["it"] == "Comune di Bonaccia"
    mayor = Signatory.objects.get()
    assert (mayor.user.name, mayor.title.data["it"]) == ("Emil Starc", "sindaco")
    assert mayor.user.role_grants.get().role == Role.SIGNATORY
    page = client.get(re.search(r"https?://[^/]+(/\S+)", said)[1], follow=True)
    sent = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(page.redirect_chain[-1][0], sent).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_arms_lie_beside_the_file(tmp_path):
    file = tmp_path / "ustanova.yaml"
    file.write_text(EXAMPLE.read_text().replace("# arms: grb.png", "arms: grb.png"))
    with pytest.raises(CommandError, match=r"grb\.png"):
        set_up(str(file))
    (tmp_path / "grb.png").write_bytes(b"no picture")
    with pytest.raises(CommandError, match=r"funder\.arms: "):
        set_up(str(file))
    assert not Funder.objects.exists()
    (tmp_path / "grb.png").write_bytes(picture())
    set_up(str(file))
    assert Letterhead.objects.get().arms_sha256 == Funder.objects.get().arms != ""


def test_second_time_says_so_and_gives_another_link_to_whoever_never_came():
    set_up(str(EXAMPLE))
    again = set_up(str(EXAMPLE), language="en")
    assert "set up already" in again
    assert "reset/key" in again
    user = User.objects.get(email="gina.hrast@bonaca.example")
    user.set_password(PASSWORD)
    user.save()
    assert "reset/key" not in set_up(language="en")
    assert Funder.objects.count() == 1


def test_questions_are_asked_until_each_answer_holds(monkeypatch):
    answers = iter(
        [
            *("bonaca", "sl de", "sl it"),
            *("Občina Bonaca", "", "Comune di Bonaccia", "uprava", "amministrazione"),
            *("Riva 4", "Riva 4", "ni naslov", "razpisi@bonaca.example", "05 000 00 00"),
            *("Župan", "Il sindaco", "Emil Starc", "emil@bonaca.example", "župan", "sindaco"),
            *("nikjer.png", ""),
            *("Gina Hrast", "gina@bonaca.example"),
        ]
    )
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    assert "bonaca" in set_up()
    assert Funder.objects.get().languages == ["sl", "it"]
    assert {one.email for one in User.objects.all()} == {
        "gina@bonaca.example",
        "emil@bonaca.example",
    }
    assert next(answers, None) is None


def test_answers_that_end_set_nothing_up(monkeypatch):
    def end(prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", end)
    with pytest.raises(CommandError):
        set_up()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "administrator"),
        ("a: [", "vrstice 2"),
        ("administrator: {}\nfunder: {}\npeople: {}", "people"),
        ("administrator: {name: Gina}\nfunder: {languages: [sl]}", "administrator.email"),
        ("administrator: {name: Gina}\nfunder: {languages: [sl]}", "funder.name_sl"),
        ("administrator: {email: x@}\nfunder: {languages: [xx]}", "funder.languages"),
    ],
)
def test_every_fault_of_a_file_is_named_at_its_place(tmp_path, text, said):
    file = tmp_path / "ustanova.yaml"
    file.write_text(text)
    with pytest.raises(CommandError, match=re.escape(said)):
        set_up(str(file))
    assert not Funder.objects.exists()


def test_file_that_is_not_there_or_no_text_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="nikjer"):
        set_up(str(tmp_path / "nikjer.yaml"))
    broken = tmp_path / "slika.png"
    broken.write_bytes(b"\x89PNG\xff")
    with pytest.raises(CommandError, match="UTF-8"):
        set_up(str(broken), language="en")


def test_installation_with_a_superuser_is_set_up():
    User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    set_up(str(EXAMPLE))
    assert not Funder.objects.exists()
    assert not RoleGrant.objects.exclude(user=person("Ada")).exists()
