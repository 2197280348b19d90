"""Measures what the analysis of a run costs in CPU: `python benchmarks/run_analysis.py`."""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ironstride.domain.athlete import Athlete, Availability, LiftingExperience, Profile
from ironstride.running.analyse import interpret, interpret_all
from ironstride.running.features import features
from ironstride.running.features_json import from_json, to_json
from tests.support import runs

HOUR = 3600.0
MANY = 3_000


def cpu_ms(work: Callable[[], object], times: int) -> float:
    """Return the median CPU milliseconds of a piece of work."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000.0)
    return statistics.median(spent)


def main() -> None:
    """Print the figures."""
    athlete = Athlete(
        profile=Profile(
            birth_year=1986, body_mass_kg=70, lifting_experience=LiftingExperience.NONE
        ),
        goals={},
        places=(),
        availability=Availability(),
    )
    hours = {
        "easy": runs.run_of([(HOUR, 3.0, 0.0)], power=True),
        "hilly": runs.run_of([(300.0, 3.0, 0.05), (300.0, 3.0, -0.05)] * 6),
        "repeats": runs.run_of([(600, 3.0, 0.0), *([(60, 4.4, 0.0), (60, 2.6, 0.0)] * 25)]),
    }
    for name, activity in hours.items():
        spent = cpu_ms(partial(features, activity), 50)
        print(f"features of a one-hour {name} run at 1 Hz: {spent:.1f} ms CPU")

    weeks = [features(run) for run in runs.training(10)]
    span = dt.timedelta(weeks=10)
    many = [
        replace(run, start=run.dated_start.replace(tzinfo=dt.UTC) - span * copy)
        for copy in range(MANY // len(weeks))
        for run in weeks
    ]
    today = dt.date(2026, 6, 1)
    profile = interpret_all(weeks, athlete, today).profile
    one = cpu_ms(lambda: [interpret(run, profile) for run in weeks], 20) / len(weeks)
    whole = cpu_ms(lambda: interpret_all(many, athlete, today), 3)
    stored = [to_json(run) for run in weeks]
    back = cpu_ms(lambda: [from_json(plain) for plain in stored], 20) / len(weeks)
    print(f"interpret one run: {one:.3f} ms CPU")
    print(f"features from JSON values: {back:.3f} ms CPU")
    print(f"interpret a history of {len(many)} runs: {whole:.0f} ms CPU")


if __name__ == "__main__":
    main()
