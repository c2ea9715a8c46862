"""What a renderer does: reads style and fonts once, then makes a document of each page.

The fonts of the machine are none of its business: with others the same page would give other bytes.
"""

import os
import tempfile
from datetime import datetime
from importlib import import_module
from pathlib import Path

from accounts.guarded.child import Answer
from accounts.guarded.frames import Frame

_NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


def prepare(style: Frame) -> Answer:
    """Raises OSError on a machine without Pango."""
    words, parts = style
    _forget_the_fonts_of_the_machine()
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
        draw = engine.render_form if words["is_filled_in"] else engine.render
        return {}, [draw(parts[0].decode(), at, made, attached)]

    return render


def _forget_the_fonts_of_the_machine() -> None:
    """In the folder of the child, which goes with it."""
    folder = tempfile.gettempdir()
    place = Path(folder) / "fonts.conf"
    place.write_text(_NO_FONTS.format(folder=folder))
    os.environ["FONTCONFIG_FILE"] = str(place)
