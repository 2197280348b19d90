"""After a break work begins where the break leaves it: as before, or with a short base."""

from __future__ import annotations

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import (
    SeasonModel,
    SeasonState,
    SeasonTerms,
    SeasonView,
    state_before,
)
from ironstride.planner.season_facts import days_since_legs, leg_days_within
from ironstride.planner.season_graph import phase_index

LOADS = (Phase.MAXIMUM_STRENGTH, Phase.POWER)
EASED = (Phase.OFF, Phase.RECOVERY)
FROM_A_RACE = (Phase.OFF, Phase.RECOVERY, Phase.RACE)


def _begins_cold(facts: Facts, values: Values) -> bool:
    """Whether nothing in the log says that legs are used to load."""
    days = days_since_legs(facts)
    return days is None or days > values["known_days"]


def _begins_warm(facts: Facts, values: Values) -> bool:
    """Whether who has lifted for long has been at it in the last weeks."""
    done = leg_days_within(facts, int(values["known_days"]))
    return facts.is_experienced and done >= values["sessions"]


def _recovers_long(before: SeasonState) -> bool:
    """Whether a race was followed by more than a week of recovery: then a base is no mistake."""
    return before.phase is Phase.RECOVERY and before.weeks_in > 1


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    graph = model.graph
    long = graph.weeks_in > int(values["weeks"])
    rested = graph.in_phase(*EASED) & long
    brief = graph.in_phase(Phase.OFF, Phase.RACE) & ~long
    brief = (brief | graph.in_phase(Phase.RECOVERY) & (graph.weeks_in == 1)) & graph.based
    too_soon = rested[graph.source] & graph.to_phase(*LOADS)
    needless = brief[graph.source] & graph.to_phase(Phase.ADAPTATION)
    loads = graph.in_phase(*LOADS)
    base = graph.in_phase(Phase.ADAPTATION)
    before = state_before(model.facts)
    first = model.no_first()
    if before is None:
        if model.facts.previous is None and _begins_cold(model.facts, values):
            first = loads.astype(np.int64)
        elif model.facts.previous is None and _begins_warm(model.facts, values):
            first = base.astype(np.int64)
    elif before.weeks_in > values["weeks"] and before.phase in EASED:
        first = loads.astype(np.int64)
    elif before.phase in FROM_A_RACE and before.based and not _recovers_long(before):
        first = np.where(graph.phase == phase_index(Phase.ADAPTATION), 1, 0)
    return SeasonTerms(step=(too_soon | needless).astype(np.int64), first=first)


def _measure(view: SeasonView, values: Values) -> Measured:
    breaches = []
    last = view.before
    for week, state in zip(view.weeks, view.states(), strict=True):
        sentence = _said(view.facts, last, state.phase, values, first=week is view.weeks[0])
        if sentence:
            breaches.append(Breach(where=week.start.isoformat(), sentence=sentence))
        last = state
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _said(
    facts: Facts, last: SeasonState | None, phase: Phase, values: Values, *, first: bool
) -> str:
    """Return what is wrong with a phase after what came before it; empty for nothing."""
    if last is None:
        return _at_start(facts, phase, values) if first and facts.previous is None else ""
    if last.phase in EASED and last.weeks_in > values["weeks"]:
        return f"Straight into load after {last.weeks_in} easy weeks." if phase in LOADS else ""
    recovered = last.phase is Phase.RECOVERY and last.weeks_in > 1
    brief = last.phase in FROM_A_RACE and last.based and not recovered
    if brief and phase is Phase.ADAPTATION:
        return "A new base, and the break was too short to need one."
    return ""


def _at_start(facts: Facts, phase: Phase, values: Values) -> str:
    """Return what is wrong with the first phase of a first plan, by what the log shows."""
    since = days_since_legs(facts)
    cold = since is None or since > values["known_days"]
    if cold and phase in LOADS:
        return "Straight into load, and the log shows no leg work of late."
    known = leg_days_within(facts, int(values["known_days"])) >= values["sessions"]
    if known and not cold and facts.is_experienced and phase is Phase.ADAPTATION:
        return "A base, and the log shows that the legs are at work."
    return ""


RULE = Rule(
    id="continuity.after_break",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=80,
    unit="blocks begun wrongly",
    evidence=("CT-26", "CT-27", "CT-28"),
    parameters=(
        Parameter(name="weeks", value=2, unit="weeks", low=1, high=4, evidence=("CT-26",)),
        Parameter(name="known_days", value=21, unit="days", low=14, high=42, evidence=("CT-28",)),
        Parameter(name="sessions", value=3, unit="sessions", low=2, high=6, evidence=("CT-10",)),
    ),
    title="After up to two easy weeks work goes on as before; after more it begins with a base.",
    encode=_encode,
    measure=_measure,
    why="Two weeks cost nothing; after a longer break a short base brings the work back.",
)
