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


def cents(value):
    return int((Decimal(str(value)) * 100).to_integral_value())
