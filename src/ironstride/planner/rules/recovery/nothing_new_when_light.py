"""A light week keeps the exercises of the weeks before it."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.history import NOVEL_AFTER_DAYS
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if not model.week.light:
        return ContentTerms()
    return ContentTerms(
        costs={
            c.index: 1
            for c in model.choices
            if c.exercise.is_lower
            and model.history.is_novel(c.exercise.id, model.frames[c.session].placed.date)
        }
    )


def _measure(view: ContentView, _: Values) -> Measured:
    if not view.week.light:
        return KEPT
    breaches = []
    for session, each in view.all():
        last = view.history.last_done.get(each.exercise.id)
        known = last is not None and (session.session.date - last).days <= NOVEL_AFTER_DAYS
        if each.exercise.is_lower and not known:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name} is new, and a light week is for what is known.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.nothing_new_when_light",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=25,
    unit="new leg exercises",
    evidence=("LP-28", "CT-10"),
    parameters=(),
    title="A light week holds no leg exercise that is new.",
    encode=_encode,
    measure=_measure,
    why="A lighter week is there to settle, with the exercises that you know.",
)
