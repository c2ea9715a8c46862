"""Who scores which application is drawn, from what the entry before has said."""

from audit.core import canonical
from audit.core.entry import EntryType
from grants.actions._act import Done
from scoring.core.draw import draw_assessors
from scoring.models import AssessorDraw
from scoring.selectors.drawn import DrawnFrom


def record_draw(done: Done, source: DrawnFrom, seed: str) -> AssessorDraw:
    """Within the act that begins the scoring; `seed` is the hash of its entry."""
    order = draw_assessors(seed, source.applications, source.seats)
    rows = [{**row, "order": list(order[row["number"]])} for row in source.rows]
    draw = {**source.said, "seed": seed, "applications": rows}
    drawn = AssessorDraw(
        call=done.call, seed=seed, drawn_at=done.at, seats=list(source.keys), draw=draw
    )
    drawn.entry = done.record(
        type=EntryType.ASSESSORS_DRAWN,
        pub={"seed": seed, "draw": canonical.digest(draw)},
        payload={},
        rows={"drawn assessors": [drawn]},
    )
    drawn.save()
    return drawn
