"""A plan made anew every week goes on where the one before stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ironstride.domain.plan import Phase, Plan
from ironstride.exporters.plan_json import document_text, plan_document
from ironstride.importers.plan_json import read_plan
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import PAST_WEEKS
from ironstride.planner.solve import make_plan
from tests.support.rule_cases import athlete_of
from tests.support.small_catalogue import small_catalogue

MONDAY = dt.date(2026, 1, 5)


def planned_weekly(weeks: int) -> list[Plan]:
    request = PlanRequest(
        athlete=athlete_of({}), catalogue=small_catalogue(), today=MONDAY, weeks=12, detail=1
    )
    plans: list[Plan] = []
    for week in range(weeks):
        now = replace(
            request,
            today=MONDAY + dt.timedelta(weeks=week),
            previous=plans[-1] if plans else None,
        )
        plans.append(make_plan(now, preview=True))
    return plans


def test_a_base_that_is_planned_anew_every_week_comes_to_its_end() -> None:
    phases = [plan.weeks[0].phase for plan in planned_weekly(6)]
    assert phases == [Phase.ADAPTATION] * 4 + [Phase.MAXIMUM_STRENGTH] * 2


def test_a_light_week_comes_although_each_plan_sees_its_first_week_only() -> None:
    assert sum(plan.weeks[0].light for plan in planned_weekly(8)) == 2


def test_a_plan_remembers_the_weeks_before_it_without_their_sessions() -> None:
    plan = planned_weekly(3)[-1]
    assert [week.start for week in plan.past] == [MONDAY, MONDAY + dt.timedelta(weeks=1)]
    assert not any(week.sessions for week in plan.past)
    assert len(plan.past) < PAST_WEEKS


def test_what_a_plan_remembers_survives_its_file() -> None:
    plan = planned_weekly(2)[-1]
    read = read_plan(document_text(plan_document(plan)), location="plan.json")
    assert read.value is not None
    assert read.value.past == plan.past
