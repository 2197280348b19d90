"""What a week has to hold, in working sets for each need, by phase and goals (RD rows, LP-31)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from typing import Final

from ironstride.domain.athlete import Forbidden, Goal
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.domain.plan import Phase
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rule import Parameter
from ironstride.planner.season import SeasonWeek
from ironstride.planner.season_facts import is_peak, is_slow, kit_loads
from ironstride.units import DAYS_PER_WEEK

BASE: Final[dict[Phase, dict[Need, int]]] = {
    Phase.ADAPTATION: {
        Need.LEGS_KNEE: 6, Need.LEGS_HIP: 6, Need.CALF_STRAIGHT: 3, Need.CALF_BENT: 3,
        Need.HIP: 3, Need.FOOT: 2, Need.TRUNK: 5, Need.UPPER_PUSH: 3, Need.UPPER_PULL: 3,
        Need.BALANCE: 1, Need.POWER: 0,
    },
    Phase.MAXIMUM_STRENGTH: {
        Need.LEGS_KNEE: 7, Need.LEGS_HIP: 6, Need.CALF_STRAIGHT: 3, Need.CALF_BENT: 3,
        Need.HIP: 3, Need.FOOT: 2, Need.TRUNK: 4, Need.UPPER_PUSH: 3, Need.UPPER_PULL: 3,
        Need.BALANCE: 1, Need.POWER: 2,
    },
    Phase.POWER: {
        Need.LEGS_KNEE: 5, Need.LEGS_HIP: 4, Need.CALF_STRAIGHT: 3, Need.CALF_BENT: 3,
        Need.HIP: 2, Need.FOOT: 1, Need.TRUNK: 3, Need.UPPER_PUSH: 2, Need.UPPER_PULL: 2,
        Need.BALANCE: 1, Need.POWER: 8,
    },
    Phase.MAINTENANCE: {
        Need.LEGS_KNEE: 3, Need.LEGS_HIP: 2, Need.CALF_STRAIGHT: 2, Need.CALF_BENT: 2,
        Need.HIP: 2, Need.FOOT: 1, Need.TRUNK: 2, Need.UPPER_PUSH: 1, Need.UPPER_PULL: 1,
        Need.BALANCE: 1, Need.POWER: 2,
    },
    Phase.TAPER: {
        Need.LEGS_KNEE: 2, Need.LEGS_HIP: 2, Need.CALF_STRAIGHT: 1, Need.CALF_BENT: 1,
        Need.HIP: 1, Need.FOOT: 1, Need.TRUNK: 2, Need.UPPER_PUSH: 1, Need.UPPER_PULL: 1,
        Need.BALANCE: 0, Need.POWER: 1,
    },
    Phase.RACE: {
        Need.LEGS_KNEE: 1, Need.LEGS_HIP: 1, Need.CALF_STRAIGHT: 1, Need.TRUNK: 1, Need.HIP: 1,
        Need.UPPER_PULL: 1,
    },
    Phase.RECOVERY: {
        Need.LEGS_HIP: 1, Need.CALF_STRAIGHT: 1, Need.HIP: 2, Need.FOOT: 1, Need.TRUNK: 2,
        Need.UPPER_PUSH: 1, Need.UPPER_PULL: 2, Need.BALANCE: 1,
    },
    Phase.REHABILITATION: {
        Need.LEGS_KNEE: 4, Need.LEGS_HIP: 4, Need.CALF_STRAIGHT: 4, Need.CALF_BENT: 4,
        Need.HIP: 4, Need.FOOT: 4, Need.TRUNK: 4, Need.UPPER_PUSH: 2, Need.UPPER_PULL: 3,
        Need.BALANCE: 1,
    },
    Phase.OFF: {},
}  # fmt: skip
"""Sets a week for two sessions of half an hour and neutral goals (house; LP-31)."""
SERVED_BY: Final[dict[Need, frozenset[Goal]]] = {
    Need.LEGS_KNEE: frozenset({Goal.ECONOMY, Goal.SPEED_POWER, Goal.LONGEVITY}),
    Need.LEGS_HIP: frozenset({Goal.ECONOMY, Goal.SPEED_POWER}),
    Need.CALF_STRAIGHT: frozenset({Goal.ECONOMY, Goal.SPEED_POWER, Goal.INJURY_PREVENTION}),
    Need.CALF_BENT: frozenset({Goal.ECONOMY, Goal.INJURY_PREVENTION}),
    Need.HIP: frozenset({Goal.INJURY_PREVENTION, Goal.BALANCE}),
    Need.FOOT: frozenset({Goal.INJURY_PREVENTION, Goal.BALANCE}),
    Need.TRUNK: frozenset({Goal.FORM}),
    Need.UPPER_PUSH: frozenset({Goal.FORM, Goal.LONGEVITY}),
    Need.UPPER_PULL: frozenset({Goal.FORM, Goal.LONGEVITY}),
    Need.BALANCE: frozenset({Goal.BALANCE, Goal.LONGEVITY}),
    Need.POWER: frozenset({Goal.SPEED_POWER, Goal.ECONOMY}),
}
"""Which promises each need serves."""
USUAL_MINUTES: Final = 60
"""The sets above are for two half hours a week."""
MOST_ROOM: Final = 1.75
NEUTRAL: Final = 1
"""A goal's weight where nothing was said."""
LIGHT_SHARE: Final = 0.6
"""LP-28: 30 to 50 % fewer sets in a light week."""
MASTER_BALANCE: Final = 3
"""LG-04: balance work belongs to every week from sixty-five on; we begin at sixty (house)."""
MASTER_POWER: Final = 3
"""LG-03: power falls fastest, so some fast intent stays in every loading week."""
BUILD_UP: Final = "dose.build_up"
"""The rule by which a block begins with fewer sets than it comes to."""
FIRST_WEEK: Final = Parameter(
    name="first", value=0.7, unit="share", low=0.5, high=1.0, evidence=("PE-03", "CT-28", "house")
)
SECOND_WEEK: Final = Parameter(
    name="second", value=0.85, unit="share", low=0.6, high=1.0, evidence=("house",)
)
"""Shares of a block's sets in its first and second week; from the third on all of them."""
BUILDING_PHASES: Final = frozenset({Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER})
"""Blocks that build; maintenance keeps what is there with the same few sets every week (CT-20)."""
MASTER_POWER_IN_BASE: Final = 2
"""LG-03: fast intent begins with the base, there without jumps (house)."""
MORE_JUMPS: Final = 2
"""RE-08, GP-01: sets of power more in a strength block where jumps do more of the work."""
PEAK_LEGS: Final = 0.7
"""CT-20: far fewer sets keep what is there, at full load (house)."""
LEG_NEEDS: Final = (Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT, Need.POWER)
AT_PEAK: Final = "recovery.less_at_peak"
"""The rule by which the legs get fewer sets in weeks that run most."""
LOADING_PHASES: Final = frozenset(
    {Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}
)


