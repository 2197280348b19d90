"""A block lies where its work can be done: strength with load, power with jumps."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import jump_weeks, strength_weeks


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    strong = ~np.array(strength_weeks(model.facts))
    jumps = ~np.array(jump_weeks(model.facts))
    if not strong.any() and not jumps.any():
        return SeasonTerms()
    strength = model.graph.in_phase(Phase.MAXIMUM_STRENGTH)
    power = model.graph.in_phase(Phase.POWER)
    node = strong[:, None] & strength[None, :] | jumps[:, None] & power[None, :]
    return SeasonTerms(node=node.astype(np.int64))


def _measure(view: SeasonView, _: Values) -> Measured:
    can = {
        Phase.MAXIMUM_STRENGTH: dict(
            zip(view.facts.weeks, strength_weeks(view.facts), strict=True)
        ),
        Phase.POWER: dict(zip(view.facts.weeks, jump_weeks(view.facts), strict=True)),
    }
    why = {
        Phase.MAXIMUM_STRENGTH: "A strength block, and nothing can or may load the legs so much.",
        Phase.POWER: "A power block, and jumps are not allowed.",
    }
    breaches = tuple(
        Breach(where=week.start.isoformat(), sentence=why[week.phase])
        for week in view.weeks
        if not can.get(week.phase, {}).get(week.start, True)
    )
    return Measured(amount=len(breaches), breaches=breaches)


RULE = Rule(
    id="dose.possible_blocks",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=250,
    unit="weeks",
    evidence=("RE-11", "RD-02", "RD-03", "SC-02", "SC-04", "SC-05"),
    parameters=(),
    title="Strength blocks are for legs that can and may be loaded, power blocks for those that "
    "may jump.",
    encode=_encode,
    measure=_measure,
    why="A block is named for what can be done in it: with this kit and these answers that is "
    "base work, jumps or both.",
)
