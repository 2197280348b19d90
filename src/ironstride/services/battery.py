"""The first day: twenty minutes of tests by age and history, the tiring ones last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.assessment import Does
from ironstride.services.retests import days_for_tests
from ironstride.services.self_tests import first_side, occasions_on_record

if TYPE_CHECKING:
    import datetime as dt

    from ironstride.body.permissions import Refusal
    from ironstride.domain.assessment import Assessment
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.body_region import Side
    from ironstride.storage import UnitOfWork

MINUTES: Final = 20.0
FOR_A_REGION: Final = 8
"""House: ranks that a test gains for who has or had something in a region it is for."""
FOR_AN_AGE: Final = 4
FOR_A_GOAL: Final = 1
"""House: for each step that a goal it serves is weighed above nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryItem:
    """One test of the battery, in order."""

    assessment: Assessment
    first_side: Side | None

    @property
    def minutes(self) -> float:
        """What it takes."""
        return self.assessment.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A test that is not in the battery, and why."""

    assessment: Assessment
    sentence: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """The tests of one day.

    Args:
        against: why today is no day for tests; empty where it is one. The items are what another
            day would hold.
    """

    items: tuple[BatteryItem, ...]
    left_out: tuple[LeftOut, ...]
    against: str

    @property
    def minutes(self) -> float:
        """What all of it takes."""
        return sum(item.minutes for item in self.items)


def battery(unit: UnitOfWork, today: dt.date, minutes: float = MINUTES) -> Battery:
    """Return the tests that suit an athlete best within some minutes.

    Chosen by the tests' rank, raised for what has hurt, for the age and for the goals; done from
    the least to the most tiring, so that no test is spoilt by the one before.
    """
    days = days_for_tests(unit, today)
    athlete = days.tested.athlete
    age = athlete.age_on(today)
    chosen: list[Assessment] = []
    left_out: list[LeftOut] = []
    left = minutes
    for test in sorted(self_tests(), key=lambda each: (_place(each, athlete, age), each.id)):
        refusal = days.tested.refusal(test, today)
        why = _unfit(test, athlete, age) if refusal is None else refusal.sentence
        if not why and test.minutes > left:
            why = "No time left for it today."
        if why:
            left_out.append(LeftOut(assessment=test, sentence=why, refusal=refusal))
        else:
            chosen.append(test)
            left -= test.minutes
    chosen.sort(key=lambda each: (each.tires, not each.fall_risk, each.rank))
    return Battery(
        items=tuple(
            BatteryItem(
                assessment=test,
                first_side=first_side(test, occasions_on_record(athlete, test)),
            )
            for test in chosen
        ),
        left_out=tuple(left_out),
        against=days.against(today),
    )


def _place(test: Assessment, athlete: Athlete, age: int) -> int:
    """Return where a test stands in the choice for an athlete, the lowest first."""
    audience = test.audience
    hurt = {condition.region for condition in athlete.conditions} & audience.regions
    goals = max((athlete.goals.get(goal, 0) for goal in audience.goals), default=0)
    aged = audience.first_age > 0 and audience.first_age <= age
    return test.rank - FOR_A_REGION * bool(hurt) - FOR_AN_AGE * aged - FOR_A_GOAL * goals


def _unfit(test: Assessment, athlete: Athlete, age: int) -> str:
    """Return why a test is not for an athlete, beside what the body says; empty where it is."""
    audience = test.audience
    if age < audience.first_age:
        return f"It is for people of {audience.first_age} and older."
    if audience.last_age is not None and age > audience.last_age:
        return f"It is for people up to {audience.last_age}."
    if not any(kit <= place.equipment for kit in test.equipment for place in athlete.places):
        return "None of your places has the kit for it."
    lifts = {e.exercise for e in test.effects if e.does is Does.LOAD_FROM and e.exercise}
    if not lifts <= athlete.technique:
        return "Its technique comes first: have it confirmed in two sessions."
    return ""
