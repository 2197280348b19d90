"""Every group of muscles gets its sets in a week: not fewer than its range, and not more.

The rules of needs ask for patterns and squares what is missing; this one looks at the muscles that
they leave out (shin, front of the hip, side of the trunk) and at those that several of them load at
once. It is linear and light: it decides which squat, which hinge, which of the hip's exercises.
"""

from __future__ import annotations

from collections import Counter

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.muscles import GROUPS, HALVES, halves, halves_done, ranges
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if not model.frames:
        return ContentTerms()
    weights: dict[str, dict[int, int]] = {group.name: {} for group in GROUPS}
    shares: dict[str, dict[str, int]] = {}
    for choice in model.choices:
        exercise = choice.exercise
        if exercise.id not in shares:
            shares[exercise.id] = halves(exercise)
        for name, share in shares[exercise.id].items():
            weights[name][choice.index] = share * choice.sets
    done = halves_done(model.facts, model.week)
    rows = []
    for name, (low, high) in ranges(model.facts, model.week, model.history).items():
        there = done.get(name, 0)
        if low > there:
            rows.append(Row(weights=weights[name], relation=Relation.SHORT, bound=low - there))
        most = max(0, high - there)
        rows.append(Row(weights=weights[name], relation=Relation.OVER, bound=most))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, _: Values) -> Measured:
    if not view.sessions:
        return KEPT
    logged = halves_done(view.facts, view.week)
    done: Counter[str] = Counter()
    for _session, each in view.all():
        for name, share in halves(each.exercise).items():
            done[name] += share * each.working
    amount = 0
    breaches = []
    for name, (low, high) in ranges(view.facts, view.week, view.history).items():
        there = logged.get(name, 0)
        short, over = low - there - done[name], done[name] - max(0, high - there)
        if max(short, over) <= 0:
            continue
        amount += max(short, over)
        asked = f"at least {low / HALVES:g}" if short > 0 else f"at most {high / HALVES:g}"
        breaches.append(
            Breach(
                where=view.week.start.isoformat(),
                amount=max(short, over) / HALVES,
                sentence=f"{name.capitalize()}: {(there + done[name]) / HALVES:g} sets, "
                f"{asked} are wanted.",
            )
        )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.muscles",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=5,
    unit="half sets beside the range",
    evidence=("LP-40", "LP-31", "BR-01", "BR-02", "BR-13", "BR-14", "BR-16", "CT-20"),
    parameters=(),
    title="Every group of muscles gets its sets in a week, by phase, goal and minutes.",
    encode=_encode,
    measure=_measure,
    why="Every group that carries a run gets its share; none is worked for nothing.",
)
