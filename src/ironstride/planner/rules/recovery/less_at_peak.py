"""In the weeks that run most the legs get fewer sets."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import LEG_NEEDS, PEAK_LEGS, ordinary_targets, runs_most, sets_done
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    facts, week = model.facts, model.week
    if not runs_most(facts, week):
        return ContentTerms()
    wanted = sum(
        sets
        for need, sets in ordinary_targets(facts, week, model.history).items()
        if need in LEG_NEEDS
    )
    done = sets_done(facts, week.start, lambda e: e.need in LEG_NEEDS)
    weights = {c.index: c.sets for c in model.choices if c.exercise.need in LEG_NEEDS}
    most = max(0, int(wanted * values["share"]) - done)
    return ContentTerms(rows=(Row(weights=weights, relation=Relation.OVER, bound=most),))


def _measure(view: ContentView, values: Values) -> Measured:
    if not runs_most(view.facts, view.week):
        return KEPT
    ordinary = ordinary_targets(view.facts, view.week, view.history)
    usual = sum(ordinary.get(need, 0) for need in LEG_NEEDS)
    over = view.sets_of(*LEG_NEEDS)
    done = sets_done(view.facts, view.week.start, lambda e: e.need in LEG_NEEDS)
    over -= max(0, int(usual * values["share"]) - done)
    if over <= 0:
        return KEPT
    return Measured(
        amount=over,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=over,
                sentence=f"{over} sets for the legs too many in a week that runs most.",
            ),
        ),
    )


RULE = Rule(
    id="recovery.less_at_peak",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=20,
    unit="sets too many",
    evidence=("CT-09", "CT-12", "CT-20"),
    parameters=(
        Parameter(
            name="share",
            value=PEAK_LEGS,
            unit="share",
            low=0.4,
            high=0.9,
            evidence=("CT-20",),
        ),
    ),
    title="In weeks that run clearly more than those around them the legs lift fewer sets.",
    encode=_encode,
    measure=_measure,
    why="You run most this week, so the legs lift less: as heavy, with fewer sets.",
)
