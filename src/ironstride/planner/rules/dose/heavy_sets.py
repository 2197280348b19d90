"""Heavy sets for the legs in the blocks that are there to get stronger."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.exercise import Exercise, Laterality, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import (
    ContentModel,
    ContentTerms,
    Curve,
    Relation,
    Row,
)
from ironstride.planner.facts import Facts
from ironstride.planner.history import HEAVY_REPS, HEAVY_RIR
from ironstride.planner.needs import done_in_week
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView

MAIN = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})
"""Heavy calves have a rule of their own; these are the lifts the trials did (RE-30)."""


def _is_main(exercise: Exercise) -> bool:
    return exercise.need in MAIN and exercise.laterality is Laterality.BILATERAL


def _target(facts: Facts, week: SeasonWeek, values: Values) -> int:
    """Return the heavy sets a week still should hold: by phase, for those who have lifted."""
    if not facts.is_experienced or not facts.permissions.heavy_lower_allowed:
        return 0
    by_phase = {
        Phase.MAXIMUM_STRENGTH: values["build"],
        Phase.POWER: values["power"],
        Phase.MAINTENANCE: values["keep"],
    }
    sets = by_phase.get(week.phase, 0)
    return max(0, int(sets / 2 if week.light else sets) - _done(facts, week.start))


def _done(facts: Facts, monday: dt.date) -> int:
    """Return the heavy sets that a week under way holds already."""
    by_id = facts.catalogue.by_id
    found = done_in_week(
        facts,
        monday,
        lambda s: s.reps is not None and s.reps <= HEAVY_REPS and (s.rir or 0) <= HEAVY_RIR,
    )
    return sum(sets for exercise, sets in found.items() if _is_main(by_id[exercise]))


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    target = _target(model.facts, model.week, values)
    if not target:
        return ContentTerms()
    return ContentTerms(
        rows=(
            Row(
                weights=model.weights(
                    lambda c: c.sets if c.dose.heavy and _is_main(c.exercise) else 0
                ),
                relation=Relation.SHORT,
                bound=target,
                curve=Curve.SQUARE,
            ),
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    target = _target(view.facts, view.week, values)
    done = sum(each.heavy_sets for _, each in view.all() if _is_main(each.exercise))
    if done >= target:
        return KEPT
    return Measured(
        amount=(target - done) ** 2,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=target - done,
                sentence=f"{done} of {target} heavy sets for the legs.",
            ),
        ),
    )


RULE = Rule(
    id="dose.heavy_sets",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=7,
    unit="missing heavy sets, squared",
    evidence=("RE-03", "RE-04", "RE-07", "CT-20"),
    parameters=(
        Parameter(name="build", value=7, unit="sets", low=4, high=12, evidence=("RE-30",)),
        Parameter(name="power", value=5, unit="sets", low=2, high=8, evidence=("RD-08",)),
        Parameter(name="keep", value=3, unit="sets", low=1, high=6, evidence=("CT-20",)),
    ),
    title="Strength blocks hold heavy sets for the legs.",
    encode=_encode,
    measure=_measure,
    why="Heavy is what makes running cheaper: 80 per cent and more.",
)
