"""Text: what is text is kept as it was meant, what is none is refused where it was typed."""

import pytest

from accounts.core.plain_text import without_marks
from grants.sealed_content import read_sealed
from tests.bad_input.corpus.markup import MARKUP
from tests.bad_input.corpus.text import NOTHING, TEXTS, TOO_LONG, Text
from tests.bad_input.doors import DOORS
from tests.bad_input.judge import language_of, refused, sound
from tests.bad_input.reading import PLACES, stored_at
from tests.bad_input.world import NOW
from tests.personas import person
from tests.stage import at

pytestmark = pytest.mark.django_db
# Every input at doors of each kind; the rest of the doors get those that differ most.
FULL = ("answer-short", "new-name", "sheet-reason")
SHORTER = [door for door in PLACES if door not in FULL]
TELLING = (
    *("nul", "right-to-left-override", "right-to-left-letters", "emoji-joined", "combining"),
    *("two-lines", "zero-width-around", "quotes"),
)
CASES = [(door, text) for door in FULL for text in TEXTS] + [
    (door, text) for door in SHORTER for text in TEXTS if text.id in TELLING
]
# A name and surname takes no signs that only steer the writing.
STRICT = {
    door: {"emoji-joined"}
    for door in (
        *("signup-name", "seat-name", "giving-name", "person-name", "funder-signatory"),
        "signatory-name",
    )
}
# Numbers and codes keep nothing that takes no room, not even what joins emoji.
IDENTIFIERS = ("call-number", "appointment")


@pytest.mark.parametrize(
    ("number", "door", "text"),
    [(number, *case) for number, case in enumerate(CASES)],
    ids=[f"{door}-{text.id}" for door, text in CASES],
)
def test_text_is_kept_as_meant_or_refused_at_its_field(world, number, door, text: Text):
    language, place = language_of(number), DOORS[door]
    answer = place.post(world, text.typed, language)
    kept = text.kept_in_lines if place.lines and text.kept_in_lines else text.kept
    if kept is None or text.id in STRICT.get(door, ()):
        refused(answer, place.field, text.typed, language=language)
    else:
        page = sound(answer)
        assert answer.status_code == 302, page.summary
        assert stored_at(door, world) == (without_marks(kept) if door in IDENTIFIERS else kept)


@pytest.mark.parametrize("text", TOO_LONG, ids=lambda text: text.id)
@pytest.mark.parametrize("door", FULL)
def test_text_without_end_is_refused_and_nothing_of_it_is_lost(world, door, text: Text):
    place = DOORS[door]
    refused(place.post(world, text.typed, "it"), place.field, text.typed, language="it")


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text.id)
@pytest.mark.parametrize(
    "door", ["new-name", "call-title", "cancel-reason", "appointment", "document-title"]
)
def test_nothing_is_not_taken_for_text(world, door, text: Text):
    place = DOORS[door]
    refused(place.post(world, text.typed, "it"), place.field, text.typed, language="it")


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text.id)
def test_nothing_is_no_answer(world, text: Text):
    answer = DOORS["answer-short"].post(world, text.typed)
    sound(answer)
    application = world.applications["every"]
    application.refresh_from_db()
    with at(NOW) as now:
        found = read_sealed(application=application, actor=person("Bruno"), at=now)
    assert "name" not in found.answers


@pytest.mark.parametrize(("number", "markup"), list(enumerate(MARKUP.values())), ids=MARKUP)
@pytest.mark.parametrize("half", [0, 1])
def test_markup_stays_text_where_it_comes_back(world, half, number, markup):
    """The page is asked for again after it was kept: `sound` finds anything alive in it."""
    doors = ("answer-long", "officer", "meeting-reason", "fact-reason")
    door = doors[(2 * half + number) % 4]
    place = DOORS[door]
    answer = place.post(world, f"Zbor {markup}")
    assert answer.status_code == 302
    assert stored_at(door, world) == f"Zbor {markup}"
    with at(NOW):
        again = world.client(place.who).get(f"/sl/{place.path(world)}")
    page = sound(again if again.status_code == 200 else answer)
    for evil in ("31338", "root:x:0", "SECRET_KEY="):
        assert evil not in page.text
