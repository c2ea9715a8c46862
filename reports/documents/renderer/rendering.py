"""What a renderer does: reads style and fonts once, then makes a document of each page."""

from datetime import datetime
from importlib import import_module

from accounts.guarded.child import Answer
from accounts.guarded.frames import Frame


def prepare(style: Frame) -> Answer:
    """Raises OSError on a machine without Pango."""
    words, parts = style
    # Not at the top: on a machine without Pango importing it is what fails.
    engine = import_module("reports.documents.renderer.engine").Engine(
        parts[0].decode(), dict(zip(words["fonts"], parts[1:], strict=True))
    )

    def render(page: Frame) -> Frame:
        words, parts = page
        rest = iter(parts[1:])
        made = {name: next(rest) for name in words["made"]}
        attached = [(one["name"], one["description"], next(rest)) for one in words["attached"]]
        at = datetime.fromisoformat(words["at"])
        return {}, [engine.render(parts[0].decode(), at, made, attached)]

    return render
