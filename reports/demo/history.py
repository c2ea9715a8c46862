"""The second funder of the demo: a real city with nothing but its published list of 2014."""

from pathlib import Path

from grants.models import Funder
from reports.actions.import_history import import_history
from reports.actions.map_import import map_import
from reports.actions.prepare_import import prepare_import
from reports.demo.people import World
from reports.history.rows import Reading
from reports.history.table_file import read_table
from reports.models import AmountMeaning, HistoricImport
from reports.selectors.history_import import guessed

LIST = Path(__file__).parent / "data" / "montpellier_2014_subsidies.csv"


def import_real_list(world: World) -> HistoricImport:
    """As the administrator does it at the desk: read, say the columns, import."""
    city = Funder.objects.create(
        code="montpellier", name={"fr": "Ville de Montpellier"}, languages=["fr"]
    )
    administrator = world.people["viljem"]
    content = LIST.read_bytes()
    table = read_table(LIST.name, content)
    batch = prepare_import(
        funder=city,
        name=LIST.name,
        content=content,
        table=table,
        about={
            "source_name": "Ville de Montpellier",
            "source_place": "Demandes de subventions des associations, 2014",
            "licence": "Licence Ouverte / Open Licence",
        },
        year=2014,
        actor=administrator,
    )
    first = guessed(table.rows)
    batch = map_import(
        batch=batch,
        reading=Reading(
            head=first["head"],
            columns=first["columns"],
            operational=first["operational"],
            project=first["project"],
            decimal=first["decimal"],
            year=batch.year,
        ),
        meaning=AmountMeaning(first["meaning"]),
        actor=administrator,
    )
    return import_history(batch=batch, persons=(), without_faulty=False, actor=administrator)
