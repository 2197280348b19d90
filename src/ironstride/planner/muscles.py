"""Weekly sets of every group of muscles that runners need: how they count, and their range.

A set counts in halves: a whole one for the group that does most of an exercise and for one that
does three quarters as much, half a one from a quarter on, nothing below. So a set of back squats
is one for the front of the thigh and half a one for buttocks and inner thigh.
Where a need asks for a group's own pattern (squats, calves, foot, push, pull), that need's target
is the lower end, and only the upper one stands here (docs/decisions/0011).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.domain.athlete import Goal
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Phase
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.needs import (
    BUILD_UP,
    LIGHT_SHARE,
    LOADING_PHASES,
    MOST_ROOM,
    NEUTRAL,
    USUAL_MINUTES,
    build_up_share,
    done_in_week,
)
from ironstride.planner.season import SeasonWeek

HALVES: Final = 2
"""A whole set in the unit in which sets of muscles are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleGroup:
    """Muscles that are trained together, and their range of sets in a whole week of two half hours.

    Args:
        low: sets below which the group goes without; none where a need asks for it by itself
            (LP-40: four for a whole region of the body, fewer for each of its parts).
        high: sets beyond which little is gained and much is sore (LP-31, RD: 6 to 12 for legs).
        turns: whether a week may go without it where the one before had twice its sets.
        served: which promises it serves.
    """

    name: str
    muscles: frozenset[str]
    low: float
    high: float
    served: frozenset[Goal]
    turns: bool = False


RUN: Final = frozenset({Goal.ECONOMY, Goal.SPEED_POWER, Goal.LONGEVITY})
STURDY: Final = frozenset({Goal.INJURY_PREVENTION, Goal.BALANCE})
POSTURE: Final = frozenset({Goal.FORM, Goal.LONGEVITY})
FAST: Final = frozenset({Goal.SPEED_POWER})
"""BR-01: at high speed hip flexors, buttocks and hamstrings make the stride longer and quicker."""
GROUPS: Final = (
    MuscleGroup(name="front of the thigh", muscles=frozenset({"quadriceps"}),
                low=0, high=12, served=RUN),
    MuscleGroup(name="hamstrings", muscles=frozenset({"hamstrings"}),
                low=3, high=10, served=RUN),
    MuscleGroup(name="buttocks", muscles=frozenset({"gluteus-maximus"}),
                low=0, high=14, served=RUN),
    MuscleGroup(name="upper calf", muscles=frozenset({"gastrocnemius"}),
                low=0, high=12, served=RUN | STURDY),
    MuscleGroup(name="deep calf", muscles=frozenset({"soleus"}),
                low=0, high=14, served=RUN | STURDY),
    MuscleGroup(name="side of the hip", muscles=frozenset({"gluteus-medius", "hip-rotators"}),
                low=3, high=10, served=STURDY),
    MuscleGroup(name="inner thigh", muscles=frozenset({"adductors"}),
                low=1, high=7, served=STURDY, turns=True),
    MuscleGroup(name="front of the hip", muscles=frozenset({"hip-flexors"}),
                low=1, high=7, served=FAST | STURDY, turns=True),
    MuscleGroup(name="front of the shin", muscles=frozenset({"tibialis-anterior"}),
                low=1, high=6, served=STURDY, turns=True),
    MuscleGroup(name="foot",
                muscles=frozenset({"foot-intrinsics", "toe-flexors", "tibialis-posterior",
                                   "peroneals"}),
                low=0, high=9, served=STURDY),
    MuscleGroup(name="front of the trunk", muscles=frozenset({"abdominals", "deep-trunk"}),
                low=0, high=9, served=POSTURE),
    MuscleGroup(name="side of the trunk", muscles=frozenset({"obliques", "quadratus-lumborum"}),
                low=1.5, high=9, served=POSTURE | STURDY, turns=True),
    MuscleGroup(name="back of the trunk", muscles=frozenset({"trunk-extensors"}),
                low=1.5, high=9, served=POSTURE),
    MuscleGroup(name="push",
                muscles=frozenset({"chest", "deltoids", "triceps", "serratus-anterior"}),
                low=0, high=9, served=POSTURE),
    MuscleGroup(name="pull",
                muscles=frozenset({"latissimus", "upper-back", "rear-deltoids", "biceps"}),
                low=0, high=10, served=POSTURE),
)  # fmt: skip
"""What has to hold in running (BR-01, BR-02, BR-10 to BR-16) and one push and pull (LP-40)."""
PHASE_SHARE: Final[dict[Phase, float]] = {
    Phase.ADAPTATION: 1.0,
    Phase.MAXIMUM_STRENGTH: 1.0,
    Phase.POWER: 0.75,
    Phase.MAINTENANCE: 0.5,
    Phase.TAPER: 0.3,
    Phase.RECOVERY: 0.25,
    Phase.RACE: 0.0,
    Phase.REHABILITATION: 0.6,
    Phase.OFF: 0.0,
}
"""Share of the range's lower end: CT-20 a third to a half keeps strength, CT-29 half in a taper."""
OF: Final[dict[str, MuscleGroup]] = {m: group for group in GROUPS for m in group.muscles}


