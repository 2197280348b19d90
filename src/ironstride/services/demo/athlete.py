"""Who the demo runner is."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.domain.athlete import (
    Athlete,
    Availability,
    Band,
    Goal,
    LiftingExperience,
    Place,
    Profile,
    Race,
    RacePriority,
    Sex,
    Window,
)
from ironstride.domain.clock import WEEK
from ironstride.services.demo.runs import habit_of

NAME: Final = "Demo runner"
BIRTH_YEARS_AGO: Final = 38
DUMBBELLS: Final = (*(float(kg) for kg in range(2, 13)), *(float(kg) for kg in range(14, 27, 2)))
"""A pair whose plates make every kilogram up to 12, then every second."""
TEN_WEEKS: Final = 70
DAYS_TO_SMALL_RACE: Final = 35
HALF_MARATHON_M: Final = 21_097.5
EVENING: Final = (17 * 60 + 30, 20 * 60 + 30)


def demo_athlete(today: dt.date) -> Athlete:
    """Return a runner of ten weeks' lifting with dumbbells at home and two races ahead."""
    habit = habit_of(today)
    sunday = today + dt.timedelta(days=6 - today.weekday())
    weights = dict.fromkeys(Goal, 1)
    weights[Goal.INJURY_PREVENTION] = 3
    weights[Goal.ECONOMY] = 2
    weights[Goal.REHABILITATION] = 0
    return Athlete(
        profile=Profile(
            name=NAME,
            birth_year=today.year - BIRTH_YEARS_AGO,
            sex=Sex.FEMALE,
            body_mass_kg=60.0,
            height_m=1.68,
            lifting_experience=LiftingExperience.NOVICE,
            running_years=6.0,
            hr_max_bpm=189,
            hr_rest_bpm=50,
        ),
        goals=weights,
        places=(
            Place(
                id="home",
                equipment=frozenset({"dumbbell", "band", "step", "bench", "mat", "pull-up-bar"}),
                dumbbells_kg=tuple(kg for kg in DUMBBELLS for _ in range(2)),
                bands=(
                    Band(name="light", kg_low=3.0, kg_high=8.0),
                    Band(name="medium", kg_low=7.0, kg_high=16.0),
                ),
            ),
        ),
        availability=Availability(
            sessions_per_week=2,
            minutes=40,
            windows=tuple(
                Window(
                    day=day,
                    start_minute=EVENING[0],
                    end_minute=EVENING[1],
                    preferred=day.weekday in habit.strength,
                )
                for day in WEEK
            ),
        ),
        races=(
            Race(
                name="Winter 10 km",
                date=sunday + dt.timedelta(days=DAYS_TO_SMALL_RACE),
                distance_m=10_000.0,
                priority=RacePriority.B,
            ),
            Race(
                name="Half marathon in the park",
                date=sunday + dt.timedelta(days=TEN_WEEKS + 14),
                distance_m=HALF_MARATHON_M,
                priority=RacePriority.A,
                goal_seconds=6300.0,
            ),
        ),
    )
