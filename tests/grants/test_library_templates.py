"""The library as templates: with the sample as ever, and for another town as its own."""

import re
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command

from callfile.call import read
from callfile.fields import Files
from callfile.file import Severity, call_hash, check
from grants.call_files.reading import read_call
from grants.models import Funder
from grants.selectors.calls.ready_calls import ReadyCall, ready_calls
from grants.words.call.template_values import (
    languages_of_funder,
    template_values,
    unsayable_languages,
)
from reports.demo.calendar import Calendar
from reports.demo.call_files import call_content
from reports.demo.story import story

# Of the calls as they were before they became templates.
DIGESTS = {
    "kultura": "583e6ca968d2583fcde0c07c3f273d225a5d971a1e0e112c56ea2cd28968e74f",
    "kulturni-projekti": "30f0aeb8e857eef4a699c2022aa045a85a1572f147c28d1e49a0582526014761",
    "mladi": "aed60ad2415c902dd0d90f2e59d275b48fd0153c453685d1a2057005d8db46f3",
    "prireditve": "d548757585ef8055262cbb7b3acc486d5141b64d7c69a8261460d35a299327e8",
    "socialno": "1c1e2ebdbf48db09dde47d9e601147bc2de26e8711e31ea160308de3e21ec89a",
    "sport": "f83220796ae2caa01dd9741c65e60fe67d9fad8e893323aaf74b1e2608d3635a",
}
# Of the demo's, loaded on this day.
LOADED = "2026-05-04T10:00:00+02:00"
DEMO = {
    "kultura_last": "0b58a1435a6f44862e28a70640bb48f07074aadef9673a065f50db88bc080bc2",
    "mladi": "bd54fcd269ef028ff406f675301acb846dd98f206ed04141cb8172222f9253d9",
    "obletnica": "6ecf32ba131f05c3e34104d5018b65197ae8227d218fda2e48faa075aa5fd60b",
    "prireditve": "7db96e9227a79c3dae43fc2a822e00aee63b36c0f779f88db001ff555c13c2e4",
    "sport": "bf582fb3ec296133f1da3064cb173a88848ceaeab2b15393db6a32853083d4fe",
    "kultura": "884b333fa8d3beeea29c9354b957ed1b7d928af3964ac68bccc23f186607ddb7",
    "nvo": "4c5e578fa7c6165e8ef1ab01b4d5336447da356ce75237aee20a5b56f689192e",
    "krajevne": "3d9d41e7b2846358dc0b0b94446f879d89b49ee938e8857c82205e0d2f8b5247",
    "sociala": "6d6dce1fcda0390ce0cd25433ff5fcbf2b1af205510f214a780af1d5c396b474",
}
# Far enough from the sample for no year to be in both.
YEAR, PUBLISHED = 2031, date(2030, 9, 2)
CALLS = {one.name: one for one in ready_calls()}


def town(languages: list[str], **names: str) -> Funder:
    return Funder(
        code="town",
        name=names,
        address={"sl": "Verdijeva 10", "it": "Via Verdi 10"},
        email="obcina@town.example",
        phone="05 664 61 00",
        languages=languages,
    )


KOPER = town(
    ["sl", "it"],
    sl="Mestna občina Koper",
    it="Comune città di Capodistria",
    en="City Municipality of Koper",
)
TOWNS = {
    "bilingual": (KOPER, ["sl", "it", "en"]),
    "slovene": (town(["sl"], sl="Občina Nazarje"), ["sl"]),
    "italian": (town(["it"], it="Comunità di Muggia", en="Community of Muggia"), ["it"]),
    "two of three": (town(["it"], it="Comune di Muggia", sl="Občina Milje"), ["it", "sl"]),
}


