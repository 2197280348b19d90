"""What was put somewhere by hand stays, and goes back to the best once it is released."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from benchmarks.runners import MONDAY, Runner, document
from ironstride.domain.athlete import Pin
from ironstride.domain.plan import Level, Plan
from ironstride.planner.released import PINS, without_released
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan


def asked(week: str = "three-easy", pins: tuple[Pin, ...] = ()) -> PlanRequest:
    request = Runner(name="x", document=document(week=week)).request(weeks=4, detail=1)
    return replace(request, athlete=replace(request.athlete, pins=pins))


def made(request: PlanRequest) -> Plan:
    return make_plan(request, preview=True)


def days(plan: Plan) -> list[dt.date]:
    return [session.date for session in plan.weeks[0].sessions]


def cost(plan: Plan, level: Level) -> int:
    return sum(line.penalty for line in plan.analysis if line.level is level)


@pytest.mark.parametrize("week", ["three-easy", "two-hard", "evenings", "no-runs"])
def test_a_released_session_goes_back_to_where_it_is_best(week: str) -> None:
    free = made(asked(week))
    was = days(free)[0]
    pins: tuple[Pin, ...] = ()
    held = free
    for offset in range(7):
        day = MONDAY + dt.timedelta(days=offset)
        if day in days(free):
            continue
        pins = (Pin(date=day, session="place"), Pin(date=was, session="none"))
        held = made(replace(asked(week, pins), previous=free))
        if not held.conflict:
            break
    assert pins[0].date in days(held)
    assert was not in days(held)
    put = next(s for s in held.weeks[0].sessions if s.date == pins[0].date)
    assert put.reasons[0].rule == PINS
    again = made(replace(asked(week, pins), previous=held))
    assert days(again) == days(held), "it stays until it is released"
    released = made(replace(asked(week), previous=held))
    assert days(released) == days(free)
    # What it costs to be the plan of before is no more than what leaving it would.
    assert cost(released, Level.WEEK) <= cost(free, Level.WEEK) + 200


def test_only_what_was_released_leaves_the_plan_before() -> None:
    pins = (Pin(date=MONDAY + dt.timedelta(days=2), session="place"),)
    held = made(asked(pins=pins))
    assert without_released(held, pins) is held
    assert without_released(None, ()) is None
    loose = without_released(held, ())
    assert loose is not None
    assert pins[0].date not in days(loose)
    assert set(days(loose)) == set(days(held)) - {pins[0].date}
