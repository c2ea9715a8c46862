"""A workbook as LibreOffice computes it: what its reader sees, not what we wrote."""

import shutil
import subprocess
from decimal import Decimal

from openpyxl import load_workbook


def computed(data, folder):
    """The workbook as LibreOffice computes and saves it, values only."""
    office = shutil.which("soffice")
    assert office, "LibreOffice (soffice) is needed to compute the formulas of the summary"
    source = folder / "summary.xlsx"
    source.write_bytes(data)
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
        timeout=110,
    )
    return load_workbook(out / "summary.xlsx", data_only=True)


def column_of(sheet, head_row, words):
    heads = [str(cell.value or "") for cell in sheet[head_row]]
    return next(place for place, text in enumerate(heads) if text.startswith(words))


def head_of(sheet):
    """The row of the head of a table of amounts; a table of rounds may stand above it."""
    for [cell] in sheet.iter_rows(max_col=1):
        if str(cell.value or "").startswith("Številka"):
            return int(cell.row)
    raise AssertionError(f"{sheet.title} has no head")


def column_values(sheet, words, rows):
    """The first `rows` values under a heading."""
    head = head_of(sheet)
    place = column_of(sheet, head, words) + 1
    return [sheet.cell(head + 1 + offset, place).value for offset in range(rows)]


def cents(value):
    """Whole cents; a number that is none, beyond what a spreadsheet's numbers lose, fails."""
    exact = Decimal(str(value)) * 100
    whole = exact.to_integral_value()
    assert abs(exact - whole) < Decimal("0.0001"), value
    return int(whole)
