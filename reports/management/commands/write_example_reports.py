"""Each example of the library as the document that a council would read."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from callfile.call import call_of
from grants.selectors.calls.ready_calls import ReadyCall, ready_calls
from reports.documents.outcome import outcome_pdf
from reports.selectors.outcome import PublicOutcome

MUNICIPALITY = {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"}
NOTE = {
    "sl": "Zgled iz knjižnice razpisov: občina, pravilnik, vloge in ocene so izmišljeni.",
    "it": "Esempio dalla raccolta dei bandi: comune, regolamento, domande e voti sono inventati.",
    "en": "An example of the library: municipality, rules, applications and marks are fictional.",
}


class Command(BaseCommand):
    help = "Write library/examples/*.pdf: the outcome of each example in every language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", type=Path, default=None, help="another folder")

    def handle(self, *args: Any, **options: Any) -> None:
        for ready in ready_calls():
            for language in NOTE:
                folder = options["into"] or example_folder()
                path = folder / f"{ready.name}.{language}.pdf"
                path.write_bytes(outcome_pdf(example_of(ready), language))
                self.stdout.write(path.name)


def example_folder() -> Path:
    return Path(__file__).parents[3] / "library" / "examples"


def example_of(ready: ReadyCall) -> PublicOutcome:
    """The call of the library with its example evaluation."""
    source = example_folder() / f"{ready.name}.evaluation.json"
    return PublicOutcome(
        call=ready.content,
        evaluation=json.loads(source.read_text(encoding="utf-8")),
        at=call_of(ready.content).dates.results_by,
        letterhead=lambda language: {
            "name": MUNICIPALITY[language],
            "department": "",
            "address": "",
        },
        note=NOTE,
    )
