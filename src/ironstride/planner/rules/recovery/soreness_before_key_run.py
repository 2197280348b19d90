"""What leaves sore legs has a budget before a key run: the nearer the run, the smaller it is.

Points of a set (house, after CT-10 and DU-08): two for a leg exercise that is new, one for a jump
that is; one more where lowering is the point, one and two for jumps that land moderately and hard:
short contacts lower little. The first step of a ladder makes nobody sore, however new it is. Heavy
sets that are known have hours of their own (``interference.heavy_before_key_run``).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.domain.exercise import Exercise, Method
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView, Prescribed, SessionView

NEW: Final = 2
NEW_JUMP: Final = 1
"""House: points of a set of what is new."""
BY_DAY: Final = ("day_one", "day_two", "day_three")
"""The budgets for key runs within one day, two and three."""
HOURS_PER_DAY: Final = 24
FAR: Final = HOURS_PER_DAY * len(BY_DAY)


def _budget(hours: float, values: Values) -> int | None:
    """Return the points a session may have so many hours before a key run; None far from it."""
    days = min(hours, FAR) // HOURS_PER_DAY
    return int(values[BY_DAY[int(days)]]) if days < len(BY_DAY) else None


def _points(exercise: Exercise, *, new: bool) -> int:
    if not exercise.is_lower:
        return 0
    fresh = NEW_JUMP if exercise.method is Method.PLYOMETRIC else NEW
    return (
        fresh * int(new and exercise.rung > 1)
        + int(exercise.eccentric)
        + max(0, exercise.impact.level - 1)
    )


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    rows = []
    for position, frame in enumerate(model.frames):
        budget = _budget(frame.hours_to_key, values)
        if budget is None:
            continue

        def points(choice: Choice, date: dt.date = frame.placed.date) -> int:
            last = model.history.last_done.get(choice.exercise.id, dt.date.min)
            new = (date - last).days > values["days"]
            return choice.sets * _points(choice.exercise, new=new)

        weights = {c.index: points(c) for c in model.in_session(position)}
        rows.append(
            Row(
                weights={i: w for i, w in weights.items() if w},
                relation=Relation.OVER,
                bound=budget,
            )
        )
    return ContentTerms(rows=tuple(rows))


def _soreness(session: SessionView, each: Prescribed, last: dt.date | None, days: float) -> int:
    """Return the points of a planned exercise, counted set by set."""
    exercise = each.exercise
    if not exercise.is_lower:
        return 0
    known = last is not None and (session.session.date - last).days <= days
    of_one = 0
    if not known and exercise.rung > 1:
        of_one += NEW_JUMP if exercise.method is Method.PLYOMETRIC else NEW
    of_one += 1 if exercise.eccentric else 0
    of_one += {"moderate": 1, "high": 2}.get(exercise.impact.value, 0)
    return sum(of_one for _ in each.sets)


def _measure(view: ContentView, values: Values) -> Measured:
    amount = 0
    breaches = []
    for session in view.sessions:
        hours = session.frame.hours_to_key
        within = [n for day, n in enumerate(BY_DAY, 1) if hours < day * HOURS_PER_DAY]
        if not within:
            continue
        found = [
            (_soreness(session, x, view.history.last_done.get(x.exercise.id), values["days"]), x)
            for x in session.exercises
        ]
        over = sum(points for points, _ in found) - int(values[within[0]])
        if over > 0:
            amount += over
            most = max(found, key=lambda f: f[0])[1]
            breaches.append(
                Breach(
                    where=session.where,
                    amount=over,
                    sentence=f"{most.exercise.name} and what is like it leave sore legs, and a key "
                    f"run comes {hours:.0f} h later.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="recovery.soreness_before_key_run",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=4,
    unit="points beyond the budget",
    evidence=("CT-10", "RM-08", "DU-08", "house"),
    parameters=(
        Parameter(name="day_one", value=0, unit="points", low=0, high=4, evidence=("CT-10",)),
        Parameter(
            name="day_two", value=4, unit="points", low=0, high=12, evidence=("CT-10", "house")
        ),
        Parameter(name="day_three", value=12, unit="points", low=6, high=24, evidence=("house",)),
        Parameter(name="days", value=21, unit="days", low=14, high=42, evidence=("house",)),
    ),
    title="New, lowering and jumping work before a key run stays within a budget.",
    encode=_encode,
    measure=_measure,
    why="What is new makes sore for one to three days, the more of it the longer.",
)
