"""Turn a city's real list of requests into a call and an evaluation that can be recomputed.

    python benchmarks/montpellier/make_montpellier.py CSV OUT_DIR
    ./merila recompute OUT_DIR/call.json OUT_DIR/evaluation.json

What is real: every request of the list (kind, amount, order) and the two pots, which are the sums
that the city proposed. Where the city left the request empty, its own proposal counts as the
request. What is made up: the scores. The names stay behind; an application is F-0001 or P-0001.

The two rubrics are published ones. Lot F: the six weighted criteria of the Croatian government
office for associations (https://udruge.gov.hr/print.aspx?id=5210&url=print), the last one with
coefficient 4, because the printed 2 does not give the printed maximum of 20. Lot P: the four
criteria of the City of Phoenix (Project Support Program), 10, 30, 30 and 30 points. Five assessors
score every application; the highest and the lowest score of a criterion are dropped, as in
Columbia, Missouri. Every score is read off SHA-256 of number, assessor and criterion: no state, no
clock, the same bytes on every machine. Standard library only.
"""

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ASSESSORS = ("assessor-1", "assessor-2", "assessor-3", "assessor-4", "assessor-5")
SEED = "montpellier 2014"
QUALITY_LEAST, QUALITY_SPREAD, NOISE = 30, 66, 12  # percent of a criterion's maximum

Texts = dict[str, str]


def texts(sl: str, it: str, en: str) -> Texts:
    """One text in the three languages of the call."""
    return {"sl": sl, "it": it, "en": en}


# code, weight, highest score, title
OPERATION = (
    ("N1", "3", 5, texts("Prispevek k splošnemu dobremu", "Contributo al bene comune",
                         "Contribution to the common good")),
    ("N2", "3", 5, texts("Inovativnost", "Innovazione", "Innovation")),
    ("N3", "4", 5, texts("Spodbujanje lokalnega razvoja", "Promozione dello sviluppo locale",
                         "Local development")),
    ("N4", "4", 5, texts("Izvedljivost", "Fattibilità", "Feasibility")),
    ("N5", "2", 5, texts("Trajnost", "Durata nel tempo", "Sustainability")),
    ("N6", "4", 5, texts("Predstavitev", "Presentazione", "Presentation")),
)  # fmt: skip
PROJECTS = (
    ("P1", "1", 10, texts("Predstavitev", "Presentazione", "Overview")),
    ("P2", "1", 30, texts("Pomen za skupnost", "Rilevanza per la comunità",
                          "Community significance")),
    ("P3", "1", 30, texts("Umetniška in kulturna vrednost", "Valore artistico e culturale",
                          "Artistic and cultural value")),
    ("P4", "1", 30, texts("Izvedljivost", "Fattibilità", "Feasibility")),
)  # fmt: skip
CRITERIA = {"F": OPERATION, "P": PROJECTS}
TITLES = {
    "F": texts("Redno delovanje", "Attività ordinaria", "Regular operation"),
    "P": texts("Projekti", "Progetti", "Projects"),
}
KINDS = {"F": "operational", "P": "project"}
ALLOCATION: dict[str, dict[str, object]] = {
    "F": {
        "method": "point_value",
        "redistribute": True,
        "text": texts(
            "Sredstva se delijo s seštevkom točk; nobena vloga ne dobi več, kot je zaprosila, "
            "ostanek se razdeli med druge po istem pravilu.",
            "I fondi si dividono per la somma dei punti; nessuna domanda riceve più di quanto ha "
            "richiesto, il resto si ripartisce tra le altre secondo la stessa regola.",
            "The funds are divided by the sum of the points; no application receives more than "
            "it asked for, what remains is divided among the others by the same rule.",
        ),
    },
    "P": {
        "method": "ranked",
        "last": "partial",
        "text": texts(
            "Vloge nad pragom dobijo zaprošeni znesek po vrstnem redu točk; prva, za katero "
            "sredstev ni dovolj, dobi ostanek.",
            "Le domande oltre la soglia ricevono l’importo richiesto in ordine di punteggio; la "
            "prima per cui i fondi non bastano riceve il resto.",
            "Applications above the threshold receive the amount requested in order of points; "
            "the first for which the funds are not enough receives the remainder.",
        ),
    },
}
THRESHOLD = {"F": "40", "P": "60"}
DECIDES = {"F": "N3", "P": "P3"}


