"""Runs, sets and databases for the tests of storage."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.athlete import CheckIn, PlannedRun
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.domain.run import (
    Activity,
    ActivityKind,
    Channel,
    Lap,
    Pause,
    RunKind,
    Streams,
    WatchSet,
)
from ironstride.storage import ActivityCorrection, Original, RedFlagAnswer, TechniqueTick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ironstride.storage import UnitOfWork

NOW: Final = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)
TODAY: Final = NOW.date()
START: Final = dt.datetime(2026, 11, 22, 7, 0, tzinfo=dt.UTC)

TEN_CHANNELS: Final = (
    Channel.LATITUDE,
    Channel.LONGITUDE,
    Channel.ALTITUDE,
    Channel.DISTANCE,
    Channel.SPEED,
    Channel.HEART_RATE,
    Channel.CADENCE,
    Channel.POWER,
    Channel.CONTACT_TIME,
    Channel.VERTICAL_OSCILLATION,
)


def make_streams(moments: int = 60, channels: tuple[Channel, ...] = TEN_CHANNELS) -> Streams:
    """Return plausible columns, the same ones every time."""
    random = np.random.default_rng(7)
    speed: NDArray[np.float64] = np.round(3.0 + np.cumsum(random.normal(0, 0.01, moments)), 3)
    columns: dict[Channel, NDArray[np.float64]] = {
        Channel.LATITUDE: np.round(47.0 + np.cumsum(random.normal(2e-5, 5e-6, moments)), 7),
        Channel.LONGITUDE: np.round(8.0 + np.cumsum(random.normal(2e-5, 5e-6, moments)), 7),
        Channel.ALTITUDE: np.round((400 + np.cumsum(random.normal(0, 0.1, moments))) * 5) / 5,
        Channel.DISTANCE: np.round(np.cumsum(speed), 2).astype(np.float64),
        Channel.SPEED: speed,
        Channel.HEART_RATE: np.round(150 + np.cumsum(random.normal(0, 0.3, moments))),
        Channel.CADENCE: np.round(176 + random.normal(0, 1.5, moments)),
        Channel.POWER: np.round(260 + random.normal(0, 6, moments)),
        Channel.CONTACT_TIME: np.round(0.24 + random.normal(0, 0.004, moments), 4),
        Channel.VERTICAL_OSCILLATION: np.round(0.08 + random.normal(0, 0.002, moments), 4),
    }
    columns[Channel.HEART_RATE][:3] = np.nan
    return Streams(
        time_s=np.arange(moments, dtype=np.float64),
        channels={channel: columns[channel] for channel in channels},
    )


def make_run(  # noqa: PLR0913 (each test names what matters to it)
    *,
    start: dt.datetime | None = START,
    duration_s: float = 3600.0,
    elapsed_s: float | None = None,
    distance_m: float | None = 10_000.0,
    source_format: str = "fit",
    kind: ActivityKind = ActivityKind.RUN,
    moments: int = 60,
    channels: tuple[Channel, ...] = TEN_CHANNELS,
    name: str | None = None,
    session_rpe: float | None = None,
    utc_offset_s: int | None = 3600,
) -> Activity:
    """Return an activity; without moments it has no streams."""
    return Activity(
        kind=kind,
        sport="running",
        start=start,
        duration_s=duration_s,
        elapsed_s=elapsed_s,
        source_format=source_format,
        distance_m=distance_m,
        utc_offset_s=utc_offset_s,
        name=name,
        session_rpe=session_rpe,
        streams=make_streams(moments, channels) if moments else None,
        laps=(Lap(start_s=0.0, duration_s=300.0, distance_m=1000.0, intensity="active"),),
        pauses=(Pause(start_s=100.0, end_s=130.0),),
        sets=(
            WatchSet(
                start_s=0.0,
                duration_s=30.0,
                kind="active",
                category="squat",
                name=None,
                reps=8,
                load_kg=40.0,
            ),
        ),
    )


def make_original(text: str = "run", *, name: str | None = None, ending: str = "fit") -> Original:
    """Return an original whose bytes are the text, many times."""
    return Original.of(text.encode() * 50, name=name or f"{text}.{ending}", file_format=ending)


def make_set(id: str | None = "set-1", *, reps: int = 5, day: int = 0) -> LoggedSet:
    """Return a set of squats, some days before today."""
    return LoggedSet(
        id=id,
        exercise="back-squat",
        date=TODAY - dt.timedelta(days=day),
        order=1,
        side=Side.LEFT,
        reps=reps,
        load_kg=62.5,
        rir=2.0,
        session_id="session-1",
        technique_ok=True,
        fault="The back rounds",
        logged_at=NOW,
    )


def fill(unit: UnitOfWork) -> None:
    """Put something into every table there is."""
    run, original = make_run(name="Morning run"), make_original()
    stored = unit.activities.store(run, original, now=NOW)
    unit.activities.store(
        make_run(source_format="gpx"), make_original("same run", ending="gpx"), now=NOW
    )
    unit.activities.store(make_run(start=None), make_original("undated"), now=NOW)
    unit.activities.correct(stored.id, ActivityCorrection(session_rpe=6.0), now=NOW)
    unit.features.put(stored.id, '{"a": 1}', version=1, now=NOW)
    unit.analyses.put(
        stored.id, "{}", version=1, now=NOW, run_kind=RunKind.EASY, load=300.0, is_spike=False
    )
    unit.sets.log(make_set(), now=NOW)
    unit.sets.edit("set-1", make_set(reps=6), now=NOW)
    unit.sets.log(make_set("set-2"), now=NOW)
    unit.sets.delete("set-2", now=NOW)
    unit.sessions.log(
        LoggedSession(session_id="session-1", date=TODAY, minutes=27.5, session_rpe=7.0), now=NOW
    )
    unit.checkins.put(CheckIn(date=TODAY, sleep_hours=6.5), now=NOW)
    unit.pains.put(PainReport(date=TODAY, region=Region.SHIN, side=Side.LEFT, during=3.0), now=NOW)
    unit.red_flags.put(RedFlagAnswer(flag="night-pain", asked_on=TODAY, yes=True), now=NOW)
    unit.technique.put(
        TechniqueTick(exercise="back-squat", date=TODAY, session_id="session-1"), now=NOW
    )
    unit.planned_runs.put(
        PlannedRun(date=TODAY, start_minute=390, kind=RunKind.EASY, minutes=50.0), now=NOW
    )
    unit.results.log(
        LoggedResult(test="heel-raise", date=TODAY, side=Side.LEFT, value=24.0, trials=(24.0,)),
        now=NOW,
    )
    plan = unit.plans.add('{"schema": "x"}', facts_hash="abc", why="First plan.", now=NOW)
    unit.changes.add(plan, what="moved", sentence="Squats moved.", now=NOW, rule="house.move")
    unit.documents.put("athlete", '{"schema": "ironstride/athlete/1"}', now=NOW, why="Set up.")
    unit.settings.put("units", "metric")
