"""Lists of other people, read: letters, marks, amounts, words; and what is refused."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from accounts.guarded.pool import Busy, ChildDied, TookTooLong, TookTooMuch
from applicants.files.check import FileFault, FileRefused
from callfile.numbers.written import NumberError
from reports.history import sent_list, table_file
from reports.history.headings import guess_columns, guess_decimal, guess_meaning, head_row
from reports.history.rows import ListReading, RowFaultCode, read_amount, read_rows, withheld
from reports.history.sent_list import read_sent_list
from reports.history.table_file import NO_VALUE, TableFault, TableRefused, read_table
from tests.reports.history_lists import workbook

ROWS = [["Ime", "Znesek"], ["Društvo Češnja", "1.234,56"]]


def lines(delimiter=";"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(ROWS)
    return out.getvalue()


def refused(name, data):
    with pytest.raises(TableRefused) as caught:
        read_table(name, data)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_letter_and_mark(encoding, delimiter):
    table = read_table("list.csv", lines(delimiter).encode(encoding))
    assert [cells for _row, cells in table.rows] == ROWS


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Association;Ville\nThéâtre à Sète;Nîmes où\n", "cp1252"),
        ("Associazione;Città\nPerché no;Università più\n", "cp1252"),
        ("Društvo;Kraj\nČebelarji Žužemberk;Črnomelj\n", "cp1250"),
        ("Društvo;Oseba\nKlub Kneževića;Đurđa\n", "cp1250"),
    ],
)
def test_code_page_follows_the_letters(text, encoding):
    table = read_table("list.csv", text.encode(encoding))
    assert table.read_as.startswith(encoding)
    assert table.rows[1][1] == text.splitlines()[1].split(";")


def test_chosen_encoding_goes_before_the_guess():
    table = read_table("list.csv", "Ime;Kraj\nČoln;Č\n".encode("cp1250"), "cp1252")
    assert table.rows[1][1] == ["Èoln", "È"]


def test_row_numbers_are_those_of_the_file():
    text = 'a;b\n\n"two\nlines";1\nlast;2\n'
    assert [row for row, _cells in read_table("list.csv", text.encode()).rows] == [1, 3, 5]


def test_cells_lose_what_cannot_be_seen():
    table = read_table("list.csv", "a;b\nmoder\u202erde\u0301č\x07;x\n".encode())
    assert table.rows[1][1] == ["moder rdéč", "x"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", TableFault.EMPTY),
        ("a.csv", b"only;headings\n", TableFault.EMPTY),
        ("a.csv", b"\n" * 50, TableFault.EMPTY),
        ("a.csv", b"x" * 10_000_001, TableFault.TOO_LARGE),
        ("a.csv", b"a;b\n" * 20_002, TableFault.TOO_MANY_ROWS),
        ("a.csv", b"a;" * 101 + b"a\nb;c\n", TableFault.TOO_MANY_COLUMNS),
        ("a.csv", b"\xff\xfea", TableFault.UNREADABLE),
        ("a.csv", b"a;b\n\x00;1\n", TableFault.UNREADABLE),
        ("a.csv", b"%PDF-1.7\n;;\n", TableFault.UNREADABLE),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, TableFault.UNREADABLE),
        ("a.csv", b'a;b\n"' + b"x" * 200_000 + b'";1\n', TableFault.UNREADABLE),
    ],
)
def test_what_is_no_list_is_refused(name, data, code):
    assert refused(name, data) == code


# ---- workbooks


def test_workbook_gives_values_as_texts():
    data = workbook([["Ime", "Znesek", "Dan"], ["Šola", 1234.5, "x"], ["Čoln", 7, True]])
    assert [cells for _row, cells in read_table("list.xlsx", data).rows[1:]] == [
        ["Šola", "1234.5", "x"],
        ["Čoln", "7", "TRUE"],
    ]


def test_workbook_fraction_is_never_taken_for_thousands():
    data = workbook([["Ime", "Znesek"], ["a", 1.234], ["b", 0.1 + 0.2], ["c", 1e20]])
    read = [cells[1] for _row, cells in read_table("list.xlsx", data).rows[1:]]
    assert read == ["1.2340", "0.3", "100000000000000000000"]


def test_workbook_formula_is_not_computed():
    data = workbook([["Ime", "Znesek"], ["a", "=1+1"], ["b", 5]])
    assert [cells for _row, cells in read_table("list.xlsx", data).rows[1:]] == [
        ["a", NO_VALUE],
        ["b", "5"],
    ]


def test_workbook_formula_with_a_stored_value_is_that_value():
    data = workbook([["Ime", "Znesek"], ["a", "=1+1"]])
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = text.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                text = text.replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")
                text = text.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
            new.writestr(part, text)
    assert read_table("list.xlsx", kept.getvalue()).rows[1][1] == ["a", "2"]


def test_workbook_first_sheet_with_content_is_read():
    book = Workbook()
    sheet = book.create_sheet("Drugi")
    sheet.append(["Ime", "Znesek"])
    sheet.append(["a", 1])
    data = io.BytesIO()
    book.save(data)
    table = read_table("list.xlsx", data.getvalue())
    assert table.read_as == "xlsx Drugi"


def test_workbook_with_entities_is_refused():
    data = workbook(ROWS)
    bad = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(bad, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                head = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
                text = head + text
            new.writestr(part, text)
    with pytest.raises(TableRefused) as refused:
        read_table("list.xlsx", bad.getvalue())
    assert refused.value.fault is FileFault.DAMAGED


def test_workbook_that_swells_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("xl/sharedStrings.xml", b"x" * 100_000_001)
    with pytest.raises(TableRefused) as found:
        read_table("list.xlsx", bomb.getvalue())
    assert found.value.fault is FileFault.SWELLS


def test_workbook_with_broken_bytes_far_in_a_sheet_is_refused():
    data = workbook([["Ime", "Znesek"], *([f"Društvo {row * 7919}", row] for row in range(2_000))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    # Some of them spoil the unpacking, some only the checksum.
    places = [sheet.header_offset + sheet.compress_size * part // 16 for part in range(5, 15)]
    broken = [data[:place] + b"\xff" * 512 + data[place + 512 :] for place in places]
    for one in broken:
        with pytest.raises(TableRefused) as caught:
            read_table("list.xlsx", one)
        assert caught.value.fault is FileFault.DAMAGED


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"a;b\nc;d\n"])
def test_workbook_that_is_none_is_refused(data):
    with pytest.raises(TableRefused) as refused:
        read_table("list.xlsx", data)
    assert refused.value.fault is not None
    with pytest.raises(FileRefused) as said:
        read_sent_list("list.xlsx", data, "")
    assert said.value.code is refused.value.fault


def test_list_as_sent_is_what_the_reader_makes_of_it():
    data = "a;b\nč;d\n".encode()
    assert read_sent_list("list.csv", data, "") == read_table("list.csv", data)


def test_list_whose_texts_are_too_many_is_refused(monkeypatch):
    monkeypatch.setattr(table_file, "_MOST_LETTERS", 1_000)
    text = ";".join(["x" * 100] * 5)
    with pytest.raises(TableRefused) as refused:
        read_table("list.csv", f"{text}\n".encode() * 3)
    assert refused.value.code is TableFault.TOO_LARGE


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (TookTooLong("x"), TableFault.ENDLESS),
        (TookTooMuch("x"), TableFault.SWELLS),
        (Busy("x"), TableFault.NOT_NOW),
        (ChildDied("x"), TableFault.UNREADABLE),
    ],
)
def test_child_that_gives_no_answer_is_a_sentence(monkeypatch, fault, code):
    def fail(*_given):
        raise fault

    monkeypatch.setattr(sent_list, "look_at", fail)
    with pytest.raises(TableRefused) as refused:
        read_sent_list("list.csv", b"a;b\nc;d\n", "")
    assert refused.value.code is code


# ---- headings


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("Zap. št.;Naziv društva;Znesek zaprošenih sredstev;Dodeljeno", {1: "organisation"}),
        ("Anno;Beneficiario;Importo richiesto;Importo concesso", {2: "requested", 3: "awarded"}),
        ("Nom du bénéficiaire;SIRET;Montant demandé;Montant voté", {0: "organisation"}),
        ("Recipient name;Project title;Amount requested;Amount awarded", {1: "purpose"}),
        ("A;B;C", {}),
    ],
)
def test_headings_are_guessed(headings, found):
    guess = {place: target for target, place in guess_columns(headings.split(";")).items()}
    assert found.items() <= guess.items()
    assert len(set(guess)) == len(guess)


def test_headings_may_stand_below_a_title():
    rows = [(1, ["Dotacije 2024", "", ""]), (2, ["Društvo", "Leto", "Odobreno"])]
    assert head_row(rows) == 1


@pytest.mark.parametrize(
    ("values", "decimal"),
    [
        (["1.234", "1.234,50"], "comma"),
        (["1,234", "12.5"], "point"),
        (["1.234", "1.234.567"], "comma"),
        (["1.234", "500"], ""),
    ],
)
def test_decimal_mark_follows_the_amounts_without_doubt(values, decimal):
    assert guess_decimal(values) == decimal


def test_proposed_is_not_taken_for_granted():
    assert [guess_meaning(one) for one in ("proposed_eur", "Izplačano", "Concesso")] == [
        "proposed",
        "paid",
        "granted",
    ]


# ---- rows


@pytest.mark.parametrize(
    ("text", "decimal", "cents"),
    [
        ("1.234,56", "", 123456),
        ("1234.56", "", 123456),
        ("1 234,56 €", "", 123456),
        ("1\u202f234,56 €", "", 123456),
        ("€ 12", "", 1200),
        ("1.234", "comma", 123400),
        ("1,234", "point", 123400),
        ("1.234 €", "comma", 123400),
        ("0", "", 0),
        ("", "", None),
        ("–", "", None),
    ],
)
def test_amount_is_read_as_people_write_it(text, decimal, cents):
    assert read_amount(text, decimal) == cents


@pytest.mark.parametrize(("text", "decimal"), [("1,234", "comma"), ("1.234", "point")])
def test_amount_with_three_decimals_is_not_thousands(text, decimal):
    with pytest.raises(NumberError, match="too_many_decimals"):
        read_amount(text, decimal)


COLUMNS = {"organisation": 0, "kind": 1, "year": 2, "requested": 3, "awarded": 4}


def faults_of(*cells, **changes):
    reading = ListReading(0, {**COLUMNS, **changes}, operational=["F"], project=["P"])
    return [
        (fault.row, fault.target, fault.code)
        for fault in read_rows([(1, []), (7, list(cells))], reading).faults
    ]


@pytest.mark.parametrize(
    ("cells", "target", "code"),
    [
        (("", "F", "2024", "1", ""), "organisation", RowFaultCode.MISSING),
        (("x" * 251, "F", "2024", "1", ""), "organisation", RowFaultCode.TOO_LONG),
        (("a", "R", "2024", "1", ""), "kind", RowFaultCode.UNKNOWN_KIND),
        (("a", "F", "", "1", ""), "year", RowFaultCode.MISSING),
        (("a", "F", "2024/25", "1", ""), "year", RowFaultCode.NOT_A_YEAR),
        (("a", "F", "1492", "1", ""), "year", RowFaultCode.NOT_A_YEAR),
        (("a", "F", "2024", "1.234", ""), "requested", RowFaultCode.AMBIGUOUS),
        (("a", "F", "2024", "many", ""), "requested", RowFaultCode.NOT_AN_AMOUNT),
        (("a", "F", "2024", "", "-5"), "awarded", RowFaultCode.NEGATIVE),
        (("a", "F", "2024", "", "1,005.123"), "awarded", RowFaultCode.TOO_MANY_DECIMALS),
        (("a", "F", "2024", "9007199254740993", ""), "requested", RowFaultCode.TOO_LARGE),
        (("a", "F", "2024", "", ""), "awarded", RowFaultCode.NO_AMOUNT),
        (("a", "F", "2024", NO_VALUE, "1"), "requested", RowFaultCode.NO_VALUE),
    ],
)
def test_fault_names_row_column_and_reason(cells, target, code):
    assert faults_of(*cells) == [(7, target, code)]


def test_every_fault_of_a_row_is_named():
    assert len(faults_of("", "R", "never", "x", "y")) == 5


def test_day_gives_its_year_and_missing_amount_stays_missing():
    reading = ListReading(0, COLUMNS, operational=["f"], project=["p"])
    found = read_rows([(1, []), (2, ["a", "F", "3. 5. 2024", "", "0"])], reading)
    assert [(one.year, one.kind, one.requested, one.awarded) for one in found.awards] == [
        (2024, "operational", None, 0)
    ]


def test_of_natural_persons_only_the_amount_stays():
    columns = {"organisation": 0, "organisation_number": 1, "purpose": 2, "recipient": 3}
    reading = ListReading(0, {**columns, "awarded": 4}, persons=["fizična oseba"], year=2024)
    rows = [
        (1, []),
        (2, ["Ana Kos", "", "vozniški izpit", "Fizična oseba", "100"]),
        (3, ["Mario Rossi", "RSSMRA85T10A562S", "cure", "", "200"]),
        (4, ["Borut Pirc", "", "knjiga", "", "300"]),
        (5, ["Društvo Pirc", "", "tabor", "", "400"]),
    ]
    found = read_rows(rows, reading).awards
    assert [(one.row, one.is_person, one.may_be) for one in found] == [
        (2, True, False),
        (3, True, False),
        (4, False, True),
        (5, False, False),
    ]
    public = list(withheld(found, {4}))
    assert [(one.organisation, one.purpose, one.awarded) for one in public] == [
        ("", "", 10000),
        ("", "", 20000),
        ("", "", 30000),
        ("Društvo Pirc", "tabor", 40000),
    ]
    assert not any(one.organisation_number for one in public)
