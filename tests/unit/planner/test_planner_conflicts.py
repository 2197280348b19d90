"""Wishes that cannot hold: the plan is there, says which was dropped, and what would help."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from benchmarks.runners import MONDAY, Runner, document
from ironstride.domain.plan import Level, Phase, Strength
from ironstride.planner.facts import facts_of
from ironstride.planner.rule import KEPT, Rule
from ironstride.planner.schedule import running_forbidden
from ironstride.planner.season import SeasonWeek
from ironstride.planner.solve import make_plan
from ironstride.planner.week import prices
from tests.support.planning import Scene

FRIDAY = (MONDAY + dt.timedelta(days=4)).isoformat()
TUESDAY = (MONDAY + dt.timedelta(days=1)).isoformat()
BY_A_PROFESSIONAL = {"set_by": "Physiotherapist"}


@pytest.mark.parametrize(
    "tables",
    [
        {"pins": [{"date": FRIDAY, "session": "place"}], "availability": {"rest_days": ["fri"]}},
        {
            "week": "two-hard",
            "pins": [{"date": TUESDAY, "start": "06:00", "session": "place"}],
        },
        {"limits": [{**BY_A_PROFESSIONAL, "require": "back-squat"}]},
        {
            "limits": [
                {**BY_A_PROFESSIONAL, "require": "push-up"},
                {**BY_A_PROFESSIONAL, "forbid": "exercise", "exercise": "push-up"},
            ]
        },
        {
            "week": "no-runs",
            "availability": {"windows": [{"day": "tue", "from": "17:00", "to": "20:00"}]},
            "pins": [{"date": TUESDAY, "exercise": "back-squat", "instead_of": "push-up"}],
        },
    ],
    ids=["rest-day", "before-intervals", "no-kit", "required-and-forbidden", "swap-without-kit"],
)
def test_a_wish_that_cannot_hold_is_named_with_a_remedy(tables: dict[str, Any]) -> None:
    plan = make_plan(Runner(name="x", document=document(**tables)).request(weeks=4, detail=1))
    assert plan.conflict
    assert all(each.what and each.remedy for each in plan.conflict)


def refused(**more: Any) -> None:  # noqa: ANN401 (fields of a record)
    fields: dict[str, Any] = {
        "id": "time.x", "level": Level.WEEK, "strength": Strength.SOFT, "weight": 1, "unit": "",
        "evidence": ("house",), "parameters": (), "title": "", "encode": lambda *_: None,
        "measure": lambda *_: KEPT, "why": "",
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"time\.x"):
        Rule(**{**fields, **more})


def test_a_rule_that_hides_something_is_refused() -> None:
    refused(evidence=())
    refused(weight=0)
    refused(strength=Strength.HARD)


def test_a_day_on_which_running_is_forbidden_has_no_run() -> None:
    runner = Runner(
        name="x",
        document=document(limits=[{**BY_A_PROFESSIONAL, "forbid": "running", "until": FRIDAY}]),
    )
    facts = facts_of(runner.request(weeks=1))
    assert running_forbidden(facts.athlete.limits, MONDAY) is not None
    assert {run.date.isoformat() > FRIDAY for run in facts.runs} == {True}


def test_without_a_usual_week_the_runs_say_what_is_usual() -> None:
    told = document()
    del told["usual_week"]
    facts = facts_of(Runner(name="x", document=told).request(weeks=1))
    assert facts.runs == ()
    assert facts.notes


def test_a_day_that_is_not_possible_says_which_rule_forbids_it() -> None:
    runner = Runner(name="x", document=document(availability={"rest_days": ["fri"]}))
    facts = facts_of(runner.request(weeks=2))
    week = SeasonWeek(start=MONDAY, phase=Phase.ADAPTATION, light=False)
    scene = Scene(facts=facts, week=week)
    friday = [p for p in prices(scene.placements(), scene.book.week) if p.slot.date.weekday() == 4]
    assert friday
    assert all(p.extra is None and "recovery.rest_days" in p.forbidden_by for p in friday)
