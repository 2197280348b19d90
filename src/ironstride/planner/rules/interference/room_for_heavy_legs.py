"""In weeks of full loads sessions lie where the legs may be heavy: a day before no key run."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.plan import Phase
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot, minutes_between
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_HOUR

FULL = frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE})
"""Phases whose work is heavy or explosive (RE-03, CT-20)."""


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    if model.week.phase not in FULL:
        return lambda _: 0
    need = values["hours"] * MIN_PER_HOUR
    first = model.week.start
    starts = [
        (run.date, run.start_minute)
        for run in model.facts.key_runs()
        if 0 <= (run.date - first).days <= DAYS_PER_WEEK
    ]
    return lambda slot: int(
        any(0 <= minutes_between((slot.date, slot.end_minute), one) < need for one in starts)
    )


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    if view.week.phase not in {Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}:
        return None
    end = (session.date, session.end_minute)
    for run in view.facts.runs:
        if run.kind.is_quality or run.kind == "long":
            hours = minutes_between(end, (run.date, run.start_minute)) / MIN_PER_HOUR
            if 0 <= hours < values["hours"]:
                return 1, f"{hours:.0f} h before the {run.kind} run the legs can't be heavy."
    return None


RULE = slot_rule(
    id="interference.room_for_heavy_legs",
    weight=40,
    unit="sessions",
    evidence=("CT-08", "CT-20", "RE-03"),
    title="In weeks of full loads no session lies within a day before a quality or long run.",
    why="The legs may not be heavy the day before a hard run, and then the session misses its "
    "point.",
    count=_count,
    breach=_breach,
    parameters=(Parameter(name="hours", value=24, unit="h", low=24, high=72, evidence=("CT-08",)),),
)
