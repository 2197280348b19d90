"""Every week that loads holds some calf work, however short it is."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import LOADING_PHASES, done_in_week
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView

CALVES = frozenset({Need.CALF_STRAIGHT, Need.CALF_BENT})


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.phase not in LOADING_PHASES or not model.frames:
        return ContentTerms()
    by_id = model.facts.catalogue.by_id
    if any(by_id[e].need in CALVES for e in done_in_week(model.facts, model.week.start)):
        return ContentTerms()
    weights = model.weights(lambda c: int(c.exercise.need in CALVES))
    return ContentTerms(rows=(Row(weights=weights, relation=Relation.SHORT, bound=1),))


def _measure(view: ContentView, _: Values) -> Measured:
    if view.week.phase not in LOADING_PHASES or not view.sessions:
        return KEPT
    by_id = view.facts.catalogue.by_id
    needs = {each.exercise.need for _session, each in view.all()}
    needs |= {by_id[e].need for e in done_in_week(view.facts, view.week.start)}
    if needs & CALVES:
        return KEPT
    return Measured(
        amount=1,
        breaches=(Breach(where=view.week.start.isoformat(), sentence="A week without calves."),),
    )


RULE = Rule(
    id="dose.calves_every_week",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=200,
    unit="weeks without calves",
    evidence=("BR-01", "BR-02", "CT-25"),
    parameters=(),
    title="Every week that loads works the calves, however short it is.",
    encode=_encode,
    measure=_measure,
    why="Calves carry most of every stride: they never wait for their turn.",
)
