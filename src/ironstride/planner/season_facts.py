"""What season rules may ask of the facts: what can be lifted and jumped, which weeks peak."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from statistics import median
from typing import Final

from ironstride.body.gates import IMPACT_NONE
from ironstride.body.screening import Withheld
from ironstride.domain.athlete import Athlete, Forbidden, Limit, Place, RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Implement
from ironstride.planner.facts import Facts
from ironstride.strength.kit import available_loads, is_known
from ironstride.units import DAYS_PER_WEEK

LOADED_SHARE: Final = 0.5
"""House: with half the body mass in hands or on a bar one leg at a time reaches 80 % (RE-11)."""
EASY_PERCENT: Final = 70.0
"""RD-02: work for strength begins here; below it is base work (RD-01)."""
MASSES: Final = (
    Implement.BARBELL,
    Implement.MACHINE,
    Implement.DUMBBELL_PAIR,
    Implement.KETTLEBELL_PAIR,
    Implement.DUMBBELL,
    Implement.KETTLEBELL,
)
HEAVY_KIT: Final = {
    "barbell": Implement.BARBELL,
    "trap-bar": Implement.BARBELL,
    "smith-machine": Implement.BARBELL,
    "leg-press": Implement.MACHINE,
    "hack-squat": Implement.MACHINE,
}
"""Kit that loads legs enough wherever it stands, also where nobody said its kilograms."""
JUMPER_MPS: Final = 12 / 3.6
"""RE-08: for events at up to 12 km/h jumps alone do the work."""
ADULT: Final = 18
"""SC-05: the rules for the young hold below."""
PEAK_SHARE: Final = 1.15
"""House: a week with this much more running than the weeks around it is a peak."""
PEAK_REACH: Final = 3
"""House: weeks before and after that a week is compared with."""
PEAK_LEAST_MINUTES: Final = 60.0
"""House: less running than this loads nobody's legs."""


def is_young(facts: Facts) -> bool:
    """Whether the rules for the under-18s hold (SC-05)."""
    return facts.age < ADULT


def is_slow(facts: Facts) -> bool:
    """Whether the event trained for is run at up to 12 km/h; unknown is not slow (RE-08)."""
    return facts.event_speed_mps is not None and facts.event_speed_mps <= JUMPER_MPS


def can_load(place: Place, body_mass_kg: float) -> bool:
    """Whether a place's kit loads legs to 80 % and more (RE-11)."""
    if any(kit in place.equipment and not is_known(place, by) for kit, by in HEAVY_KIT.items()):
        return True
    return any(
        max(available_loads(place, implement), default=0.0) >= LOADED_SHARE * body_mass_kg
        for implement in MASSES
    )


def usual_places(athlete: Athlete) -> tuple[Place, ...]:
    """Return the places of the usual week: those the windows name, else all."""
    windows = athlete.availability.windows
    if not windows or any(window.place is None for window in windows):
        return athlete.places
    named = {window.place for window in windows}
    return tuple(place for place in athlete.places if place.id in named)


def kit_loads(facts: Facts) -> bool:
    """Whether the kit of the usual week loads legs to 80 % and more."""
    mass = facts.athlete.profile.body_mass_kg
    return any(can_load(place, mass) for place in usual_places(facts.athlete))


def _withheld(facts: Facts) -> frozenset[Withheld]:
    """Return what screening withholds for as long as it stands; pain and bad days pass."""
    found = facts.permissions.findings
    return frozenset(f.withheld for f in found if f.rule.startswith("screen."))


def answers_ask_for_ease(facts: Facts) -> bool:
    """Whether screening keeps every load easy: clearance, pregnancy, the weeks after birth."""
    return Withheld.RESERVE in _withheld(facts)


def _forbids(limits: Iterable[Limit], what: Forbidden) -> bool:
    return any(limit.forbid is what and limit.region is None for limit in limits)


def strength_weeks(facts: Facts) -> tuple[bool, ...]:
    """Return for every week whether a block of strength can be done in it.

    Whoever has lifted for long lifts 80 % and more in it (RD-03), so kit, screening and every
    professional must let that be; the new work at 70 to 80 % (RD-02), which body mass can give.
    """
    lasting = not answers_ask_for_ease(facts)
    if facts.is_experienced:
        lasting = lasting and Withheld.HEAVY not in _withheld(facts) and kit_loads(facts)
    if not lasting or not facts.athlete.limits:
        return (lasting,) * len(facts.weeks)
    return tuple(_may_load(facts, monday) for monday in facts.weeks)


def _may_load(facts: Facts, monday: dt.date) -> bool:
    limits = _all_week(facts, monday)
    heavy = facts.is_experienced and _forbids(limits, Forbidden.HEAVY_LOWER)
    light = any(
        limit.max_percent_1rm is not None
        and limit.max_percent_1rm < EASY_PERCENT
        and limit.exercise is None
        and limit.region is None
        for limit in limits
    )
    return not (heavy or light)


def jump_weeks(facts: Facts) -> tuple[bool, ...]:
    """Return for every week whether jumps may be in it: screening and professionals let them."""
    if facts.permissions.max_impact_level <= IMPACT_NONE and Withheld.IMPACT in _withheld(facts):
        return (False,) * len(facts.weeks)
    if not facts.athlete.limits:
        return (True,) * len(facts.weeks)
    return tuple(not _forbids(_all_week(facts, m), Forbidden.IMPACT) for m in facts.weeks)


def _all_week(facts: Facts, monday: dt.date) -> tuple[Limit, ...]:
    """Return the limits in force on every day of a week."""
    days = [monday + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    return tuple(m for m in facts.athlete.limits if all(m.holds_on(day) for day in days))


def minutes_by_week(facts: Facts) -> dict[dt.date, float]:
    """Return the minutes of running assumed for every week."""
    return {monday: _minutes(facts, monday) for monday in facts.weeks}


def is_peak(facts: Facts, monday: dt.date) -> bool:
    """Whether a week runs clearly more than those around it (house).

    The first week is left out: what of it is over is not among the runs assumed.
    """
    if monday == facts.first_monday or monday not in facts.runs_by_week:
        return False
    weeks = [monday + dt.timedelta(weeks=w) for w in range(-PEAK_REACH, PEAK_REACH + 1) if w]
    around = [_minutes(facts, w) for w in weeks if facts.first_monday < w <= facts.weeks[-1]]
    here = _minutes(facts, monday)
    return bool(around) and here >= max(PEAK_LEAST_MINUTES, PEAK_SHARE * median(around))


def _minutes(facts: Facts, monday: dt.date) -> float:
    return sum(run.minutes for run in facts.runs_by_week.get(monday, ()))


def race_weeks(facts: Facts, *priorities: RacePriority) -> tuple[int, ...]:
    """Return the weeks, counted from the first, of races of some priorities, in order."""
    return tuple(
        sorted(
            (monday_of(race.date) - facts.first_monday).days // DAYS_PER_WEEK
            for race in facts.athlete.races
            if race.priority in priorities and monday_of(race.date) >= facts.first_monday
        )
    )


def days_since_legs(facts: Facts) -> int | None:
    """Return the days since the last leg session of the log, None where it holds none."""
    return min(((facts.today - day).days for day in facts.log.leg_days), default=None)


def leg_days_within(facts: Facts, days: int) -> int:
    """Return the days with leg work in the log within some days up to today."""
    return sum((facts.today - day).days <= days for day in facts.log.leg_days)
