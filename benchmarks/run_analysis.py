"""What runs say: from streams to features, from features to kinds and loads; CPU."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from benchmarks.figure import Figure, cpu_s, repeated, spread
from ironstride.domain.athlete import Athlete, Availability, LiftingExperience, Profile
from ironstride.running.analyse import interpret, interpret_all
from ironstride.running.features import features
from ironstride.running.features_json import from_json, to_json
from tests.support import runs

HOUR = 3600.0
MANY = 3_000


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield what a run's features cost, and what they say of a whole history."""
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
        spent = repeated(partial(features, activity), 1 if tiny else 30)
        yield Figure(what=f"features of a one-hour {name} run at 1 Hz", measured=spent.ms())

    weeks = [features(run) for run in runs.training(2 if tiny else 10)]
    span = dt.timedelta(weeks=10)
    many = [
        replace(run, start=run.dated_start.replace(tzinfo=dt.UTC) - span * copy)
        for copy in range((len(weeks) if tiny else MANY) // len(weeks))
        for run in weeks
    ]
    today = dt.date(2026, 6, 1)
    profile = interpret_all(weeks, athlete, today).profile
    one = spread([cpu_s(partial(interpret, run, profile)) for run in weeks])
    yield Figure(what="what one run says", measured=one.ms())
    plain = [to_json(run) for run in weeks]
    back = spread([cpu_s(partial(from_json, each)) for each in plain])
    yield Figure(what="features from JSON values", measured=back.ms())
    whole = repeated(partial(interpret_all, many, athlete, today), 1 if tiny else 3)
    yield Figure(what=f"what a history of {len(many):,} runs says", measured=whole.ms())
