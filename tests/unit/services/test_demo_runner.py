from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import fitdecode
import numpy as np
import pytest

from ironstride.catalogue import load
from ironstride.domain.body_region import Region
from ironstride.domain.performance import SetKind
from ironstride.domain.run import Channel
from ironstride.importers import Member, read_member
from ironstride.services.analyses import runs_between
from ironstride.services.current_plan import current_plan
from ironstride.services.demo.fit_file import fit_bytes
from ironstride.services.demo.make import ensure_demo, is_fresh
from ironstride.services.demo.runs import habit_of, history, watch_run
from ironstride.services.progress import progress_of
from ironstride.services.runner import athlete_now
from ironstride.services.self_tests import effects_in_force, page_of_test
from ironstride.storage import Database, open_database
from ironstride.strength.progress import e1rm_series, relative_change

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    made = ensure_demo(path, now=NOW)
    assert made.value is True, made.problems
    return path


@pytest.fixture(scope="module")
def database(path: Path) -> Iterator[Database]:
    opened = open_database(path)
    yield opened
    opened.close()


def test_a_run_of_the_demo_is_a_fit_file_that_others_read_too() -> None:
    run = watch_run(history(TODAY)[2], 3600)
    content = fit_bytes(run)
    records = 0
    with fitdecode.FitReader(io.BytesIO(content), check_crc=fitdecode.CrcCheck.RAISE) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                records += frame.name == "record"
    assert records == run.streams.time_s.size


def test_our_reader_gives_back_what_was_written() -> None:
    run = watch_run(history(TODAY)[2], 3600)
    read = read_member(Member(name="demo.fit", content=fit_bytes(run)))
    assert read.problems == ()
    assert read.value is not None
    activity = read.value[0]
    assert activity.start == run.start
    assert activity.utc_offset_s == 3600
    assert activity.session_rpe == run.rpe
    assert len(activity.laps) == len(run.laps)
    assert activity.streams is not None
    for channel in (Channel.DISTANCE, Channel.SPEED, Channel.HEART_RATE, Channel.CONTACT_TIME):
        read_back = activity.streams.channels[channel]
        assert np.allclose(read_back, run.streams.channels[channel], rtol=2e-3, atol=0.01)


def test_the_same_day_gives_the_same_history() -> None:
    first, second = (fit_bytes(watch_run(history(TODAY)[5], 0)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("days", range(7))
def test_whatever_day_it_is_the_habit_holds_strength_today_and_keeps_runs_apart(days: int) -> None:
    today = TODAY + dt.timedelta(days=days)
    habit = habit_of(today)
    assert habit.strength[0] == today.weekday()
    assert len(set(habit.strength)) == 2
    runs = [habit.long, habit.quality, habit.steady, *habit.easy]
    assert len(runs) == len(set(runs)) == 5
    assert (habit.long - habit.quality) % 7 not in {0, 1}
    assert all(outing.date < today for outing in history(today))


def test_ten_weeks_of_runs_are_read_by_the_real_analysis(database: Database) -> None:
    with database.snapshot() as unit:
        runs = runs_between(unit, TODAY - dt.timedelta(weeks=12), TODAY)
    assert len(runs) >= 48
    assert (TODAY - runs[0].date).days >= 65
    assert {run.kind.value for run in runs} >= {"easy", "long", "intervals", "tempo"}
    assert any(run.is_spike for run in runs[10:])
    assert runs[0].start_minute in {390, 540, 1080}


def test_todays_session_is_open_and_the_log_leads_up_to_it(database: Database) -> None:
    with database.snapshot() as unit:
        current = current_plan(unit)
        assert current is not None
        sessions = current.sessions_on(TODAY)
        assert sessions
        assert unit.sessions.get(sessions[0].id) is None
        assert len(unit.sets.all()) > 150
        assert any(session.skipped for session in unit.sessions.all())
        assert {pain.region for pain in unit.pains.all()} == {Region.CALF}
        assert unit.pains.all()[-1].next_morning == 0.0
        assert unit.checkins.get(TODAY.isoformat()) is None
        assert unit.checkins.all()
        assert current.plan.stops == ()
        assert len(current.plan.weeks) > 8


def test_the_demo_runner_got_stronger(database: Database) -> None:
    loads: dict[str, list[float]] = {}
    with database.snapshot() as unit:
        for done in unit.sets.all():
            if done.load_kg is not None and done.reps and done.kind is SetKind.WORKING:
                loads.setdefault(done.exercise, []).append(done.load_kg)
        charts = progress_of(unit, TODAY).strength
        athlete = athlete_now(unit, TODAY)
        sets = unit.sets.all()
    risen = [name for name, kilograms in loads.items() if max(kilograms) >= 1.5 * kilograms[0]]
    assert len(risen) >= 3
    titles = [chart.drawing.title for chart in charts]
    # A rise beyond its own band: the finding says so, and the figures behind it agree.
    assert [title for title in titles if " up " in title]
    assert not [title for title in titles if " down " in title]
    assert athlete is not None
    changes = [
        relative_change(e1rm_series(load().exercise(chart.exercise), sets, athlete.profile))
        for chart in charts
    ]
    beyond = [change for change in changes if change is not None and change[1] > 0]
    assert beyond
    assert all(0.05 <= middle <= 0.30 for middle, _, _ in beyond)


def test_a_demo_runner_of_this_week_is_left_as_it_is(path: Path) -> None:
    before = path.stat().st_mtime_ns
    again = ensure_demo(path, now=NOW + dt.timedelta(days=6))
    assert again.value is False
    assert path.stat().st_mtime_ns == before
    assert not is_fresh(path, TODAY + dt.timedelta(days=7))


def test_what_is_no_database_is_made_anew(tmp_path: Path) -> None:
    other = tmp_path / "demo.db"
    other.write_bytes(b"not a database")
    assert not is_fresh(other, TODAY)


def test_the_demo_shows_self_tests_done_twice_that_leave_the_plan_as_it_is(
    database: Database,
) -> None:
    with database.snapshot() as unit:
        page = page_of_test(unit, "heel-raise", TODAY)
        athlete = athlete_now(unit, TODAY)
    assert page is not None
    assert page.verdict is not None
    assert athlete is not None
    assert len(page.occasions) == 2
    assert [own.counts for own in page.verdict.own] == [False, True]
    assert page.verdict.weaker is None
    assert effects_in_force(athlete, TODAY) == ()
