"""Nobody who is new to lifting is loaded before a base is laid."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView

LOADED = (Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE)


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    if model.facts.is_experienced:
        return SeasonTerms()
    early = model.graph.in_phase(*LOADED) & ~model.graph.based
    return SeasonTerms(
        node=np.broadcast_to(np.where(early, 1, 0), (len(model.facts.weeks), early.size))
    )


def _measure(view: SeasonView, _: Values) -> Measured:
    if view.facts.is_experienced:
        return KEPT
    based = view.before is not None and view.before.based
    in_a_row = view.before.weeks_in if _adapts(view) and view.before is not None else 0
    breaches = []
    gone = view.before.weeks_in if view.before and view.before.phase is Phase.OFF else 0
    for week in view.weeks:
        gone = gone + 1 if week.phase is Phase.OFF else 0
        based = based and gone <= 12  # noqa: PLR2004 (CT-28: more than twelve weeks off)
        if week.phase in LOADED and not based:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence=f"{week.phase.replace('-', ' ').capitalize()} before a base.",
                )
            )
        in_a_row = in_a_row + 1 if week.phase is Phase.ADAPTATION else 0
        based = based or in_a_row > 1 or week.phase in LOADED
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _adapts(view: SeasonView) -> bool:
    return view.before is not None and view.before.phase is Phase.ADAPTATION


RULE = Rule(
    id="dose.base_first",
    level=Level.SEASON,
    strength=Strength.HARD,
    weight=0,
    unit="weeks",
    evidence=("RD-01", "RD-03"),
    parameters=(),
    title="Base before load for those who are new to lifting.",
    encode=_encode,
    measure=_measure,
    why="A base comes first: technique, and tissues that know the work.",
)
