"""What the runner likes is in the week, where kit and body allow it."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import LOADING_PHASES
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.phase not in LOADING_PHASES or model.week.light:
        return ContentTerms()
    by_id = model.facts.catalogue.by_id
    places = [frame.place.equipment for frame in model.frames]
    liked = [by_id[e] for e in sorted(model.facts.athlete.like) if e in by_id]
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: 1 for c in model.choices if c.exercise.id == exercise.id},
                relation=Relation.SHORT,
                bound=1,
            )
            for exercise in liked
            if exercise.need is not Need.MOBILITY
            and any(kit <= place for place in places for kit in exercise.equipment)
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    if view.week.light or view.week.phase not in LOADING_PHASES:
        return KEPT
    held = {each.exercise.id for _, each in view.all()}
    breaches = []
    for exercise in view.facts.catalogue.exercises:
        if exercise.id not in view.facts.athlete.like or exercise.id in held:
            continue
        possible = any(
            not set(needed) - set(session.frame.place.equipment)
            for session in view.sessions
            for needed in exercise.equipment
        )
        if possible and exercise.need is not Need.MOBILITY:
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    sentence=f"{exercise.name}, which you like, is not in this week.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="preference.likes",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=30,
    unit="liked exercises left out",
    evidence=("MA-14",),
    parameters=(),
    title="What you like is in every week that loads, where kit and body allow it.",
    encode=_encode,
    measure=_measure,
    why="What is enjoyed is done.",
)