def done_in_week(
    facts: Facts, monday: dt.date, counts: Callable[[LoggedSet], bool] = lambda _: True
) -> dict[str, int]:
    """Return the working sets that a week under way holds already, by exercise.

    A left and a right set logged apart are one set for each side.

    Args:
        counts: which of the logged sets are meant; all of them where nothing is said.
    """
    if not monday <= facts.today < monday + dt.timedelta(days=DAYS_PER_WEEK):
        return {}
    logged: dict[tuple[str, dt.date], Counter[Side | None]] = {}
    for one in facts.done:
        if (
            monday <= one.date
            and one.kind is not SetKind.WARM_UP
            and one.exercise in facts.catalogue.by_id
            and counts(one)
        ):
            logged.setdefault((one.exercise, one.date), Counter())[one.side] += 1
    found: dict[str, int] = {}
    for (exercise, _), count in logged.items():
        sides = max(count[Side.LEFT], count[Side.RIGHT])
        whole = count.total() - count[Side.LEFT] - count[Side.RIGHT]
        found[exercise] = found.get(exercise, 0) + whole + sides
    return found


def sets_done(facts: Facts, monday: dt.date, counts: Callable[[Exercise], bool]) -> int:
    """Return the working sets of some exercises that a week under way holds already."""
    by_id = facts.catalogue.by_id
    return sum(sets for e, sets in done_in_week(facts, monday).items() if counts(by_id[e]))


def targets(facts: Facts, week: SeasonWeek, history: History) -> dict[Need, int]:
    """Return the working sets that a week still should hold for each need, less what was done.

    Needs that want none, or none any more, are left out. What was missed is not done, so it is
    still wanted: what is left of the week may have room for it, and next week is not doubled.
    """
    found = whole_targets(facts, week, history)
    for exercise, sets in done_in_week(facts, week.start).items():
        need = facts.catalogue.by_id[exercise].need
        if need in found:
            found[need] -= sets
    return {need: sets for need, sets in found.items() if sets > 0}


