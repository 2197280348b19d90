"""Nothing that the body does not permit: pain gates, screening, illness."""

from __future__ import annotations

from ironstride.body.permissions import exercise_allowed
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    lasting = model.facts.permissions
    by_date = {o.frame.placed.date: None for o in model.options}
    allowed = {date: lasting.on(date) for date in by_date}
    always: dict[str, bool] = {}

    def forbids(option: Option) -> bool:
        here, exercise = allowed[option.frame.placed.date], option.exercise
        if here is not lasting:
            return exercise_allowed(exercise, here) is not None
        if exercise.id not in always:
            always[exercise.id] = exercise_allowed(exercise, lasting) is not None
        return always[exercise.id]

    return model.where(forbids)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        body = view.facts.permissions.on(session.session.date)
        for block in session.session.blocks:
            for each in block.exercises:
                exercise = view.facts.catalogue.by_id.get(each.exercise)
                if exercise is None:
                    breaches.append(
                        Breach(
                            where=session.where,
                            sentence=f"{each.exercise} is not in the catalogue, so nobody can say "
                            "that it is safe.",
                        )
                    )
                    continue
                refusal = exercise_allowed(exercise, body)
                if refusal is not None:
                    breaches.append(
                        Breach(
                            where=session.where,
                            sentence=f"{exercise.name}: {refusal.sentence}",
                        )
                    )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="safety.contraindicated",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("RB-01", "RB-04", "RF-03", "SC-03", "RM-11"),
    parameters=(),
    title="Nothing is planned that pain, screening or illness rule out.",
    encode=_encode,
    measure=_measure,
    why="Something hurts or was said at screening, and this would load it.",
)
