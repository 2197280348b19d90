"""How hard a minute of each kind of run is for this runner: recorded where known, else house."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.running.load import RUN_RPE

DAYS: Final = 56
"""Eight weeks, as the usual week looks back. House."""
FEWEST: Final = 3
"""Runs of a kind from which on the runner's own figure counts. House."""


def load_per_minute(runs: Sequence[AnalysedRun], today: dt.date) -> Mapping[RunKind, float]:
    """Return the load of a minute of every kind: the median of the last eight weeks.

    Kinds with fewer than three runs have the usual effort of the kind.

    Source: RM-01 (load is effort times minutes).
    """
    found: defaultdict[RunKind, list[float]] = defaultdict(list)
    for run in runs:
        if run.duration_s > 0 and 0 <= (today - run.date).days <= DAYS:
            found[run.kind].append(run.load / (run.duration_s / 60.0))
    own = {kind: median(each) for kind, each in found.items() if len(each) >= FEWEST}
    return {**RUN_RPE, **own}
