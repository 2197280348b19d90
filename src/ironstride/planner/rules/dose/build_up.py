"""A block begins with fewer sets than it comes to: they grow over its first weeks.

The targets of every need follow the same shares (``needs.whole_targets``); here is counted what a
week holds beyond its share all the same, in a plan by hand as in one of ours.
"""

from __future__ import annotations

import math

from ironstride.domain.exercise import LEG_NEEDS
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import (
    BUILDING_PHASES,
    FIRST_WEEK,
    SECOND_WEEK,
    full_targets,
    sets_done,
)
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    shares = (values["first"], values["second"])
    behind = model.history.build_up.get(model.week.phase, 0)
    if model.week.phase not in BUILDING_PHASES or model.week.light or behind >= len(shares):
        return ContentTerms()
    full = sum(s for n, s in full_targets(model.facts, model.week).items() if n in LEG_NEEDS)
    done = sets_done(model.facts, model.week.start, lambda e: e.need in LEG_NEEDS)
    most = math.ceil(full * shares[behind]) + int(values["spare"])
    return ContentTerms(
        rows=(
            Row(
                weights=model.weights(lambda c: c.sets if c.exercise.is_lower else 0),
                relation=Relation.OVER,
                bound=max(0, most - done),
            ),
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if view.week.light or view.week.phase not in BUILDING_PHASES:
        return KEPT
    behind = view.history.build_up.get(view.week.phase, 0)
    if behind not in (0, 1):
        return KEPT
    share = values["second"] if behind else values["first"]
    wanted = full_targets(view.facts, view.week)
    legs = sum(wanted.get(need, 0.0) for need in LEG_NEEDS)
    most = -int(-legs * share // 1) + int(values["spare"])
    most -= sets_done(view.facts, view.week.start, lambda e: e.is_lower)
    planned = view.sets_of(*LEG_NEEDS)
    over = planned - max(0, most)
    if over <= 0:
        return KEPT
    return Measured(
        amount=over,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=over,
                sentence=f"{planned} sets for the legs in week {behind + 1} of building up; "
                f"{max(0, most)} are enough.",
            ),
        ),
    )


RULE = Rule(
    id="dose.build_up",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=20,
    unit="sets beyond",
    evidence=("PE-03", "CT-10", "CT-28", "house"),
    parameters=(
        FIRST_WEEK,
        SECOND_WEEK,
        Parameter(name="spare", value=1, unit="sets", low=0, high=4, evidence=("house",)),
    ),
    title="A block begins with fewer sets and comes up to all of them in its third week.",
    encode=_encode,
    measure=_measure,
    why="Sets are added week by week, so that the legs get used to them before they are many.",
)
