"""The shape that rules on single slots share: an amount for a session wherever it lies."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, SlotAmounts, WeekModel, WeekRule, WeekView

Encode = Callable[[WeekModel, Slot, Values], int]
Count = Callable[[WeekModel, Values], Callable[[Slot], int]]
Measure = Callable[[WeekView, Placed, Values], tuple[int, str] | None]


def each_slot(amount: Encode) -> Count:
    """Return what counts every slot by itself, with nothing to reckon for the week beforehand."""

    def count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
        return lambda slot: amount(model, slot, values)

    return count


def slot_rule(  # noqa: PLR0913 (the fields of the record it makes)
    *,
    id: str,
    weight: int,
    unit: str,
    evidence: tuple[str, ...],
    title: str,
    why: str,
    count: Count,
    breach: Measure,
    parameters: tuple[Parameter, ...] = (),
) -> WeekRule:
    """Return a rule that counts each session by itself; hard where the weight is 0.

    Args:
        count: what counts the slots of a week, for the enumeration.
        breach: what a session of any plan counts and the sentence for it, None where it is kept.
    """

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
        encode=SlotAmounts(counter=count),
        measure=measure,
        why=why,
    )