def whole_targets(facts: Facts, week: SeasonWeek, history: History) -> dict[Need, int]:
    """Return the working sets a whole week should hold for each need that wants any.

    Weeks that run most ask fewer sets of the legs.
    """
    found = ordinary_targets(facts, week, history)
    if facts.counts(AT_PEAK) and runs_most(facts, week):
        for need in LEG_NEEDS:
            if need in found:
                found[need] = max(1, int(found[need] * PEAK_LEGS))
    return found


def runs_most(facts: Facts, week: SeasonWeek) -> bool:
    """Whether a week that builds runs clearly more than those around it."""
    return week.phase in LOADING_PHASES and not week.light and is_peak(facts, week.start)


def ordinary_targets(facts: Facts, week: SeasonWeek, history: History) -> dict[Need, int]:
    """Return the working sets that a week would hold if it ran as much as any other."""
    share = build_up_share(week, history) if facts.counts(BUILD_UP) else 1.0
    return _rounded(full_targets(facts, week), share)


def build_up_share(week: SeasonWeek, history: History) -> float:
    """Return the share of its sets that a week of a block takes: a light one has its own."""
    if week.phase not in BUILDING_PHASES or week.light:
        return 1.0
    behind = history.build_up.get(week.phase, 0)
    return (FIRST_WEEK.value, SECOND_WEEK.value, 1.0)[min(behind, 2)]


def full_targets(facts: Facts, week: SeasonWeek) -> dict[Need, float]:
    """Return the working sets for each need when a block has come up to all of them."""
    found: dict[Need, float] = {}
    for need, sets in BASE[week.phase].items():
        wanted = float(sets) + _by_goals(facts, need, sets)
        if need is Need.POWER:
            wanted += _more_power(facts, week.phase)
        if facts.is_master and week.phase in LOADING_PHASES:
            if need is Need.BALANCE:
                wanted = max(wanted, MASTER_BALANCE)
            elif need is Need.POWER:
                base = week.phase is Phase.ADAPTATION
                wanted = max(wanted, MASTER_POWER_IN_BASE if base else MASTER_POWER)
        if week.phase in LOADING_PHASES:
            wanted *= room(facts)
        if week.light:
            wanted *= LIGHT_SHARE
        found[need] = wanted
    return found


def _rounded(wanted: dict[Need, float], share: float) -> dict[Need, int]:
    whole = {need: int(sets * share + 0.5) for need, sets in wanted.items()}
    return {need: sets for need, sets in whole.items() if sets > 0}


def _more_power(facts: Facts, phase: Phase) -> int:
    """Return sets of power more in a strength block: for slower events and light kit (RE-08)."""
    strength = phase is Phase.MAXIMUM_STRENGTH
    return MORE_JUMPS if strength and (is_slow(facts) or not kit_loads(facts)) else 0


def room(facts: Facts) -> float:
    """Return how much more than the usual hour a week is given: 1 to 1.75, by its square root.

    Source: LP-31 (beyond five to nine sets a lift little is gained); the root is house.
    """
    availability = facts.athlete.availability
    hours = availability.sessions_per_week * availability.minutes / USUAL_MINUTES
    return min(MOST_ROOM, max(1.0, math.sqrt(hours)))


def may_land(facts: Facts, week: SeasonWeek) -> bool:
    """Whether jumps may come in a week at all: neither body nor professional rules them out."""
    last = week.start + dt.timedelta(days=DAYS_PER_WEEK - 1)
    ruled_out = any(
        limit.forbid in {Forbidden.ALL, Forbidden.IMPACT}
        and limit.region is None
        and limit.exercise is None
        for limit in facts.limits_in(week.start, last)
    )
    return facts.permissions.impact_allowed and not ruled_out


def _by_goals(facts: Facts, need: Need, sets: int) -> float:
    """Return sets more or fewer as the goals that a need serves are weighed (house)."""
    if not sets:
        return 0.0
    weights = [facts.athlete.goals[goal] for goal in SERVED_BY[need]]
    strongest = max(weights)
    if strongest == 0:
        return -sets / 2
    return (strongest - NEUTRAL) / 2
