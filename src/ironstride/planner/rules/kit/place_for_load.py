"""Sessions lie where the kit can load them, above all those of the weeks that load heavily."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.athlete import Place, at_place
from ironstride.domain.plan import Phase
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import HEAVY_KIT, HELD_KIT, Slot
from ironstride.planner.week import Placed, WeekModel, WeekView

LOADS_FULLY = frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE})
"""Phases that ask for full loads (RE-03, CT-20)."""


def _poverty(place: Place) -> int:
    """Return 0 where heavy kit is, 1 where something can be held, 2 where there is nothing."""
    if place.equipment & HEAVY_KIT:
        return 0
    return 1 if place.equipment & HELD_KIT else 2


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    times = int(values["full_loads"]) if model.week.phase in LOADS_FULLY else 1
    steps = {place.id: times * _poverty(place) for place in model.facts.athlete.places}
    return lambda slot: steps[slot.place]


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    times = 1
    if view.week.phase in {Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}:
        times = int(values["full_loads"])
    place = next((p for p in view.facts.athlete.places if p.id == session.place), None)
    if place is None:
        return 2 * times, f"{session.place} is unknown."
    kit = set(place.equipment)
    lacks = 0 if kit & HEAVY_KIT else 2 - bool(kit & HELD_KIT)
    return lacks * times, f"{at_place(place.id).capitalize()} there is little to load with."


RULE = slot_rule(
    id="kit.place_for_load",
    weight=6,
    unit="steps from heavy kit",
    evidence=("RE-03", "RE-07", "LP-22"),
    title="Sessions lie where the kit can load them, above all in weeks of full loads.",
    why="The place has what heavy sets need.",
    count=_count,
    breach=_breach,
    parameters=(
        Parameter(
            name="full_loads", value=2, unit="times", low=1, high=4, evidence=("RE-03", "house")
        ),
    ),
)
