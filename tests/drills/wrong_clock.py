"""The settings of an installation on a machine whose clock is wrong by DRILL_CLOCK_MINUTES."""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from config.settings import *

_wrong_by = timedelta(minutes=int(os.environ["DRILL_CLOCK_MINUTES"]))
time_machine.travel(datetime.now(tz=UTC) + _wrong_by, tick=True).start()
