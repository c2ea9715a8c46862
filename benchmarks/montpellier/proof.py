"""What must hold after the batch: nothing twice, nothing lost, nothing left over, every cent."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from audit.core.entry import EntryType
from audit.models import LedgerEntry
from awards.models import Decision
from callfile.numbers.money import cents as cents_of
from grants.models import Call
from reports.models import Document, DocumentKind
from reports.selectors.summary import call_summary
from reports.spreadsheets.workbook import summary_workbook
from tests.spreadsheets import cents, column_values, computed

Fact = tuple[str, object, object]


def facts(call: Call, expected: int, folder: Path) -> Iterator[Fact]:
    """What was looked at, what was found, what must be found."""
    yield from counts(call, expected)
    yield "files of decisions without a document", len(orphans()), 0
    yield "fsck", fsck(), "passes"
    given = dict(call.decisions.values_list("application__number", "amount_cents"))
    recomputed = recomputed_amounts(call, folder)
    yield "amounts of ./merila recompute that differ", differing(given, recomputed), 0
    found, sums = spreadsheet_amounts(call, folder)
    yield "amounts computed by LibreOffice that differ", differing(given, found), 0
    for lot, total in sums.items():
        budget = call.lots.get(code=lot).budget_cents
        awarded = sum(
            call.decisions.filter(application__lot__code=lot).values_list("amount_cents", flat=True)
        )
        yield f"sum of lot {lot} in LibreOffice, cents", total, awarded
        yield f"left of the {budget} cents of lot {lot}", (budget or 0) - awarded, 0


def counts(call: Call, expected: int) -> Iterator[Fact]:
    """Each application has one of each."""
    issued = Decision.objects.filter(call=call, issued_at__isnull=False)
    documents = Document.objects.filter(call=call, kind=DocumentKind.DECISION)
    entries = LedgerEntry.objects.filter(call_code=call.code, type=EntryType.DECISION_ISSUED)
    yield "decisions issued", issued.count(), expected
    yield "numbers of decisions", issued.values("number").distinct().count(), expected
    yield "documents", documents.count(), expected
    yield "documents with the hash in the decision", _same_hashes(call), expected
    yield "entries decision.issued", entries.count(), expected
    named = Counter(
        json.loads(text)["application"] for text in entries.values_list("payload__text", flat=True)
    )
    yield "applications named in them", len(named), expected
    yield "state of the call", call.state, "decided"


def _same_hashes(call: Call) -> int:
    kept = Document.objects.filter(call=call, kind=DocumentKind.DECISION)
    hashes = dict(kept.values_list("decision_id", "sha256"))
    rows = call.decisions.values_list("pk", "document_sha256")
    return sum(hashes.get(decision) == sha256 for decision, sha256 in rows)


def orphans() -> list[str]:
    """Files in the folder of documents that no row names."""
    root = Path(settings.MEDIA_ROOT)
    known = set(Document.objects.values_list("file", flat=True))
    files = (path.relative_to(root).as_posix() for path in root.glob("documents/**/*"))
    return [name for name in files if (root / name).is_file() and name not in known]


def fsck() -> str:
    out = StringIO()
    try:
        call_command("fsck", stdout=out, stderr=out)
    except SystemExit as ended:
        if ended.code:
            return out.getvalue()[-300:]
    return "passes"


def recomputed_amounts(call: Call, folder: Path) -> dict[str, int]:
    """By the command that anybody can run, from the published files."""
    files = []
    for kind in (DocumentKind.PUBLIC_CALL, DocumentKind.PUBLIC_EVALUATION):
        document = Document.objects.get(call=call, kind=kind)
        files.append(folder / document.name)
        files[-1].write_bytes(document.file.read())
    printed = subprocess.run(
        [sys.executable, "-S", "merila", "recompute", *map(str, files)],
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )
    lots = json.loads(printed.stdout)["lots"].values()
    return {
        number: cents_of(amount) or 0 for lot in lots for number, amount in lot["amounts"].items()
    }


def spreadsheet_amounts(call: Call, folder: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Amounts by number and sums by lot, as LibreOffice computes them."""
    summary = call_summary(call)
    book = computed(summary_workbook(summary), folder)
    amounts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for place, lot in enumerate(summary.lots):
        sheet = book.worksheets[1 + 2 * place]
        count = len(lot.ranked)
        found = column_values(sheet, "Izračunano, €", count)
        numbers = column_values(sheet, "Številka", count)
        amounts |= dict(zip(numbers, map(cents, found), strict=True))
        sums[lot.code] = cents(column_values(sheet, "Številka", count + 1)[-1])
    return amounts, sums


def differing(given: Mapping[str, int], found: Mapping[str, int]) -> int:
    """Whoever is not among the found must have nothing."""
    return sum(amount != found.get(number, 0) for number, amount in given.items())
