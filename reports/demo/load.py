"""Bring the fictional municipality to life: people, organisations and calls in every state."""

import json
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from grants.models import Funder
from reports.demo.calendar import Calendar, Course
from reports.demo.courses import CallCourse
from reports.demo.history import begin_own_list, import_real_list
from reports.demo.people import logins, make_world, record_beginnings
from reports.demo.seal import make_demo_seal
from reports.demo.story import story

_SEAL = "Občina Bonaca – Comune di Bonaccia (preizkus – prova)"
# Days from today; the first before everything else that the ledger of the demo tells.
_BEGINNINGS = -441
_LIST_IMPORTED = -440
_LIST_BEGUN = -3


def load_demo(tell: Callable[[int, int], None] = lambda _done, _total: None) -> bool:
    """Whether something was loaded; a second time nothing is. All or nothing.

    `tell` hears how many of how many acts are done.

    Raises ImproperlyConfigured outside a demonstration.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("The fictional municipality belongs to a demonstration.")
    if Funder.objects.exists():
        return False
    with transaction.atomic():
        world = make_world(Calendar(timezone.now()))
        if settings.SIGNING_CERTIFICATE is not None:
            make_demo_seal(
                settings.SIGNING_CERTIFICATE, name=_SEAL, now=timezone.now().replace(microsecond=0)
            )
        course = Course()
        course.add(world.calendar.at(_BEGINNINGS, "08:00"), record_beginnings)
        course.add(world.calendar.at(_LIST_IMPORTED, "09:10"), lambda: import_real_list(world))
        course.add(world.calendar.at(_LIST_BEGUN, "13:25"), lambda: begin_own_list(world))
        for spec in story("calls"):
            CallCourse(world, spec, course).plan()
        course.run(tell, world.calendar.now)
    return True


def write_logins() -> Path:
    """The people who may sign in, for the command line: `demo_logins.json` in the data folder."""
    path = Path(settings.DATA) / "demo_logins.json"
    path.write_text(json.dumps(logins(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
