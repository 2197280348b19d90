"""Heavy squats and heavy hinges in the blocks that are there to get stronger."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.exercise import Need
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
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.needs import done_in_week
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView


def _target(facts: Facts, week: SeasonWeek, values: Values) -> int:
    """Return the heavy sets a whole week should hold of each pattern, for those who have lifted."""
    if not facts.is_experienced or not facts.permissions.heavy_lower_allowed:
        return 0
    by_phase = {
        Phase.MAXIMUM_STRENGTH: values["build"],
        Phase.POWER: values["power"],
        Phase.MAINTENANCE: values["keep"],
    }
    sets = by_phase.get(week.phase, 0)
    return int(sets / 2 if week.light else sets)


def _done(facts: Facts, monday: dt.date, need: Need) -> int:
    """Return the heavy sets of a pattern that a week under way holds already."""
    by_id = facts.catalogue.by_id
    found = done_in_week(
        facts,
        monday,
        lambda s: s.reps is not None and s.reps <= HEAVY_REPS and (s.rir or 0) <= HEAVY_RIR,
    )
    return sum(sets for exercise, sets in found.items() if is_main_lift(by_id[exercise], need))


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    target = _target(model.facts, model.week, values)
    if not target:
        return ContentTerms()
    rows = []
    for need in PATTERNS:
        heavy = {
            c.index: c.sets
            for c in model.choices
            if c.dose.heavy and is_main_lift(c.exercise, need)
        }
        rows.append(
            Row(
                weights=heavy,
                relation=Relation.SHORT,
                bound=target - _done(model.facts, model.week.start, need),
                curve=Curve.SQUARE,
            )
        )
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    named = {
        Phase.MAXIMUM_STRENGTH: "build",
        Phase.POWER: "power",
        Phase.MAINTENANCE: "keep",
    }.get(view.week.phase)
    facts = view.facts
    if named is None or not (facts.is_experienced and facts.permissions.heavy_lower_allowed):
        return KEPT
    target = int(values[named]) // (2 if view.week.light else 1)
    logged = done_in_week(
        facts,
        view.week.start,
        lambda one: 0 < (one.reps or 0) <= HEAVY_REPS and not (one.rir or 0) > HEAVY_RIR,
    )
    breaches = []
    amount = 0
    for need, called in PATTERNS.items():
        lifts = {e.id for e in facts.catalogue.exercises if is_main_lift(e, need)}
        done = sum(sets for exercise, sets in logged.items() if exercise in lifts)
        done += sum(each.heavy_sets for _, each in view.all() if each.exercise.id in lifts)
        if done >= target:
            continue
        amount += (target - done) ** 2
        breaches.append(
            Breach(
                where=view.week.start.isoformat(),
                amount=target - done,
                sentence=f"{done} of {target} heavy sets of {called}.",
            )
        )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.heavy_sets",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=15,
    unit="missing heavy sets, squared",
    evidence=("RE-03", "RE-04", "RE-07", "CT-20"),
    parameters=(
        Parameter(name="build", value=3, unit="sets", low=2, high=6, evidence=("RE-30",)),
        Parameter(name="power", value=2, unit="sets", low=1, high=4, evidence=("RD-08",)),
        Parameter(name="keep", value=2, unit="sets", low=1, high=4, evidence=("CT-20",)),
    ),
    title="Strength blocks hold heavy sets of squatting and of hinging.",
    encode=_encode,
    measure=_measure,
    why="Heavy is what makes running cheaper: 80 per cent and more.",
)
