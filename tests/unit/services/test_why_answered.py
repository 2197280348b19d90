"""Questions about a stored plan: asked of the facts that it was made from, whatever came since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.planner.counterfactual import week_asked
from ironstride.planner.what_if import MinutesEach, PainToday
from ironstride.services.asking import Ground, stored_ground
from ironstride.services.checkins import report_pain
from ironstride.services.current_plan import current_plan
from ironstride.services.planning import replan
from ironstride.services.priced import Answer
from ironstride.services.what_if import try_stored
from ironstride.services.why_answered import answered
from ironstride.storage import Database, open_database
from tests.support.web import NOW, SETTINGS, TODAY, database_with_plan

DAY = dt.timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a runner and a plan."""
    made = database_with_plan(tmp_path / "own.db")
    yield made
    made.close()


def ground_of(database: Database) -> Ground:
    with database.snapshot() as unit:
        ground = stored_ground(unit)
    assert ground is not None
    return ground


def answer_to(database: Database, text: str) -> Answer:
    ground = ground_of(database)
    parsed = answered(ground, text, day=ground.plan.today)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def hurt(database: Database, *, today: dt.date = TODAY) -> None:
    report = PainReport(date=today, region=Region.CALF, side=Side.LEFT, during=4)
    assert not report_pain(database, report, today=today, now=NOW).problems
    assert replan(database, today=today, now=NOW, why="It hurts.", settings=SETTINGS).value


def first_exercise(database: Database) -> str:
    blocks = ground_of(database).plan.weeks[0].sessions[0].blocks
    return next(b for b in blocks if b.kind != "warm-up").exercises[0].exercise


def test_without_a_plan_there_is_nothing_to_ask(tmp_path: Path) -> None:
    database = open_database(tmp_path / "empty.db")
    with database.snapshot() as unit:
        assert stored_ground(unit) is None
    database.close()


@pytest.mark.parametrize("replans", [0, 1, 2])
def test_a_stored_plan_is_asked_of_what_it_was_made_from(database: Database, replans: int) -> None:
    for number in range(replans):
        hurt(database, today=TODAY + number * DAY)
    ground = ground_of(database)
    assert (ground.request.previous is None) == (not replans)
    assert ground.request.today == ground.plan.today
    for start in [w.start for w in ground.plan.weeks if w.sessions]:
        week = week_asked(ground.request, ground.plan, start)
        assert week is not None
        # The plan's own proof holds of the week as it was rebuilt: costs are equal to the point.
        assert week.proven


def test_what_was_stored_since_does_not_change_the_answer(database: Database) -> None:
    before = answer_to(database, "no push-up")
    late = PainReport(date=TODAY + DAY, region=Region.SHOULDER, side=Side.LEFT, during=8)
    report_pain(database, late, today=TODAY + DAY, now=NOW + DAY)
    assert answer_to(database, "no push-up") == before


def test_asked_why_it_is_missing_the_answer_says_first_where_it_is(database: Database) -> None:
    exercise = first_exercise(database)
    present, absent = answer_to(database, exercise), answer_to(database, f"no {exercise}")
    assert absent.said[0].startswith("It is there on")
    assert absent.said == present.said[::-1]
    assert absent.prices == present.prices


def test_every_rule_of_an_answer_comes_with_its_evidence(database: Database) -> None:
    for text in ("no box-jump", "Friday", f"sets of {first_exercise(database)}"):
        found = answer_to(database, text)
        rules = {bar.rule for bar in found.forbidden}
        rules |= {row.rule for priced in found.prices for row in priced.rows}
        assert {account.rule for account in found.rules} == rules
        assert all(account.evidence for account in found.rules)
        assert len([line for line in found.said if line]) <= 2


def test_trying_another_world_writes_nothing(database: Database) -> None:
    with database.snapshot() as unit:
        before = current_plan(unit)
    tried = try_stored(
        database, (PainToday(region=Region.CALF, side=Side.LEFT, level=5),), today=TODAY
    )
    assert tried.value is not None
    assert tried.value.said == ("pain of 5 out of 10, calf (left), from today on",)
    with database.snapshot() as unit:
        assert current_plan(unit) == before
        assert unit.pains.between(TODAY, TODAY) == ()


def test_another_world_is_compared_with_what_the_facts_ask_for_by_now(database: Database) -> None:
    report = PainReport(date=TODAY, region=Region.CALF, side=Side.LEFT, during=6)
    report_pain(database, report, today=TODAY, now=NOW)
    tried = try_stored(database, (MinutesEach(minutes=20),), today=TODAY)
    assert tried.value is not None
    assert tried.value.comparison.old.stops == tried.value.comparison.new.stops != ()


def test_a_session_that_was_put_there_by_hand_says_so(database: Database) -> None:
    found = answer_to(database, TODAY.isoformat())
    assert [bar.rule for bar in found.forbidden] == ["preference.pins"]
    assert "You put it there" in found.said[0]
    assert found.prices[0].points is None
