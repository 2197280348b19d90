"""Sessions that should load heavily lie where there is something heavy."""

from __future__ import annotations

from ironstride.domain.athlete import Place, at_place
from ironstride.planner.rule import Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot, place_named
from ironstride.planner.week import Placed, WeekModel, WeekView

HEAVY_KIT = frozenset(
    {"barbell", "trap-bar", "leg-press", "calf-machine", "cable", "smith-machine"}
)
LOADS = frozenset({"dumbbell", "kettlebell"})


def _poverty(place: Place) -> int:
    """Return 0 where heavy kit is, 1 where something can be held, 2 where there is nothing."""
    if place.equipment & HEAVY_KIT:
        return 0
    return 1 if place.equipment & LOADS else 2


def _amount(model: WeekModel, slot: Slot, _: Values) -> int:
    return _poverty(place_named(model.facts, slot.place))


def _breach(view: WeekView, session: Placed, _: Values) -> tuple[int, str] | None:
    place = next((p for p in view.facts.athlete.places if p.id == session.place), None)
    if place is None:
        return 2, f"{session.place} is unknown."
    kit = set(place.equipment)
    lacks = 0 if kit & HEAVY_KIT else 2 - bool(kit & LOADS)
    return lacks, f"{at_place(place.id).capitalize()} there is little to load with."


RULE = slot_rule(
    id="kit.place_for_load",
    weight=8,
    unit="steps from heavy kit",
    evidence=("RE-07", "LP-22"),
    title="Sessions lie where the kit can load them.",
    why="The place has what heavy sets need.",
    amount=_amount,
    breach=_breach,
)
