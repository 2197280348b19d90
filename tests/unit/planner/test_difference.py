from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import cache

import pytest

from ironstride.catalogue import load
from ironstride.domain.athlete import (
    CheckIn,
    Illness,
    PlannedRun,
    Race,
    RacePriority,
)
from ironstride.domain.body_region import Region, Side
from ironstride.domain.clock import Day
from ironstride.domain.performance import LoggedSession, PainReport
from ironstride.domain.plan import Change, Plan
from ironstride.domain.run import RunKind
from ironstride.importers.athlete_file import read_athlete
from ironstride.planner.request import PlanRequest
from ironstride.planner.rules import RULES
from ironstride.planner.solve import make_plan
from tests.support.athletes import known
from tests.support.web import ATHLETE

MONDAY = dt.date(2026, 11, 23)
THURSDAY = dt.date(2026, 11, 26)


@cache
def asked() -> PlanRequest:
    """Return the request of a runner with sessions on Monday and Thursday evening."""
    text = json.dumps({key: value for key, value in ATHLETE.items() if key != "pins"})
    athlete = read_athlete(text, location="", file_format="json", today=MONDAY, known=known()).value
    assert athlete is not None
    return PlanRequest(athlete=athlete, catalogue=load(), today=MONDAY, weeks=12, detail=2)


@cache
def first() -> Plan:
    plan = make_plan(asked(), limit=0.15)
    assert [s.date for s in plan.weeks[0].sessions] == [MONDAY, THURSDAY]
    return plan


def then(request: PlanRequest) -> tuple[Change, ...]:
    """Return what changes when a request follows the first plan."""
    changes = make_plan(replace(request, previous=first()), limit=0.15).changes
    rules = {rule.id for rule in RULES}
    for each in changes:
        assert each.rule in rules, each
        assert each.sentence.endswith(".")
        assert ".." not in each.sentence
    return changes


def told(changes: tuple[Change, ...], *words: str) -> Change:
    """Return the change whose sentence holds all the words."""
    found = [each for each in changes if all(word in each.sentence for word in words)]
    assert found, [each.sentence for each in changes]
    return found[0]


def test_equal_facts_change_nothing() -> None:
    assert then(asked()) == ()


def test_a_session_that_is_moved_by_a_rest_day_says_so() -> None:
    athlete = asked().athlete
    rest = replace(athlete.availability, rest_days=frozenset({Day.THU}))
    changes = then(replace(asked(), athlete=replace(athlete, availability=rest)))
    change = told(changes, "Thursday's", "moved back to Saturday", "Thursday is a rest day")
    assert (change.what, change.rule) == ("moved", "recovery.rest_days")


def test_a_session_that_makes_way_for_a_run_names_the_run() -> None:
    friday = PlannedRun(
        date=dt.date(2026, 11, 27), start_minute=390, kind=RunKind.INTERVALS, minutes=60
    )
    changes = then(replace(asked(), athlete=replace(asked().athlete, planned_runs=(friday,))))
    told(changes, "Thursday's", "moved", "Friday has intervals")


def test_pain_says_what_it_took_out() -> None:
    report = PainReport(date=MONDAY, region=Region.ACHILLES, side=Side.LEFT, during=4.0)
    changes = then(replace(asked(), pain_reports=(report,)))
    content = told(changes, "instead of", "Achilles")
    assert content.rule is not None
    assert content.rule.startswith("safety.")
    phase = told(changes, "rehabilitation instead of adaptation", "Achilles")
    assert phase.rule == "safety.rehabilitation_first"


def test_a_short_night_in_a_first_week_of_few_sets_leaves_more_in_reserve() -> None:
    slept = CheckIn(date=MONDAY, sleep_hours=4.5)
    changes = then(replace(asked(), athlete=replace(asked().athlete, checkins=(slept,))))
    told(changes, "Monday's", "more left in reserve with", "a short night")


def test_illness_leaves_a_session_out_and_says_why() -> None:
    ill = CheckIn(date=MONDAY, illness=Illness.FEVER)
    changes = then(replace(asked(), athlete=replace(asked().athlete, checkins=(ill,))))
    told(changes, "Monday's", "fever")


def test_a_new_race_is_named_where_the_blocks_move() -> None:
    race = Race(
        date=dt.date(2026, 12, 20), distance_m=10_000, priority=RacePriority.A, name="Town ten"
    )
    athlete = asked().athlete
    changes = then(replace(asked(), athlete=replace(athlete, races=(*athlete.races, race))))
    change = told(changes, "Town ten is on Sun 20 Dec")
    assert change.what == "phase"
    assert change.rule is not None
    assert change.rule.startswith("race.")


def test_a_session_that_was_not_done_is_told_once_and_not_doubled() -> None:
    changes = then(replace(asked(), today=MONDAY + dt.timedelta(days=1)))
    missed = [each for each in changes if each.what == "missed"]
    title = first().weeks[0].sessions[0].title
    assert [each.sentence.partition(" was not done.")[0] for each in missed] == [
        f"Mon 23 Nov's {title[0].lower()}{title[1:]}"
    ]


def test_a_session_that_was_done_is_not_called_missed() -> None:
    done = LoggedSession(session_id="s-2026-11-23", date=MONDAY, minutes=30, session_rpe=5)
    day = MONDAY + dt.timedelta(days=1)
    changes = then(replace(asked(), today=day, logged_sessions=(done,)))
    assert not [each for each in changes if each.what == "missed"]


def test_weeks_away_are_told_in_one_sentence() -> None:
    changes = then(replace(asked(), today=MONDAY + dt.timedelta(days=21)))
    missed = [each for each in changes if each.what == "missed"]
    assert len(missed) == 1
    assert "4 sessions since Mon 23 Nov" in missed[0].sentence


@pytest.mark.parametrize("flag", ["RF-01", "RF-05"])
def test_a_stop_says_how_much_is_out_and_whom_to_see(flag: str) -> None:
    (change,) = then(replace(asked(), athlete=replace(asked().athlete, red_flags=(flag,))))
    assert change.what == "stopped"
    assert "All training stops, and 4 sessions are out" in change.sentence
    assert "See: " in change.sentence
