"""Which outlets have stopped arriving: silent for much longer than they ever let pass, while others go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

# Below a week, a holiday explains it.
LEAST = timedelta(days=7)
TIMES_USUAL = 3
# Fewer days of publication than that show no rhythm; of many, the last ones do.
LEAST_DAYS = 3
RECENT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing since ``last``, for ``days`` days up to the archive's last one, where something came every ``usual``."""

    last: date
    days: int
    usual: float


def silences(came: Mapping[str, Iterable[date]], until: date) -> dict[str, Silence]:
    """The outlets that fell silent, given the days on which something of each came.

    A day after ``until`` cannot be right, and counts for nobody.
    """
    days = {outlet: sorted({day for day in own if day <= until}) for outlet, own in came.items()}
    last = max((own[-1] for own in days.values() if own), default=None)
    found: dict[str, Silence] = {}
    for outlet, own in days.items():
        if last is None or len(own) < LEAST_DAYS:
            continue
        usual = median((later - earlier).days for earlier, later in pairwise(own[-RECENT_DAYS:]))
        silent = last - own[-1]
        if silent >= LEAST and silent.days > TIMES_USUAL * usual:
            found[outlet] = Silence(own[-1], silent.days, float(usual))
    return found
