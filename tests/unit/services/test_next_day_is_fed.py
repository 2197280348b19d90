"""Files and database alike give the planner what runs showed on the day after leg work."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.runners import GYM, document, run, window
from ironstride.domain.performance import LoggedSet
from ironstride.domain.run import RunKind
from ironstride.planner.facts import facts_of
from ironstride.services.analyses import VERSION, run_text
from ironstride.services.planning import request_now
from ironstride.services.runner import set_athlete_text
from ironstride.services.stateless import Asked, PlanFiles, plan_from_files, request_of
from ironstride.storage import Database, Original, open_database
from tests.storage.builders import make_run
from tests.support.fit_writer import RunDetails, write_run
from tests.support.next_days import TODAY, leg_days, weeks_of_runs

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
MINUTES = 32
EVERY = 10
SATURDAY = 5
WEEKS = 6
ATHLETE = {
    **document(
        kit="gym",
        experience="intermediate",
        sessions=1,
        availability={
            "windows": [window("tue 18:00-20:00", preferred=True), window("fri 18:00-20:00")]
        },
    ),
    "athlete": {
        "birth_year": 1990,
        "body_mass_kg": 66,
        "lifting_experience": "intermediate",
        "hr_max_bpm": 195,
    },
    "usual_week": [run("thu 07:00 tempo 60"), run("sun 09:00 long 60")],
}


def write_files(folder: Path, beats_after: float) -> PlanFiles:
    """Write an athlete, a run of every morning and a log of leg work; return their places."""
    runs = folder / "runs"
    runs.mkdir(parents=True)
    legs = leg_days(WEEKS)
    for ago in range(1, WEEKS * 7 + 1):
        date = TODAY - dt.timedelta(days=ago)
        after = date - dt.timedelta(days=1) in legs
        start = dt.datetime.combine(date, dt.time(6), dt.UTC)
        beats = 140 + ago * 3 % 5 + (beats_after if after else 0)
        speeds = [2.8] * (MINUTES * 60 // EVERY + 1)
        if date.weekday() == SATURDAY:
            # Efforts of three and twelve minutes say what is easy for this runner.
            speeds[30:48], speeds[80:152] = [4.8] * 18, [4.3] * 72
        content = write_run(start, MINUTES * 60, speeds, beats, RunDetails(every=EVERY))
        (runs / f"{date}.fit").write_bytes(content)
    (folder / "me.json").write_text(json.dumps(ATHLETE))
    rows = ["date,exercise,reps,load_kg,rir"]
    rows += [f"{day},goblet-squat,10,16,3" for day in sorted(legs) for _ in range(3)]
    (folder / "lifts.csv").write_text("\n".join(rows))
    return PlanFiles(athlete=folder / "me.json", runs=runs, lifts=folder / "lifts.csv")


def test_plans_from_files_go_by_the_day_after(tmp_path: Path) -> None:
    days = {}
    for name, beats in (("suffers", 30.0), ("unharmed", 0.0)):
        files = write_files(tmp_path / name, beats)
        plan = plan_from_files(files, Asked(today=TODAY, weeks=2, detail=1)).value
        assert plan is not None
        assert [n for n in plan.notes if "day after leg work" in n]
        days[name] = f"{plan.weeks[0].sessions[0].date:%A}"
    assert days == {"suffers": "Friday", "unharmed": "Tuesday"}


def test_too_few_files_leave_it_unknown(tmp_path: Path) -> None:
    files = write_files(tmp_path / "few", 30.0)
    assert files.runs is not None
    for path in sorted(files.runs.iterdir())[:-20]:
        path.unlink()
    request = request_of(files, Asked(today=TODAY, weeks=2, detail=1)).value
    assert request is not None
    facts = facts_of(request)
    assert not facts.next_day.is_known
    assert any("not known yet" in note for note in facts.notes)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "own.db")
    text = json.dumps({**ATHLETE, "places": [GYM]})
    set_athlete_text(opened, text, location="", file_format="json", today=TODAY, now=NOW)
    yield opened
    opened.close()


def test_the_database_feeds_the_same(database: Database) -> None:
    with database.begin() as unit:
        for said in weeks_of_runs(slower=9, harder=3, drifts=6):
            start = dt.datetime.combine(said.date, dt.time(6), dt.UTC)
            record = make_run(start=start, distance_m=8100.0)
            original = Original.of(f"{said.date}".encode(), name="a.fit", file_format="fit")
            stored = unit.activities.store(record, original, now=NOW)
            unit.analyses.put(
                stored.id, run_text(said), version=VERSION, now=NOW, run_kind=RunKind.EASY,
                load=said.load,
            )  # fmt: skip
        for number, day in enumerate(sorted(leg_days())):
            one = LoggedSet(
                id=f"s{number}", exercise="goblet-squat", date=day, reps=10, load_kg=16, rir=3,
                session_id=f"a{number}", logged_at=NOW,
            )  # fmt: skip
            unit.sets.log(one, now=NOW)
    with database.snapshot() as unit:
        request = request_now(unit, TODAY)
    assert request is not None
    facts = facts_of(request)
    assert facts.next_day.is_known
    assert facts.next_day.harm > 2
