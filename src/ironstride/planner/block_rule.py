"""The shape that rules on the length of a block share: how far from a range it is when it ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import (
    SeasonModel,
    SeasonRule,
    SeasonTerms,
    SeasonView,
    state_before,
)
from ironstride.planner.season_graph import LONGEST

ENDS_EARLY = frozenset({Phase.RACE, Phase.TAPER, Phase.OFF, Phase.REHABILITATION})
"""Phases that the calendar or the body puts in: a block cut short by them is nobody's choice."""


def block_rule(  # noqa: PLR0913 (the fields of the record it makes)
    *,
    id: str,
    phase: Phase,
    bounds: Callable[[Facts, Values], tuple[int, int]],
    weight: int,
    evidence: tuple[str, ...],
    parameters: tuple[Parameter, ...],
    title: str,
    why: str,
    again: Callable[[Values], int] | None = None,
) -> SeasonRule:
    """Return the rule that a block which ends by choice lasts from the first to the second bound.

    Weeks beyond the second bound count as they come, so that a block that never ends counts, too.

    Args:
        again: exactly so many weeks are enough, too, where a base lay behind before the block.
    """

    def encode(model: SeasonModel, values: Values) -> SeasonTerms:
        low, high = bounds(model.facts, values)
        graph = model.graph
        by_choice = ~graph.to_phase(*ENDS_EARLY)
        short = np.maximum(0, low - graph.weeks_in[graph.source])
        if again is not None:
            resumed = graph.based & (graph.weeks_in == again(values))
            short = np.where(resumed[graph.source], 0, short)
        step = np.where(graph.leaves(phase) & by_choice, short, 0)
        over = np.where(graph.in_phase(phase) & (graph.weeks_in > high), 1, 0)
        first = model.no_first()
        before = state_before(model.facts)
        if before is not None and before.phase is phase:
            last = min(before.weeks_in, LONGEST[phase])
            gone = ~graph.in_phase(phase, *ENDS_EARLY)
            first = np.where(gone, max(0, low - last), 0)
        return SeasonTerms(
            node=np.broadcast_to(over, (len(model.facts.weeks), graph.size)),
            step=step.astype(np.int64),
            first=first.astype(np.int64),
        )

    def measure(view: SeasonView, values: Values) -> Measured:
        low, high = bounds(view.facts, values)
        amount = 0
        breaches = []
        last = view.before
        based_before = False
        for week, state in zip(view.weeks, view.states(), strict=True):
            ended = last is not None and last.phase is phase and state.phase is not phase
            if last is not None and ended and state.phase not in ENDS_EARLY:
                short = low - min(last.weeks_in, LONGEST[phase])
                known = again is not None and last.weeks_in == again(values) and based_before
                if short > 0 and not known:
                    amount += short
                    breaches.append(
                        Breach(
                            where=week.start.isoformat(),
                            amount=short,
                            sentence=f"A block of {phase.replace('-', ' ')} of {last.weeks_in} "
                            f"weeks; {low} are wanted.",
                        )
                    )
            if state.phase is phase and min(state.weeks_in, LONGEST[phase]) > high:
                amount += 1
                breaches.append(
                    Breach(
                        where=week.start.isoformat(),
                        amount=1,
                        sentence=f"Week {state.weeks_in} of {phase.replace('-', ' ')}; {high} are "
                        "enough.",
                    )
                )
            based_before = last is not None and last.based
            last = state
        return Measured(amount=amount, breaches=tuple(breaches))

    return Rule(
        id=id,
        level=Level.SEASON,
        strength=Strength.SOFT,
        weight=weight,
        unit="weeks short or beyond",
        evidence=evidence,
        parameters=parameters,
        title=title,
        encode=encode,
        measure=measure,
        why=why,
    )
