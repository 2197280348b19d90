"""Sessions that were put somewhere by hand stay there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.athlete import Pin
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.week import WeekModel, WeekView


def _pins(facts: Facts, week: SeasonWeek) -> tuple[Pin, ...]:
    return tuple(
        p
        for p in facts.athlete.pins
        if p.session is not None and monday_of(p.date) == week.start and p.date >= facts.today
    )


def _encode(model: WeekModel, _: Values) -> NDArray[np.int64]:
    amount = model.none()
    for pin in _pins(model.facts, model.week):
        here = model.per_slot(
            lambda slot, pin=pin: int(  # type: ignore[misc]  # bound in the loop on purpose
                slot.date == pin.date
                and (pin.start_minute is None or slot.start_minute == pin.start_minute)
            )
        )
        amount += here if pin.session == "none" else np.where(here > 0, 0, 1)
    return amount


def _measure(view: WeekView, _: Values) -> Measured:
    breaches: list[Breach] = []
    for pin in view.facts.athlete.pins:
        if monday_of(pin.date) != view.week.start or pin.date < view.facts.today:
            continue
        there = [
            s
            for s in view.sessions
            if s.date == pin.date and pin.start_minute in {None, s.start_minute}
        ]
        if pin.session == "none":
            breaches.extend(
                Breach(where=pin.date.isoformat(), sentence="You took this session out.")
                for _session in there
            )
        elif pin.session == "place" and not there:
            breaches.append(Breach(where=pin.date.isoformat(), sentence="You put a session here."))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="preference.pins",
    level=Level.WEEK,
    strength=Strength.HARD,
    weight=0,
    unit="edits undone",
    evidence=("house",),
    parameters=(),
    title="What you moved by hand stays where you put it.",
    encode=_encode,
    measure=_measure,
    why="You put it there, and it stays until you release it.",
)
