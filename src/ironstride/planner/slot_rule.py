"""The shape that rules on single slots share: an amount for a session wherever it lies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekRule, WeekView

Encode = Callable[[WeekModel, Slot, Values], int]
Measure = Callable[[WeekView, Placed, Values], tuple[int, str] | None]


def slot_rule(  # noqa: PLR0913 (the fields of the record it makes)
    *,
    id: str,
    weight: int,
    unit: str,
    evidence: tuple[str, ...],
    title: str,
    why: str,
    amount: Encode,
    breach: Measure,
    parameters: tuple[Parameter, ...] = (),
) -> WeekRule:
    """Return a rule that counts each session by itself; hard where the weight is 0.

    Args:
        amount: what a slot counts, for the enumeration.
        breach: what a session of any plan counts and the sentence for it, None where it is kept.
    """

    def encode(model: WeekModel, values: Values) -> NDArray[np.int64]:
        return model.per_slot(lambda slot: amount(model, slot, values))

    def measure(view: WeekView, values: Values) -> Measured:
        total = 0
        breaches = []
        for session in view.sessions:
            found = breach(view, session, values)
            if found is not None and found[0] > 0:
                total += found[0]
                breaches.append(
                    Breach(where=session.date.isoformat(), amount=found[0], sentence=found[1])
                )
        return Measured(amount=total, breaches=tuple(breaches))

    return Rule(
        id=id,
        level=Level.WEEK,
        strength=Strength.SOFT if weight else Strength.HARD,
        weight=weight,
        unit=unit,
        evidence=evidence,
        parameters=parameters,
        title=title,
        encode=encode,
        measure=measure,
        why=why,
    )