def halves(exercise: Exercise) -> dict[str, int]:
    """Return by group how many halves of a set one set of an exercise is for it."""
    shares: dict[str, float] = {}
    for muscle, share in exercise.muscles.items():
        if muscle in OF:
            name = OF[muscle].name
            shares[name] = shares.get(name, 0.0) + share
    most = max(exercise.muscles.values(), default=0.0)
    most = max(most, *shares.values()) if shares else most
    found = {name: int(HALVES * share / most + 0.5) for name, share in shares.items()}
    return {name: count for name, count in found.items() if count}


def minutes_share(facts: Facts) -> float:
    """Return how the range grows with the minutes a week: as they do up to an hour, then slower."""
    availability = facts.athlete.availability
    hours = availability.sessions_per_week * availability.minutes / USUAL_MINUTES
    return hours if hours < 1 else min(MOST_ROOM, math.sqrt(hours))


def ranges(facts: Facts, week: SeasonWeek, history: History) -> dict[str, tuple[int, int]]:
    """Return by group the fewest and most halves of sets of a whole week.

    A group that takes turns is short of nothing where the week before had its sets, too.
    """
    share = PHASE_SHARE[week.phase] * (LIGHT_SHARE if week.light else 1.0)
    if facts.counts(BUILD_UP):
        share *= build_up_share(week, history)
    if week.phase in LOADING_PHASES:
        share *= minutes_share(facts)
    before = _halves_of(facts, history.sets_before)
    found = {}
    for group in GROUPS:
        low = int(HALVES * share * (group.low + _by_goals(facts, group)) + 0.5)
        if group.turns:
            low = max(0, min(low, 2 * low - before.get(group.name, 0)))
        high = int(HALVES * group.high * max(1.0, minutes_share(facts)) + 0.5)
        found[group.name] = (low, high)
    return found


def halves_done(facts: Facts, week: SeasonWeek) -> dict[str, int]:
    """Return by group the halves of sets that a week under way holds already."""
    return _halves_of(facts, done_in_week(facts, week.start))


def _halves_of(facts: Facts, sets: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for exercise, count in sets.items():
        for name, each in halves(facts.catalogue.by_id[exercise]).items():
            found[name] = found.get(name, 0) + each * count
    return found


def _by_goals(facts: Facts, group: MuscleGroup) -> float:
    """Return sets more or fewer as the goals that a group serves are weighed (house)."""
    strongest = max(facts.athlete.goals[goal] for goal in group.served)
    if not group.low:
        return 0.0
    if strongest == 0:
        return -group.low / 2
    return (strongest - NEUTRAL) / 2