def filled(ready: ReadyCall, funder: Funder) -> dict[str, Any]:
    return ready.filled(template_values(funder, YEAR, PUBLISHED), languages_of_funder(funder))


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [one for key, part in value.items() for one in (key, *texts(part))]
    if isinstance(value, list):
        return [one for part in value for one in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.fixture(params=sorted(DIGESTS))
def ready(request: pytest.FixtureRequest) -> ReadyCall:
    return CALLS[request.param]


def test_call_with_its_sample_has_the_digest_that_it_always_had(ready: ReadyCall) -> None:
    data = (settings.BASE_DIR / "library" / f"{ready.name}.yaml").read_bytes()

    assert call_hash(read_call(data).call) == call_hash(ready.content) == DIGESTS[ready.name]


def test_calls_of_the_demo_have_the_digests_that_they_always_had() -> None:
    calendar = Calendar(datetime.fromisoformat(LOADED))
    found = {spec["key"]: call_hash(call_content(spec, calendar)) for spec in story("calls")}

    assert found == DEMO


def test_sample_is_what_the_languages_say_of_bonaca(ready: ReadyCall) -> None:
    names = {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"}
    sample = ready.sample
    said = template_values(town(["sl", "it"], **names), sample.year, sample.published).texts

    own = {name: text for name, text in sample.texts.items() if name not in ("rules", "fictional")}
    assert own.keys() >= {"funder_in", "funder_of"}
    assert {name: said[name] for name in own} == own


@pytest.mark.parametrize("which", TOWNS)
def test_call_of_another_town_reads_as_its_own(ready: ReadyCall, which: str) -> None:
    funder, languages = TOWNS[which]
    call = filled(ready, funder)

    assert call["languages"] == languages
    assert [str(fault) for fault in check(call)] == []
    words = texts(call)
    assert len(words) > 1000
    assert [
        one for one in words if re.search(r"bonac|[{}]|izmišlj|inventat|fictional", one, re.I)
    ] == []
    # The sources are of their own years.
    words = texts({key: part for key, part in call.items() if key != "about"})
    years = {year for one in words for year in re.findall(r"(?<![\d.])20\d\d(?![\d.])", one)}
    assert years <= {"2029", "2030", "2031"}


@pytest.mark.parametrize("which", TOWNS)
def test_languages_that_the_town_has_not_leave_nothing_behind(which: str) -> None:
    funder, languages = TOWNS[which]
    others = {"sl", "it", "en"} - set(languages)
    for ready in CALLS.values():
        assert others.isdisjoint(_keys(filled(ready, funder)))


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


def test_koper_reads_like_koper() -> None:
    call = filled(CALLS["kultura"], KOPER)

    assert call["title"] == {
        "sl": "Javni razpis za sofinanciranje kulture v Mestni občini Koper za leto 2031",
        "it": "Bando di concorso pubblico per il cofinanziamento della cultura nel Comune città di"
        " Capodistria per l’anno 2031",
        "en": "Public call for the co-financing of culture in the City Municipality of Koper in"
        " 2031",
    }
    assert call["remedy"]["to"] == {
        "sl": "župan Mestne občine Koper",
        "it": "sindaco del Comune città di Capodistria",
        "en": "mayor of the City Municipality of Koper",
    }
    members = call["lots"][0]["form"]["sections"][0]["fields"][4]
    assert members["help"]["sl"] == "Na dan objave razpisa, 2. septembra 2030."
    assert call["dates"]["deadline"] == "2030-10-11T12:00:00+02:00"
    assert [one.get("url") for one in call["basis"]] == [None] * 9


def test_first_of_a_month_is_written_as_each_language_does() -> None:
    values = template_values(KOPER, 2031, date(2030, 10, 1))

    assert values.texts["day_of_publication"] == {
        "sl": "1. oktobra 2030",
        "it": "1º ottobre 2030",
        "en": "1 October 2030",
    }


def test_name_that_no_language_knows_is_entered() -> None:
    own = town(["sl", "it"], sl="Sklad za kulturo", it="Fondo per la cultura", en="Culture Fund")
    assert (unsayable_languages(own), languages_of_funder(own)) == (["sl", "it"], ["sl", "it"])
    with pytest.raises(ValueError, match="placeholder_unfilled"):
        filled(CALLS["sport"], own)

    own.name_of = {"sl": "Sklada za kulturo", "it": "del Fondo per la cultura"}
    own.name_in = {"sl": "v Skladu za kulturo", "it": "nel Fondo per la cultura"}
    assert unsayable_languages(own) == []
    assert filled(CALLS["sport"], own)["remedy"]["to"] == {
        "sl": "župan Sklada za kulturo",
        "it": "sindaco del Fondo per la cultura",
    }


def test_entered_words_stand_before_those_of_the_language() -> None:
    own = town(["sl"], sl="Občina Šmarje")
    own.name_in = {"sl": "na območju Občine Šmarje"}

    title = filled(CALLS["mladi"], own)["title"]["sl"]
    assert title.endswith("mladih na območju Občine Šmarje za leto 2031")
    assert unsayable_languages(own) == []


def test_check_call_says_that_a_template_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    path = settings.BASE_DIR / "library" / "kultura.yaml"
    with time_machine.travel("2026-08-01T10:00:00+02:00", tick=False):
        call_command("check_call", str(path), "--language=en")
    assert "curly" not in capsys.readouterr().out


def test_keys_that_are_commented_out_can_be_taken_in():
    """Drawn assessors, scoring without names, and a file that is read all the same."""
    path = settings.BASE_DIR / "library" / "mladi.yaml"
    commented = re.compile(r"^( *)# ([a-z_]+: (?:true|\d+))$", re.MULTILINE)
    written = commented.sub(r"\1\2", path.read_text("utf-8"))
    found = read_call(written.encode())
    assert not [one for one in found.faults if one.severity is Severity.ERROR]
    call = read(found.call).call
    assert call is not None
    assert call.blind_scoring
    assert [lot.aggregation.assessors for lot in call.leaves] == [3, 3, 3]
    assert any(isinstance(one, Files) and one.for_scoring for one in call.lot("A").form.fields)
