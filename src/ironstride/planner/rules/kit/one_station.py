"""In a pair the second exercise needs no station of its own."""

from __future__ import annotations

from typing import Final

from ironstride.domain.athlete import at_place
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import BlockKind, Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms, Role
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView

STATIONS: Final = frozenset(
    {
        "rack", "barbell", "trap-bar", "cable", "leg-press", "leg-curl", "leg-extension",
        "calf-machine", "hip-machine", "back-extension", "smith-machine", "hack-squat",
        "chest-press", "shoulder-press", "row-machine", "landmine", "dip-bars", "pull-up-bar",
        "suspension-trainer",
    }
)  # fmt: skip
"""Kit that stands where it stands, or that has to be loaded anew for another exercise (house)."""
SEVERAL: Final = 2
"""Where there is one station alone nobody walks between two."""


def _is_bound(exercise: Exercise, kit: frozenset[str]) -> bool:
    """Whether an exercise can't be done at a place without one of its stations."""
    possible = [needed for needed in exercise.equipment if needed <= kit]
    return bool(possible) and all(needed & STATIONS for needed in possible)


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    def away(choice: Choice) -> int:
        kit = model.frames[choice.session].place.equipment
        return int(
            choice.role is Role.PARTNER
            and len(kit & STATIONS) >= SEVERAL
            and _is_bound(choice.exercise, kit)
        )

    return model.per_choice(away)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        place = session.frame.place
        there = {each for each in place.equipment if each in STATIONS}
        if len(there) < SEVERAL:
            continue
        begun: set[int] = set()
        for each in session.exercises:
            if each.kind is not BlockKind.SUPERSET:
                continue
            ways = [set(needed) for needed in each.exercise.equipment if needed <= place.equipment]
            bound = ways and not any(way.isdisjoint(there) for way in ways)
            if bound and each.block in begun:
                breaches.append(
                    Breach(
                        where=session.where,
                        sentence=f"{each.exercise.name} needs a station of its own "
                        f"{at_place(place.id)}, away from what it is paired with.",
                    )
                )
            begun.add(each.block)
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="kit.one_station",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("LP-42", "LP-47"),
    parameters=(),
    title="In a pair the second exercise is done beside the first, without a station of its own.",
    encode=_encode,
    measure=_measure,
    why="Twenty seconds are for changing over: nobody crosses a gym or loads a bar anew in them.",
)
