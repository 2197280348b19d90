"""Tendons get sets that strain them: heavy or slow work near its end, or hard pushes held.

A set strains a tendon where it loads it well and takes 70 per cent of the maximum or more (TN-04):
that many reps and reps in reserve together, whatever moves. Of holds count those alone that are
pushed near the maximum; lighter ones had no effect (RE-41, GP-04).
"""

from __future__ import annotations

from typing import Final

from ironstride.domain.exercise import Exercise, Method
from ironstride.domain.plan import Breach, Level, Phase, PrescribedSet, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.muscles import minutes_share
from ironstride.planner.needs import LIGHT_SHARE, done_in_week
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.scheme import strains
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView, Prescribed

TENDONS: Final = {"achilles": "Achilles tendon", "patellar-tendon": "Kneecap tendon"}
"""The two that a stride loads most, and the words for them."""
BY_PHASE: Final = {
    Phase.MAXIMUM_STRENGTH: "build",
    Phase.POWER: "power",
    Phase.MAINTENANCE: "keep",
}
LOADS_WELL: Final = 2
"""Grade of the catalogue from which a set loads a tissue well."""
MOST_REPS: Final = 11
"""LP-01: eleven repetitions to failure are 71 % 1RM, twelve are less than 70 (TN-04)."""


def _wanted(facts: Facts, week: SeasonWeek, values: Values) -> int:
    sets = values[BY_PHASE[week.phase]] if week.phase in BY_PHASE else 0
    return int(sets * min(1.0, minutes_share(facts)) * (LIGHT_SHARE if week.light else 1) + 0.5)


def _done(facts: Facts, week: SeasonWeek, tendon: str) -> int:
    """Return the straining sets of a tendon that a week under way holds already."""
    by_id = facts.catalogue.by_id
    lifted = done_in_week(
        facts, week.start, lambda s: s.reps is not None and s.reps + (s.rir or 0) <= MOST_REPS
    )
    held = done_in_week(facts, week.start, lambda s: strains(by_id[s.exercise]))
    return sum(
        max(lifted.get(e, 0) if by_id[e].method is Method.STRENGTH else 0, held.get(e, 0))
        for e in {*lifted, *held}
        if by_id[e].tissues.get(tendon, 0) >= LOADS_WELL
    )


def _strains(exercise: Exercise, work: PrescribedSet) -> bool:
    if exercise.method is not Method.STRENGTH or work.reps is None:
        return strains(exercise)
    return work.rir is not None and work.reps + work.rir <= MOST_REPS


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    wanted = _wanted(model.facts, model.week, values)
    if not wanted or not model.frames:
        return ContentTerms()

    def row(tendon: str) -> Row:
        def sets(choice: Choice) -> int:
            loads = choice.exercise.tissues.get(tendon, 0) >= LOADS_WELL
            return choice.sets if loads and _strains(choice.exercise, choice.dose.work) else 0

        done = _done(model.facts, model.week, tendon)
        return Row(weights=model.weights(sets), relation=Relation.SHORT, bound=wanted - done)

    return ContentTerms(rows=tuple(row(tendon) for tendon in TENDONS))


def _straining(each: Prescribed) -> int:
    """Return the sets of a planned exercise that are hard enough for a tendon."""
    if each.exercise.method is Method.STRENGTH:
        return sum(
            s.rir is not None and (s.reps or 0) + s.rir < MOST_REPS + 1
            for s in each.sets
            if s.reps is not None
        )
    return each.working if strains(each.exercise) else 0


def _measure(view: ContentView, values: Values) -> Measured:
    wanted = _wanted(view.facts, view.week, values)
    if not view.sessions:
        return KEPT
    amount = 0
    breaches = []
    for tendon, called in TENDONS.items():
        sets = _done(view.facts, view.week, tendon)
        for _session, each in view.all():
            if each.exercise.tissues.get(tendon, 0) > 1:
                sets += _straining(each)
        if sets < wanted:
            amount += wanted - sets
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=wanted - sets,
                    sentence=f"{called}: {sets} of {wanted} sets that strain it.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.tendon_strain",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=10,
    unit="missing sets",
    evidence=("TN-01", "TN-02", "TN-04", "BR-03", "RD-10", "RE-40", "GP-04"),
    parameters=(
        Parameter(name="build", value=5, unit="sets", low=3, high=20, evidence=("TN-02", "house")),
        Parameter(name="power", value=4, unit="sets", low=2, high=12, evidence=("house",)),
        Parameter(name="keep", value=2, unit="sets", low=1, high=8, evidence=("CT-20", "house")),
    ),
    title="Achilles and kneecap tendon get sets that strain them once the base is laid.",
    encode=_encode,
    measure=_measure,
    why="Running alone strains tendons too little to make them stiffer; hard, slow sets do.",
)
