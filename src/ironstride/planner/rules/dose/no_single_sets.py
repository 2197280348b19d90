"""In weeks that load an exercise is done for two sets or more, not begun for one."""

from __future__ import annotations

from ironstride.domain.exercise import Method
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.needs import LOADING_PHASES
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.light or model.week.phase not in LOADING_PHASES:
        return ContentTerms()
    return model.per_choice(
        lambda c: int(c.sets == 1 and c.exercise.method is not Method.PLYOMETRIC)
    )


def _measure(view: ContentView, _: Values) -> Measured:
    loads = view.week.phase in LOADING_PHASES and not view.week.light
    breaches = tuple(
        Breach(where=session.where, sentence=f"{each.exercise.name} for one set alone.")
        for session, each in view.all()
        if loads and each.working == 1 and each.exercise.method != "plyometric"
    )
    return Measured(amount=len(breaches), breaches=breaches)


RULE = Rule(
    id="dose.no_single_sets",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=15,
    unit="exercises of one set",
    evidence=("LP-31", "LP-40", "house"),
    parameters=(),
    title="In weeks that load an exercise is done for two sets or more.",
    encode=_encode,
    measure=_measure,
    why="Setting up for one set takes time that the second set of another exercise uses better.",
)