def requests_of(path: Path) -> Iterator[tuple[str, str, int, int]]:
    """(number, lot, requested, proposed) of every line of the list, in its order; whole euros."""
    counts = dict.fromkeys(CRITERIA, 0)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            lot = row["funding_type"]
            counts[lot] += 1
            proposed = int(row["proposed_eur"] or 0)
            requested = int(row["requested_eur"] or proposed)
            yield f"{lot}-{counts[lot]:04}", lot, requested, proposed


def drawn(number: str, *parts: str) -> int:
    """A large number that depends on nothing but these texts."""
    digest = hashlib.sha256("|".join((SEED, number, *parts)).encode()).digest()
    return int.from_bytes(digest[:8], "big")


def score(number: str, assessor: str, code: str, highest: int) -> int:
    """What an assessor gives: the quality of the application and some disagreement."""
    quality = QUALITY_LEAST + drawn(number, "quality") % QUALITY_SPREAD
    noise = drawn(number, assessor, code) % (2 * NOISE + 1) - NOISE
    percent = min(max(quality + noise, 0), 100)
    return (highest * percent + 50) // 100


def sheets_of(number: str, lot: str) -> list[dict[str, object]]:
    """The five sheets of one application."""
    return [
        {
            "assessor": assessor,
            "answers": {
                code: {"value": str(score(number, assessor, code, highest))}
                for code, _, highest, _ in CRITERIA[lot]
            },
        }
        for assessor in ASSESSORS
    ]


def lot_of(code: str, budget: int) -> dict[str, object]:
    """One lot of the call."""
    children = [
        {"code": name, "kind": "score", "title": title, "weight": weight,
         "min": "0", "max": str(highest), "step": "1"}
        for name, weight, highest, title in CRITERIA[code]
    ]  # fmt: skip
    return {
        "code": code,
        "kind": KINDS[code],
        "title": TITLES[code],
        "budget": f"{budget}.00",
        "rubric": {"code": f"rubric-{code}", "title": TITLES[code], "children": children},
        "aggregation": {"method": "trimmed_mean", "decimals": 2, "minimum_sheets": 5},
        "threshold": {"total": THRESHOLD[code]},
        "tie_break": [f"criterion:{DECIDES[code]}", "requested:lower", "draw"],
        "allocation": ALLOCATION[code],
    }


def make(source: Path) -> tuple[dict[str, object], dict[str, object]]:
    """The call and the evaluation of the list at `source`."""
    budgets = dict.fromkeys(CRITERIA, 0)
    applications = []
    for number, lot, requested, proposed in requests_of(source):
        budgets[lot] += proposed
        applications.append(
            {
                "number": number,
                "lot": lot,
                "requested": f"{requested}.00",
                "facts": {},
                "sheets": sheets_of(number, lot),
                "status": "complete",
            }
        )
    call: dict[str, object] = {
        "merila": "call/1",
        "code": "montpellier-2014",
        "languages": ["sl", "it", "en"],
        "title": texts(
            "Zahtevki društev mestu, 2014: resnični zneski, izmišljene ocene",
            "Richieste delle associazioni a una città, 2014: importi reali, punteggi inventati",
            "Requests of associations to a city, 2014: real amounts, made-up scores",
        ),
        "lots": [lot_of(code, budget) for code, budget in budgets.items()],
    }
    evaluation: dict[str, object] = {
        "merila": "evaluation/1",
        "call": hashlib.sha256(canonical(call)).hexdigest(),
        "seed": SEED,
        "applications": applications,
    }
    return call, evaluation


def canonical(value: object) -> bytes:
    """The canonical JSON of what this file makes: texts, lists, mappings, ASCII keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def main(arguments: list[str]) -> int:
    """Write both files; 2 if the arguments are wrong."""
    if len(arguments) != 2:
        sys.stderr.write("usage: make_montpellier.py CSV OUT_DIR\n")
        return 2
    source, folder = Path(arguments[0]), Path(arguments[1])
    if not source.is_file():
        sys.stderr.write(f"{source}: no such file\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    call, evaluation = make(source)
    (folder / "call.json").write_bytes(canonical(call))
    (folder / "evaluation.json").write_bytes(canonical(evaluation))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
