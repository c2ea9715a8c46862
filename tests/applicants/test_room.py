"""Room for files ends with a sentence, before that with a warning, and never by surprise."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applicants.actions.add_document import add_document
from applicants.actions.remove_document import remove_document
from applicants.files.room import MEGABYTE, NoRoom, Room, RoomOf, rooms_of
from applicants.models import MembershipRole
from tests.grants.applying import a_pdf, add_member
from tests.personas import person
from tests.stage import an_organisation

pytestmark = pytest.mark.django_db


def a_file(kilobytes: int) -> bytes:
    return a_pdf("Statut") + b"\n%" + b"x" * (kilobytes * 1000)


def add(organisation, name: str = "Bruno", kilobytes: int = 400):
    return add_document(
        organisation=organisation,
        title="Statut",
        name="statut.pdf",
        content=a_file(kilobytes),
        valid_until=None,
        actor=person(name),
    )


def test_room_of_the_organisation_is_counted_over_its_people(settings):
    settings.ROOM_ORGANISATION_MB = 1
    organisation = an_organisation()
    add_member(organisation, "Vera", MembershipRole.EDITOR)
    add(organisation)
    kept = add(organisation, "Vera")
    with pytest.raises(NoRoom) as refused:
        add(organisation)
    assert refused.value.room.of == RoomOf.ORGANISATION
    assert organisation.documents.count() == 2
    remove_document(document=kept, actor=person("Vera"))
    add(organisation)


def test_room_of_a_person_is_counted_over_the_organisations(settings):
    settings.ROOM_PERSON_MB = 1
    first, second = an_organisation(), an_organisation("Drugo društvo")
    add(first)
    add(second)
    with pytest.raises(NoRoom) as refused:
        add(second)
    assert refused.value.room.of == RoomOf.PERSON
    add_member(second, "Vera", MembershipRole.EDITOR)
    add(second, "Vera")


def test_last_byte_still_fits():
    room = Room(RoomOf.CALL, used=0, most=MEGABYTE)
    assert not Room(RoomOf.CALL, used=799_999, most=MEGABYTE).is_nearly_full
    assert Room(RoomOf.CALL, used=800_000, most=MEGABYTE).is_nearly_full
    assert (room.left, Room(RoomOf.CALL, used=MEGABYTE + 5, most=MEGABYTE).left) == (MEGABYTE, 0)


@pytest.mark.parametrize(
    ("language", "told", "near"),
    [
        ("sl", "Datoteke organizacije zavzemajo", "Prostora zmanjkuje"),
        ("it", "I file dell’organizzazione occupano", "Lo spazio sta per finire"),
        ("en", "The files of the organisation take", "Room is running out"),
    ],
)
def test_page_tells_the_room_and_warns_before_it_ends(settings, language, told, near):
    settings.ROOM_ORGANISATION_MB = 1
    organisation = an_organisation()
    client = Client()
    client.force_login(person("Bruno"))
    url = f"/{language}/organisations/{organisation.pk}/"
    page = client.get(url).content.decode()
    assert told in page
    assert near not in page
    add(organisation)
    add(organisation)
    for address in (url, f"{url}documents/add/"):
        page = client.get(address).content.decode()
        assert told in page
        assert near in page


def test_refusal_stands_at_the_file_and_keeps_what_was_typed(settings):
    settings.ROOM_ORGANISATION_MB = 1
    organisation = an_organisation()
    add(organisation)
    add(organisation)
    client = Client()
    client.force_login(person("Bruno"))
    upload = SimpleUploadedFile("pravila.pdf", a_file(500))
    answer = client.post(
        f"/sl/organisations/{organisation.pk}/documents/add/", {"title": "Pravila", "file": upload}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert 'value="Pravila"' in answer.content.decode()
    assert [one.used for one in rooms_of(organisation, person("Bruno"))] == [
        sum(one.size for one in organisation.documents.all())
    ] * 2
