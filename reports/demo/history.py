"""The history in the demo: a real city with its published list of 2014, and a begun import.

The city has no call and no language of these pages. The other list, invented, waits in preparation
with a fault and a person's name in it.
"""

from pathlib import Path

from accounts.models import User
from grants.models import Funder
from reports.actions.import_history import import_history
from reports.actions.map_import import map_import
from reports.actions.prepare_import import prepare_import
from reports.demo.people import World
from reports.history.rows import ListReading
from reports.history.table_file import read_table
from reports.models import AmountMeaning, HistoricImport
from reports.selectors.history_import import guessed

_DATA = Path(__file__).parent / "data"
LIST = _DATA / "montpellier_2014_subsidies.csv"
BEGUN = _DATA / "dodelitve_kultura.csv"


def import_real_list(world: World) -> HistoricImport:
    """As the administrator does it at the desk: read, say the columns, import."""
    city = Funder.objects.create(
        code="montpellier", name={"fr": "Ville de Montpellier"}, languages=["fr"]
    )
    about = {
        "source_name": "Ville de Montpellier",
        "source_place": "Demandes de subventions des associations, 2014",
        "licence": "Licence Ouverte / Open Licence",
    }
    administrator = world.people["viljem"]
    batch = _prepared(LIST, city, about, 2014, administrator)
    return import_history(batch=batch, persons=(), without_faulty=False, actor=administrator)


def begin_own_list(world: World) -> HistoricImport:
    """The officer has said the columns and looks at what came out."""
    about = {
        "source_name": "Občina Bonaca",
        "source_place": "Poročilo o sofinanciranju kulture v letu 2019",
        "licence": "CC BY 4.0",
    }
    return _prepared(BEGUN, world.funder, about, None, world.people["ada"])


def _prepared(
    path: Path, funder: Funder, about: dict[str, str], year: int | None, actor: User
) -> HistoricImport:
    content = path.read_bytes()
    table = read_table(path.name, content)
    batch = prepare_import(
        funder=funder,
        name=path.name,
        content=content,
        table=table,
        about=about,
        year=year,
        actor=actor,
    )
    first = guessed(table.rows)
    meaning = AmountMeaning(first.pop("meaning"))
    return map_import(
        batch=batch, reading=ListReading(**first, year=year), meaning=meaning, actor=actor
    )
