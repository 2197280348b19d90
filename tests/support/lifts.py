"""People, exercises, kit and logged sets for tests of strength and body: plain and small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from ironstride.domain.athlete import Athlete, Availability, Goal, LiftingExperience, Place, Profile
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import (
    Exercise,
    ExerciseId,
    Family,
    FitName,
    Impact,
    Implement,
    Laterality,
    LoadKind,
    Method,
    MuscleCertainty,
    Need,
)
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.strength.choice import LoadChoice
from ironstride.strength.e1rm import Estimate, estimate
from ironstride.strength.prescribe import choose_load

TODAY = dt.date(2026, 3, 2)
"""A Monday."""

PROFILE = Profile(
    birth_year=1990, body_mass_kg=60.0, lifting_experience=LiftingExperience.INTERMEDIATE
)
GYM = Place(
    id="gym",
    bars_kg=(20.0,),
    plates_kg=(20.0, 20.0, 20.0, 20.0, 10.0, 10.0, 5.0, 5.0, 2.5, 2.5, 1.25, 1.25),
    dumbbells_kg=(4.0, 4.0, 8.0, 8.0, 10.0, 16.0),
    kettlebells_kg=(12.0, 16.0, 16.0),
    machine_min_kg=10.0,
    machine_step_kg=5.0,
    machine_max_kg=100.0,
)
EMPTY = Place(id="home")


def exercise(  # noqa: PLR0913 (what tests vary)
    *,
    id: str = "squat",
    family: Family = Family.SQUAT,
    need: Need = Need.LEGS_KNEE,
    method: Method = Method.STRENGTH,
    laterality: Laterality = Laterality.BILATERAL,
    load_kind: LoadKind = LoadKind.EXTERNAL,
    implement: Implement = Implement.BARBELL,
    regions: Mapping[Region, int] | None = None,
    impact: Impact = Impact.NONE,
    reps: tuple[int, int] = (4, 12),
    body_mass_share: float | None = None,
    prior: float | None = None,
) -> Exercise:
    """Return an exercise whose texts don't matter."""
    return Exercise(
        id=ExerciseId(id),
        name="Squat" if id == "squat" else id.replace("-", " ").capitalize(),
        family=family,
        need=need,
        method=method,
        pattern="squat",
        plane="sagittal",
        laterality=laterality,
        load_kind=load_kind,
        implement=implement,
        muscles={"quadriceps": 1.0},
        muscle_certainty=MuscleCertainty.HOUSE,
        tissues={},
        regions_loaded=regions or {},
        impact=impact,
        contacts_per_rep=0 if impact is Impact.NONE else 1,
        skill=2,
        rung=1,
        equipment=(frozenset(),),
        setup_seconds=30,
        seconds_per_rep=4.0,
        side_change_seconds=0,
        reps=reps,
        start="Stand.",
        cues=("Stand tall",),
        faults=(),
        breathing="Out on effort.",
        tempo=None,
        avoid_when=(),
        serves=frozenset({Goal.ECONOMY}),
        purpose="Legs.",
        evidence=("LP-21",),
        fit=FitName(category="squat"),
        body_mass_share=body_mass_share,
        prior_share_of_body_mass=prior,
    )


SQUAT = exercise()
ROW = exercise(id="row", implement=Implement.DUMBBELL, reps=(5, 12))
"""Weights in the hands, no body moved."""
PUSH_UP = exercise(
    id="push-up",
    family=Family.PUSH,
    need=Need.UPPER_PUSH,
    load_kind=LoadKind.BODY_MASS,
    implement=Implement.BODY,
    body_mass_share=0.64,
    reps=(5, 20),
)
BENCH = exercise(id="bench", family=Family.PUSH, need=Need.UPPER_PUSH)
LEG_PRESS = exercise(id="leg-press", implement=Implement.MACHINE)
GOBLET = exercise(id="goblet", implement=Implement.DUMBBELL, body_mass_share=0.8, prior=0.4)


def logged(
    days_ago: int,
    load: float | None,
    reps: int | None,
    rir: float | None = None,
    *,
    of: str = "squat",
    order: int = 0,
    kind: SetKind = SetKind.WORKING,
) -> LoggedSet:
    """Return a set logged some days before TODAY."""
    return LoggedSet(
        exercise=of,
        date=TODAY - dt.timedelta(days=days_ago),
        order=order,
        kind=kind,
        reps=reps,
        load_kg=load,
        rir=rir,
    )


def known(of: Exercise, *sets: LoggedSet) -> Estimate | None:
    """Return what some sets say of the maximum on TODAY."""
    return estimate(of, sets, PROFILE, TODAY)


def choose(
    of: Exercise, *sets: LoggedSet, reps: int = 5, rir: float = 2, place: Place = GYM
) -> LoadChoice:
    """Return the load for TODAY after some sets."""
    return choose_load(of, place, known(of, *sets), reps, rir, PROFILE, sets)


def athlete(profile: Profile = PROFILE) -> Athlete:
    """Return a healthy athlete with all goals alike; tests replace what they need."""
    return Athlete(
        profile=profile,
        goals=dict.fromkeys(Goal, 1),
        places=(GYM,),
        availability=Availability(),
    )
