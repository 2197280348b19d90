"""Week n of m of the phase, until when, and what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.plan import Phase, Plan, PlannedWeek
from ironstride.services.phases import place_of
from ironstride.web.words import phase_place

MONDAY = dt.date(2026, 11, 23)
PHASES = (
    *[Phase.ADAPTATION] * 2,
    *[Phase.MAXIMUM_STRENGTH] * 3,
    Phase.POWER,
    Phase.MAXIMUM_STRENGTH,
)


def weeks(phases: tuple[Phase, ...], first: dt.date) -> tuple[PlannedWeek, ...]:
    return tuple(
        PlannedWeek(
            start=first + dt.timedelta(weeks=n), phase=phase, light=False, sessions=(), reasons=()
        )
        for n, phase in enumerate(phases)
    )


@pytest.fixture
def plan() -> Plan:
    return Plan(
        today=MONDAY,
        seed=1,
        engine="test",
        stops=(),
        runs=(),
        weeks=weeks(PHASES, MONDAY),
        analysis=(),
        proofs=(),
    )


@pytest.mark.parametrize(
    ("week", "number", "of", "last", "following"),
    [
        (0, 1, 2, 1, Phase.MAXIMUM_STRENGTH),
        (1, 2, 2, 1, Phase.MAXIMUM_STRENGTH),
        (3, 2, 3, 4, Phase.POWER),
        (5, 1, 1, 5, Phase.MAXIMUM_STRENGTH),
        (6, 1, 1, 6, None),
    ],
)
def test_a_week_counts_within_the_weeks_in_a_row_of_its_phase(
    plan: Plan, week: int, number: int, of: int, last: int, following: Phase | None
) -> None:
    place = place_of(plan, MONDAY + dt.timedelta(weeks=week, days=3))
    assert place is not None
    assert (place.number, place.weeks, place.following) == (number, of, following)
    assert place.ends == MONDAY + dt.timedelta(weeks=last, days=6)


def test_weeks_that_are_over_count(plan: Plan) -> None:
    before = weeks((Phase.ADAPTATION, Phase.ADAPTATION), MONDAY - dt.timedelta(weeks=2))
    place = place_of(replace(plan, past=before), MONDAY)
    assert place is not None
    assert (place.number, place.weeks) == (3, 4)


def test_outside_the_plan_there_is_no_place(plan: Plan) -> None:
    assert place_of(plan, MONDAY - dt.timedelta(days=1)) is None
    assert place_of(plan, MONDAY + dt.timedelta(weeks=len(PHASES))) is None


def test_it_is_said_in_words(plan: Plan) -> None:
    place = place_of(plan, MONDAY + dt.timedelta(weeks=3))
    assert place is not None
    assert phase_place(place).startswith("Strength · week 2 of 3, until ")
    assert phase_place(place).endswith(", then power")
    last = place_of(plan, MONDAY + dt.timedelta(weeks=6))
    assert last is not None
    assert "then" not in phase_place(last)
