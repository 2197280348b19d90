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
    places = model.facts.athlete.places
    # What no place of the runner's has is no matter of where to go.
    least = min(_poverty(place) for place in places)
    steps = {place.id: times * (_poverty(place) - least) for place in places}
    return lambda slot: steps[slot.place]


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    times = 1
    if view.week.phase in {Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}:
        times = int(values["full_loads"])
    lacks = {}
    for place in view.facts.athlete.places:
        kit = set(place.equipment)
        lacks[place.id] = 0 if kit & HEAVY_KIT else 2 - bool(kit & HELD_KIT)
    if session.place not in lacks:
        return 2 * times, f"{session.place} is unknown."
    steps = lacks[session.place] - min(lacks.values())
    return steps * times, f"{at_place(session.place).capitalize()} there is less to load with."


RULE = slot_rule(
    id="kit.place_for_load",
    weight=6,
    unit="steps from the best kit",
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
