"""The two sessions of a week are not the same session twice."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import done_in_week
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    done = done_in_week(model.facts, model.week.start)
    if len(model.frames) < 2 and not done:  # noqa: PLR2004 (two sessions are needed to repeat)
        return ContentTerms()
    by_exercise: dict[str, dict[int, int]] = {}
    for choice in model.choices:
        by_exercise.setdefault(choice.exercise.id, {})[choice.index] = 1
    return ContentTerms(
        rows=tuple(
            Row(weights=weights, relation=Relation.OVER, bound=int(exercise not in done))
            for exercise, weights in sorted(by_exercise.items())
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    done = done_in_week(view.facts, view.week.start)
    times: dict[str, int] = {}
    for _session, each in view.all():
        name = each.exercise.name
        times[name] = times.get(name, int(each.exercise.id in done)) + 1
    breaches = tuple(
        Breach(
            where=view.week.start.isoformat(),
            amount=count - 1,
            sentence=f"{name} comes {count} times this week.",
        )
        for name, count in sorted(times.items())
        if count > 1
    )
    return Measured(amount=sum(count - 1 for count in times.values()), breaches=breaches)


RULE = Rule(
    id="variety.within_week",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=9,
    unit="repeats",
    evidence=("house",),
    parameters=(),
    title="Sessions of a week differ from each other.",
    encode=_encode,
    measure=_measure,
    why="Two different sessions load more of the body than one done twice.",
)
