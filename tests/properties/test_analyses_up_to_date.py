"""What runs say is brought up to date as if it were found from scratch, whatever was changed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ironstride.domain.athlete import Athlete
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.running.features import RunFeatures, features
from ironstride.running.features_json import VERSION, to_json
from ironstride.services import analyses
from ironstride.services.analyses import FIRST, STRANGER, bring_up_to_date
from ironstride.storage import ActivityCorrection, AthleteId, Database, Original, open_database
from tests.storage.builders import NOW, TODAY, make_run
from tests.support import runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ironstride.storage import UnitOfWork

RUNS = 8
STEP = st.tuples(
    st.sampled_from(["new", "rated", "kind", "moved", "hidden", "measured", "said", "person"]),
    st.integers(0, 40),
)


@cache
def measured() -> tuple[RunFeatures, ...]:
    """Return features of a few runs of different kinds."""
    return tuple(features(run) for run in runs.training(2))[:RUNS]


def store(unit: UnitOfWork, day: int) -> None:
    """Store a run some days ago with its features."""
    one = measured()[day % len(measured())]
    start = NOW - dt.timedelta(days=day + 1, hours=day % 5)
    run = make_run(start=start, duration_s=one.duration_s, distance_m=one.distance_m, moments=0)
    stored = unit.activities.store(run, Original.of(str(day).encode(), name="", file_format="fit"),
                                   now=NOW)  # fmt: skip
    text = json.dumps(to_json(replace(one, start=start)))
    unit.features.put(stored.id, text, version=VERSION, now=NOW)


def change(unit: UnitOfWork, step: str, number: int) -> None:
    """Change something that analyses rest on, or an analysis itself."""
    kept = unit.activities.between(FIRST, TODAY)
    if step == "new" or not kept:
        store(unit, number)
        return
    id = kept[number % len(kept)].id
    said = {
        "rated": ActivityCorrection(session_rpe=float(1 + number % 10)),
        "kind": ActivityCorrection(run_kind=list(RunKind)[number % len(RunKind)]),
        "moved": ActivityCorrection(start=NOW - dt.timedelta(days=number, hours=3)),
        "hidden": ActivityCorrection(hidden=True),
    }
    if step in said:
        unit.activities.correct(id, said[step], now=NOW)
    elif step == "measured":
        one = measured()[number % len(measured())]
        text = json.dumps(to_json(replace(one, start=kept[0].activity.start)))
        unit.features.put(id, text, version=VERSION, now=NOW)
    elif step == "said":
        unit.analyses.put(id, "{}", version=number, now=NOW)


def said(database: Database, athlete: AthleteId) -> list[tuple[str, str]]:
    with database.snapshot(athlete=athlete) as unit:
        rows = unit.analyses.between(FIRST, TODAY, kind=ActivityKind.RUN)
        return [(row.activity, row.document) for row in rows]


def brought(database: Database, athlete: Athlete) -> int:
    return bring_up_to_date(database, athlete, today=TODAY, now=NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "runs.sqlite")
    yield opened
    opened.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps=st.lists(STEP, min_size=1, max_size=8), first=st.integers(0, 12))
def test_what_runs_say_is_what_it_would_be_from_scratch(
    database: Database, steps: list[tuple[str, int]], first: int
) -> None:
    person = STRANGER
    with database.begin(durable=False) as unit:
        for table in ("activity_source", "run_features", "run_analysis", "activity_correction",
                      "activity", "original", "setting"):  # fmt: skip
            unit.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  names of ours
        for day in range(first):
            store(unit, day)
    brought(database, person)
    for step, number in steps:
        with database.begin(durable=False) as unit:
            change(unit, step, number)
        if step == "person":
            profile = replace(person.profile, hr_max_bpm=180 + number % 3)
            person = replace(person, profile=profile)
        brought(database, person)
        found = said(database, AthleteId("runner"))
        with database.begin(durable=False) as unit:
            unit.settings.remove(analyses.RESTS_ON)
        assert brought(database, person) == 0
        assert said(database, AthleteId("runner")) == found
        assert brought(database, person) == 0


def test_where_nothing_changed_nothing_is_read_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as unit:
        for day in range(5):
            store(unit, day)
    assert brought(database, STRANGER) == 5
    monkeypatch.setattr(analyses, "_judged", None)
    assert brought(database, STRANGER) == 0
    with database.begin() as unit:
        store(unit, 5)
    with pytest.raises(TypeError):
        brought(database, STRANGER)


def test_a_run_that_was_imported_meanwhile_is_not_taken_for_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.begin() as unit:
        store(unit, 0)
    plain = analyses.run_text
    late = iter([1])

    def meanwhile(run: object) -> str:
        for day in late:
            with database.begin() as unit:
                store(unit, day)
        return plain(run)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr(analyses, "run_text", meanwhile)
    assert brought(database, STRANGER) == 1
    assert brought(database, STRANGER) >= 1
    assert len(said(database, AthleteId("runner"))) == 2
