"""Hard days hard: strength on the day of a quality run, so that easy days stay easy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.week import WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    hard = {r.date for r in model.facts.runs_by_week[model.week.start] if r.kind.is_quality}
    if not hard:
        return model.none()
    return model.per_slot(lambda slot: int(slot.date not in hard))


def _measure(view: WeekView, _: Values) -> Measured:
    week = [r for r in view.facts.runs if 0 <= (r.date - view.week.start).days < DAYS_PER_WEEK]
    hard = [r.date for r in week if r.kind.is_quality]
    if not hard:
        return KEPT
    easy = [s for s in view.sessions if s.date not in hard]
    return Measured(
        amount=len(easy),
        breaches=tuple(
            Breach(
                where=s.date.isoformat(),
                sentence=f"{s.date:%A} has no quality run, and now it is a hard day, too.",
            )
            for s in easy
        ),
    )


RULE = Rule(
    id="interference.hard_days_hard",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=15,
    unit="sessions on easy days",
    evidence=("CT-07", "CT-11"),
    parameters=(),
    title="Strength lies on the days of quality runs, after them.",
    encode=_encode,
    measure=_measure,
    why="Hard days stay hard, so that easy days can be easy.",
)
