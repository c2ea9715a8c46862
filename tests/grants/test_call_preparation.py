"""An officer prepares a call: from the library, from a file, piece by piece, with its faults."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Role, RoleGrant
from accounts.refusal import Refused
from callfile.file import canonical, check
from grants.actions.calls.import_call import import_call
from grants.actions.calls.replace_call_content import replace_call_content
from grants.call_files.places import form_for, place_in_words
from grants.call_files.reading import read_call, write_yaml
from grants.models import Call
from grants.selectors.calls.ready_calls import ready_named
from grants.views.desk.call_faults import fault_rows
from tests.personas import another_funder, bonaca, person
from tests.small_call import small_call
from tests.stage import FILING, PREPARED, PUBLISHED, a_draft_call, a_published_call, at

pytestmark = pytest.mark.django_db

WHEN = {"year": "2028", "published": "6. 9. 2027"}


def get(client, name, *args, who="Ada", moment=PREPARED):
    with at(moment):
        client.force_login(person(who))
        return client.get(reverse(f"grants:{name}", args=args))


def post(client, name, *args, who="Ada", moment=PREPARED, **data):
    with at(moment):
        client.force_login(person(who))
        return client.post(reverse(f"grants:{name}", args=args), data)


def upload(client, content: bytes, **data):
    file = SimpleUploadedFile("razpis.yaml", content)
    funder = bonaca().pk
    return post(client, "call_upload", file=file, funder=funder, file_number="610-1/2026", **data)


def test_ready_call_becomes_a_draft_with_the_new_code(client):
    bonaca()
    assert "Divača" in get(client, "call_new").content.decode()
    answer = post(
        client,
        "call_new",
        ready="kultura",
        **WHEN,
        code="kultura-2028",
        file_number="610-3/2027",
        funder=bonaca().pk,
    )
    call = Call.objects.get()
    assert answer.url == reverse("grants:call_setup", args=["kultura-2028"])
    assert (call.code, call.content["code"], call.state) == (
        "kultura-2028",
        "kultura-2028",
        "draft",
    )


def test_draft_reads_as_the_call_of_its_town(client):
    koper = another_funder()
    koper.name = {"sl": "Mestna občina Koper", "it": "Comune città di Capodistria"}
    koper.save()
    post(client, "call_new", ready="sport", code="sport-2028", funder=koper.pk, **WHEN)
    call = Call.objects.get()
    assert (call.funder, call.languages, call.checked["errors"]) == (koper, ["sl", "it"], 0)
    assert call.title["sl"].endswith("športa v Mestni občini Koper za leto 2028")
    assert call.content["dates"]["published"] == "2027-09-06T08:00:00+02:00"
    assert call.file.dates.deadline.isoformat() == "2027-10-08T12:00:00+02:00"


def test_page_proposes_when_and_names_no_town(client):
    bonaca()
    page = get(client, "call_new")
    form = page.context["form"]
    first = {name: form.fields[name].initial for name in ("year", "published")}
    assert first == {"year": 2027, "published": date(2026, 11, 2)}
    assert [words for _name, words in form.fields["ready"].choices][:2] == [
        "Kultura", "Kulturni projekti"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("year", typed) for typed in ("", "letos", "2025", "2030", "20.28", "-2028", "9" * 40)),
        *(("published", typed) for typed in ("", "19. 9. 2026", "31. 2. 2027", "1. 1. 9999")),
    ],
)
def test_year_and_day_have_their_limits(client, field, typed):
    given = {"ready": "kultura", "code": "k-1", "funder": bonaca().pk, **WHEN, field: typed}
    answer = post(client, "call_new", **given)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}


def test_funder_of_whom_no_sentence_can_be_made_is_told_so(client):
    fund = bonaca()
    fund.name = {"sl": "Sklad za kulturo", "it": "Comune di Bonaccia"}
    fund.save()
    given = {"ready": "mladi", "code": "mladi-2028", "funder": fund.pk, **WHEN}
    with override("en"):
        page = post(client, "call_new", **given)
    assert "how the name of the funder reads within a sentence (Slovene)" in page.content.decode()
    assert not Call.objects.exists()


def test_template_that_is_sent_as_a_file_is_the_call_of_its_sample(client):
    library = settings.BASE_DIR / "library" / "mladi.yaml"
    assert upload(client, library.read_bytes()).status_code == 302
    assert Call.objects.get().content == ready_named("mladi").content
    page = upload(client, library.read_bytes().replace(b"{year}", b"{town}")).content.decode()
    assert "{town}" in page


@pytest.mark.parametrize("code", ["Kultura 2028", "ča", "", "x" * 61, "mala-2027"])
def test_unusable_code_is_said_at_its_field(client, code):
    a_draft_call()
    answer = post(client, "call_new", ready="kultura", code=code, funder=bonaca().pk, **WHEN)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"code"}


def test_file_is_read_with_its_byte_order_mark(client):
    assert upload(client, b"\xef\xbb\xbf" + write_yaml(small_call()).encode()).status_code == 302
    assert Call.objects.get().content == small_call()


def test_faulty_file_is_kept_and_every_fault_is_named(client):
    content = small_call(title={"sl": "Mali razpis"}, supplement_days=90)
    content["lots"][0]["rubric"]["children"][0]["bands"][1]["from"] = "11"
    answer = upload(client, json.dumps(content).encode())
    page = get(client, "call_setup", "mala-2027").content.decode()
    assert answer.status_code == 302
    assert Call.objects.get().content == content
    for place in ("title", "supplement_days", "lots[0].rubric.A1.bands"):
        assert place in page
    assert reverse("grants:call_part", args=["mala-2027", "basics"]) in page
    assert get(client, "call_publish", "mala-2027").status_code == 302


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"title: [",
        b"a: &x [1]\nb: *x\n",
        b"- " * 500 + b"x",
        b"[" * 2000,
        b"merila: !!python/object:os.system {}",
        b"x: " + b"a" * 2_000_001,
        b"just text",
        b"[1, 2]",
        b'{"code": "mala-2027", "price": 0.5}',
        b'{"code": "mala-2027", "title": "\\ud800"}',
        b'{"code": "mala-2027", "title": "\\u0000"}',
        b"code: mala-2027\nweight: 1.5\n",
        b"? [a]\n: b\ncode: mala-2027\n",
    ],
)
def test_unreadable_file_is_answered_with_its_faults_and_nothing_is_made(client, content):
    answer = upload(client, content)
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert Call.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"lots": "A"},
        {"lots": [1, None]},
        {"lots": [{"code": ["A"], "budget": "1.00"}]},
        {"lots": [{"code": "A", "budget": "1.00"}, {"code": "A", "budget": "1.00"}]},
        {"lots": [{"code": "A" * 30, "budget": "1.00", "title": "ne"}]},
        {"dates": [1], "title": 7, "languages": 3, "remedy": "x", "grant": []},
        {"dates": {"opens": "2026-11-01T08:00:00Z", "deadline": "2026-10-01T08:00:00Z"}},
    ],
)
def test_whatever_can_be_read_is_kept_and_shown(client, changes):
    assert upload(client, canonical(small_call(**changes))).status_code == 302
    assert get(client, "call_setup", "mala-2027").status_code == 200
    for part in ("basics", "dates", "money", "remedy", "scoring"):
        assert get(client, "call_part", "mala-2027", part).status_code == 200


def dates(**changes):
    given = {
        "content_version": "1",
        **{f"{name}_day": "21. 9. 2026" for name in ("published", "opens")},
        **{f"{name}_time": "8.00" for name in ("published", "opens")},
        "deadline_day": "30. 10. 2026",
        "deadline_time": "12.00",
        "opening_day": "2026-11-04",
        "opening_time": "9:00",
        "results_by_day": "15/12/2026",
        "results_by_time": "12",
    }
    return {**given, **changes}


def test_dates_are_read_as_written_and_get_their_zone(client):
    call = a_draft_call()
    assert post(client, "call_part", call.code, "dates", **dates()).status_code == 302
    call.refresh_from_db()
    assert call.content["dates"]["published"] == "2026-09-21T08:00:00+02:00"
    assert call.content["dates"]["deadline"] == "2026-10-30T12:00:00+01:00"
    assert call.content["dates"]["results_by"] == "2026-12-15T12:00:00+01:00"
    assert call.content_version == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("deadline_day", "31. 2. 2026"),
        ("deadline_day", ""),
        ("deadline_time", "25.00"),
        ("deadline_time", "poldne"),
        ("deadline_day", "1. 9. 2026"),
    ],
)
def test_impossible_date_is_said_at_its_field_and_nothing_is_lost(client, field, value):
    call = a_draft_call()
    answer = post(client, "call_part", call.code, "dates", **dates(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "15/12/2026" in answer.content.decode()
    call.refresh_from_db()
    assert call.content == small_call()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("25. 10. 2026", "2.30 nastopi dvakrat. Katero od obeh mislite?"),
        ("28. 3. 2027", "2.30 ne obstaja. Katero uro mislite?"),
    ],
)
def test_hour_that_the_clocks_skip_or_repeat_is_asked_back(client, day, sentence):
    call = a_draft_call()
    later = {"opening_day": "1. 4. 2027", "results_by_day": "15. 12. 2027"}
    typed = dates(deadline_day=day, deadline_time="2.30", **later)
    answer = post(client, "call_part", call.code, "dates", **typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["deadline_time"])
    call.refresh_from_db()
    assert call.content == small_call()
    typed["deadline_time"] = "3.00"
    assert post(client, "call_part", call.code, "dates", **typed).status_code == 302


def money(**changes):
    given = {
        "content_version": "1",
        "budget_0": "1.234,50",
        "budget_1": "500",
        "call_minimum": "",
        "call_maximum": "600",
    }
    return {**given, **changes}


def test_budgets_and_limits_are_written_to_the_cent(client):
    call = a_draft_call()
    assert post(client, "call_part", call.code, "money", **money()).status_code == 302
    call.refresh_from_db()
    assert [lot["budget"] for lot in call.content["lots"]] == ["1234.50", "500.00"]
    assert call.content["grant"] == {"maximum": "600.00"}
    assert call.lots.get(code="A").budget_cents == 123450


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("budget_0", "-5"),
        ("budget_0", ""),
        ("budget_0", "1,234"),
        ("budget_0", "9" * 30),
        ("call_maximum", "abc"),
        ("call_minimum", "700"),
    ],
)
def test_unreadable_amount_is_refused(client, field, value):
    call = a_draft_call()
    answer = post(client, "call_part", call.code, "money", **money(**{field: value}))
    assert answer.status_code == 422
    assert Call.objects.get().content == small_call()


def test_share_of_a_nested_lot_stays_a_share(client):
    lots = small_call()["lots"]
    inner = [{**lots[0], "budget": "50%"}, {**lots[1], "budget": "50%"}]
    outer = {"code": "P", "title": lots[0]["title"], "budget": "100.00", "lots": inner}
    call = a_draft_call(lots=[outer])
    answer = post(
        client,
        "call_part",
        call.code,
        "money",
        content_version="1",
        budget_0="200",
        budget_1="33,25",
        budget_2="66,75",
    )
    assert answer.status_code == 302
    call.refresh_from_db()
    [changed] = call.content["lots"]
    assert [lot["budget"] for lot in changed["lots"]] == ["33.25%", "66.75%"]
    assert dict(call.lots.values_list("code", "budget_cents"))["A"] == 6650


def test_title_and_remedy_are_changed_in_their_forms(client):
    call = a_draft_call()
    basics = {"title_sl": "Novi", "title_it": "Nuovo", "supplement_days": "10", "total": ""}
    assert (
        post(
            client, "call_part", call.code, "basics", content_version="1", file_number="1", **basics
        ).status_code
        == 302
    )
    remedy = {"kind": "lawsuit", "days": "30", "to_sl": "sodišče", "to_it": "tribunale"}
    assert (
        post(client, "call_part", call.code, "remedy", content_version="2", **remedy).status_code
        == 302
    )
    call.refresh_from_db()
    assert call.content["title"] == {"sl": "Novi", "it": "Nuovo"}
    assert call.file_number == "1"
    assert "applications_per_organisation" not in call.content
    assert call.content["remedy"]["to"] == {"sl": "sodišče", "it": "tribunale"}


SHORT = {"title_sl": "Novi", "title_it": "Nuovo", "supplement_days": "10"}


def test_short_title_is_changed_and_taken_away_in_the_form(client):
    call = a_draft_call()
    both = {"short_title_sl": "Kultura", "short_title_it": "Cultura"}
    for version, given in (("1", both), ("2", {})):
        answer = post(
            client, "call_part", call.code, "basics", content_version=version, **SHORT, **given
        )
        assert answer.status_code == 302
        call.refresh_from_db()
        assert call.content.get("short_title") == (
            {"sl": "Kultura", "it": "Cultura"} if given else None
        )
    assert check(call.content) == check(small_call())


def test_short_title_in_one_language_is_asked_for_in_the_other(client):
    call = a_draft_call()
    given = {"content_version": "1", **SHORT, "short_title_sl": "Kultura"}
    answer = post(client, "call_part", call.code, "basics", **given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"short_title_it"}
    assert answer.context["form"]["short_title_sl"].value() == "Kultura"


def test_fault_of_the_short_title_leads_to_its_form():
    before = check(small_call())
    [fault] = [one for one in check(small_call(short_title={"sl": "Kultura"})) if one not in before]
    with override("sl"):
        words = place_in_words(fault.place, {})
    assert (form_for(fault.place), words) == ("basics", "kratki naslov › it")


def test_second_of_two_tabs_overwrites_nothing(client):
    call = a_draft_call()
    post(client, "call_part", call.code, "money", **money())
    answer = post(client, "call_part", call.code, "dates", **dates())
    assert answer.status_code == 422
    call.refresh_from_db()
    assert call.content["dates"] == small_call()["dates"]


def test_mended_file_replaces_the_draft_only_with_its_version(client):
    call = a_draft_call()
    mended = write_yaml(small_call(supplement_days=10)).encode()
    for version, status in (("1", 302), ("1", 422), ("2", 302)):
        file = SimpleUploadedFile("razpis.yaml", mended)
        answer = post(client, "call_replace", call.code, file=file, content_version=version)
        assert answer.status_code == status
    call.refresh_from_db()
    assert call.content["supplement_days"] == 10


def test_file_of_another_call_is_refused():
    call = a_draft_call()
    with pytest.raises(Refused):
        replace_call_content(
            call=call,
            content=small_call(code="druga-2027"),
            content_version=1,
            actor=person("Ada"),
        )


def test_export_reads_back_to_the_same_bytes(client):
    call = a_draft_call()
    as_yaml = get(client, "call_yaml", call.code)
    as_json = get(client, "call_json", call.code)
    assert as_yaml["Content-Disposition"] == 'attachment; filename="mala-2027.yaml"'
    assert read_call(as_yaml.content).call == small_call()
    assert as_json.content == canonical(small_call())


def test_published_call_is_not_changed_by_a_form(client):
    call = a_published_call()
    answer = post(client, "call_part", call.code, "money", moment=PUBLISHED, **money())
    assert answer.status_code == 302
    call.refresh_from_db()
    assert call.content == small_call()


PAGES = [
    ("call_setup", ()),
    ("call_yaml", ()),
    ("call_json", ()),
    ("call_part", ("dates",)),
    ("call_replace", ()),
    ("call_publish", ()),
    ("call_cancel", ()),
]
READABLE = {"call_setup", "call_yaml", "call_json"}


@pytest.mark.parametrize(("name", "more"), PAGES)
@pytest.mark.parametrize("who", ["Ada", "Emil", "Fani", "Celia", "Bruno", "Dario"])
def test_set_up_is_read_by_staff_and_changed_by_the_officer(client, name, more, who):
    call = a_draft_call()
    expected = 200 if who == "Ada" else 403 if who in ("Emil", "Fani") else 404
    if name in READABLE and who in ("Emil", "Fani"):
        expected = 200
    assert get(client, name, call.code, *more, who=who).status_code == expected


@pytest.mark.parametrize("who", ["Emil", "Fani", "Bruno"])
def test_new_call_is_made_by_officers_only(client, who):
    bonaca()
    assert get(client, "call_new", who=who, moment=FILING).status_code == 403
    assert get(client, "call_upload", who=who, moment=FILING).status_code == 403


def test_officer_of_one_call_makes_no_new_ones(client):
    call = a_draft_call()
    RoleGrant.objects.create(user=person("Oton"), role=Role.OFFICER, call_id=call.pk)
    assert get(client, "call_new", who="Oton").status_code == 403
    with pytest.raises(PermissionDenied):
        import_call(
            funder=bonaca(), content=small_call(code="x-1"), file_number="", actor=person("Oton")
        )


@pytest.mark.parametrize(
    ("language", "words"),
    [("sl", "Oznako zapišite z malimi črkami"), ("it", "Scrivete il codice con lettere minuscole")],
)
def test_wrong_code_is_said_in_the_language_of_the_page(client, language, words):
    bonaca()
    with override(language):
        data = {"ready": "kultura", "code": "Kultura 2028", "funder": bonaca().pk, **WHEN}
        page = post(client, "call_new", **data).content.decode()
    assert words in page
    assert "slug" not in page


def test_part_that_is_missing_is_mended_in_the_form_that_holds_it():
    content = small_call()
    del content["remedy"]
    rows = fault_rows(check(content), content)
    assert "remedy" in [row["part"] for row in rows]
    assert (form_for("lots[0].grant.maximum"), form_for("lots[0].grant.share")) == ("money", "")
