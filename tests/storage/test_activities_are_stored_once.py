from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ironstride.domain.run import ActivityKind, Channel, RunKind
from ironstride.storage import (
    ActivityCorrection,
    ActivityId,
    AthleteId,
    Database,
    PutStatus,
    StoreStatus,
)
from ironstride.storage.codec import RESOLUTION, pack
from tests.storage.builders import NOW, START, TEN_CHANNELS, make_original, make_run

MINUTE = dt.timedelta(minutes=1)


def test_a_run_comes_back_as_it_went_in(database: Database) -> None:
    run = make_run(name="Morning run", session_rpe=4.0, elapsed_s=3700.0)
    with database.begin() as unit:
        stored = unit.activities.store(run, make_original(), now=NOW)
    with database.snapshot() as unit:
        found = unit.activities.get(stored.id, streams=True)
    assert found is not None
    assert run.streams is not None
    assert found.activity.streams is not None
    for channel, column in run.streams.channels.items():
        np.testing.assert_allclose(
            found.activity.streams.channels[channel], column, atol=RESOLUTION[channel] / 2
        )
    np.testing.assert_array_equal(found.activity.streams.time_s, run.streams.time_s)
    bare = {name: getattr(found.activity, name) for name in ("laps", "pauses", "sets")}
    assert bare == {name: getattr(run, name) for name in bare}
    for name in ("kind", "start", "duration_s", "elapsed_s", "distance_m", "session_rpe", "name"):
        assert getattr(found.activity, name) == getattr(run, name), name


def test_streams_come_only_when_asked_and_only_those(database: Database) -> None:
    with database.begin() as unit:
        stored = unit.activities.store(make_run(), make_original(), now=NOW)
        without = unit.activities.get(stored.id)
        one = unit.activities.streams(stored.id, {Channel.SPEED})
    assert without is not None
    assert without.activity.streams is None
    assert one is not None
    assert set(one.channels) == {Channel.SPEED}


def test_the_same_bytes_are_known_under_any_name(database: Database) -> None:
    with database.begin() as unit:
        first = unit.activities.store(make_run(), make_original(name="a.fit"), now=NOW)
        again = unit.activities.store(make_run(), make_original(name="b/c.fit"), now=NOW)
        original = unit.originals.get(make_original().sha256)
    assert first.status is StoreStatus.NEW
    assert (again.status, again.id) == (StoreStatus.KNOWN, first.id)
    assert original is not None
    assert original.names == ("a.fit", "b/c.fit")
    assert original.activities == (first.id,)


@pytest.mark.parametrize(
    ("start", "duration_s", "distance_m", "is_known"),
    [
        (START + 2 * MINUTE, 3600.0, 10_000.0, True),
        (START - 2 * MINUTE, 3600.0, 10_000.0, True),
        (START + 2 * MINUTE + dt.timedelta(seconds=1), 3600.0, 10_000.0, False),
        (START - 2 * MINUTE - dt.timedelta(seconds=1), 3600.0, 10_000.0, False),
        (START, 3600.0 * 0.97, 10_000.0, True),
        (START, 3600.0 * 0.969, 10_000.0, False),
        (START, 3711.0, 10_000.0, True),
        (START, 3712.0, 10_000.0, False),
        (START, 3600.0, 9_700.0, True),
        (START, 3600.0, 9_690.0, False),
        (START, 3600.0, None, True),
    ],
)
def test_known_is_within_two_minutes_and_three_per_cent(
    database: Database,
    start: dt.datetime,
    duration_s: float,
    distance_m: float | None,
    is_known: bool,  # noqa: FBT001 (a parameter of the table above)
) -> None:
    other = make_run(start=start, duration_s=duration_s, distance_m=distance_m)
    with database.begin() as unit:
        first = unit.activities.store(make_run(), make_original(), now=NOW)
        second = unit.activities.store(other, make_original("other"), now=NOW)
        assert unit.activities.count() == (1 if is_known else 2)
    assert (second.status is StoreStatus.KNOWN) == is_known
    assert (second.id == first.id) == is_known


def test_a_file_without_a_timer_is_known_by_its_elapsed_time(database: Database) -> None:
    with database.begin() as unit:
        unit.activities.store(make_run(elapsed_s=4000.0), make_original(), now=NOW)
        track = make_run(duration_s=4000.0, source_format="gpx")
        stored = unit.activities.store(track, make_original("track"), now=NOW)
    assert stored.status is StoreStatus.KNOWN


def test_another_kind_at_the_same_time_is_another_activity(database: Database) -> None:
    with database.begin() as unit:
        unit.activities.store(make_run(), make_original(), now=NOW)
        ride = make_run(kind=ActivityKind.RIDE)
        stored = unit.activities.store(ride, make_original("ride"), now=NOW)
    assert stored.status is StoreStatus.NEW


def test_of_several_alike_the_nearest_start_is_meant(database: Database) -> None:
    with database.begin() as unit:
        early = make_run(start=START, duration_s=60.0, distance_m=200.0)
        late = make_run(start=START + 3 * MINUTE, duration_s=60.0, distance_m=200.0)
        unit.activities.store(early, make_original("early"), now=NOW)
        second = unit.activities.store(late, make_original("late"), now=NOW)
        between = make_run(
            start=START + 2 * MINUTE, duration_s=60.0, distance_m=200.0, source_format="gpx"
        )
        stored = unit.activities.store(between, make_original("between"), now=NOW)
    assert stored.id == second.id


def test_two_sessions_of_one_file_stay_two_however_alike(database: Database) -> None:
    original = make_original("multisport")
    one = make_run(duration_s=60.0, distance_m=200.0)
    two = make_run(start=START + MINUTE, duration_s=60.0, distance_m=200.0)
    with database.begin() as unit:
        first = unit.activities.store(one, original, now=NOW, part=0)
        second = unit.activities.store(two, original, now=NOW, part=1)
        again = unit.activities.store(two, original, now=NOW, part=1)
    assert first.id != second.id
    assert (again.status, again.id) == (StoreStatus.KNOWN, second.id)


def test_the_richer_recording_wins_and_what_it_does_not_say_stays(database: Database) -> None:
    track = make_run(
        source_format="gpx",
        channels=(Channel.LATITUDE, Channel.LONGITUDE),
        name="Round the lake",
        session_rpe=5.0,
    )
    with database.begin() as unit:
        first = unit.activities.store(track, make_original("gpx", ending="gpx"), now=NOW)
        unit.analyses.put(first.id, "{}", version=1, now=NOW, load=300.0)
        watch = unit.activities.store(make_run(), make_original("fit"), now=NOW)
        found = unit.activities.get(first.id, streams=True)
        sources = unit.activities.sources(first.id)
        stale = unit.analyses.get(first.id)
        contents = [unit.originals.content(source.sha256) for source in sources]
    assert (watch.status, watch.id) == (StoreStatus.RICHER, first.id)
    assert found is not None
    assert found.activity.streams is not None
    assert set(found.activity.streams.channels) == set(TEN_CHANNELS)
    assert found.activity.source_format == "fit"
    assert found.activity.name == "Round the lake"
    assert found.activity.session_rpe == 5.0
    assert [(source.format, source.is_main) for source in sources] == [
        ("fit", True),
        ("gpx", False),
    ]
    assert contents == [b"fit" * 50, b"gpx" * 50]
    assert stale is None, "what was derived from the poorer recording must be made anew"


@pytest.mark.parametrize("poorer", ["tcx", "gpx", "strava-csv"])
def test_the_poorer_recording_changes_nothing_but_is_kept(database: Database, poorer: str) -> None:
    with database.begin() as unit:
        first = unit.activities.store(make_run(), make_original("fit"), now=NOW)
        before = unit.activities.get(first.id)
        other = make_run(source_format=poorer, duration_s=3590.0, name="Export")
        stored = unit.activities.store(other, make_original(poorer, ending=poorer), now=NOW)
        assert unit.activities.get(first.id) == before
        assert len(unit.activities.sources(first.id)) == 2
    assert (stored.status, stored.id) == (StoreStatus.KNOWN, first.id)


def test_a_fit_without_streams_does_not_replace_a_track(database: Database) -> None:
    with database.begin() as unit:
        unit.activities.store(make_run(source_format="gpx"), make_original("gpx"), now=NOW)
        stored = unit.activities.store(make_run(moments=0), make_original("fit"), now=NOW)
    assert stored.status is StoreStatus.KNOWN


def test_an_activity_without_a_start_is_known_by_its_bytes_alone(database: Database) -> None:
    with database.begin() as unit:
        first = unit.activities.store(make_run(start=None), make_original("one"), now=NOW)
        again = unit.activities.store(make_run(start=None), make_original("one"), now=NOW)
        other = unit.activities.store(make_run(start=None), make_original("two"), now=NOW)
        assert {one.id for one in unit.activities.undated()} == {first.id, other.id}
        assert unit.activities.lines() == ()
    assert again.status is StoreStatus.KNOWN
    assert other.status is StoreStatus.NEW


def test_a_start_given_by_the_runner_dates_a_run_and_can_be_taken_back(database: Database) -> None:
    with database.begin() as unit:
        stored = unit.activities.store(make_run(start=None), make_original(), now=NOW)
        unit.activities.correct(stored.id, ActivityCorrection(start=START), now=NOW)
        assert [line.start for line in unit.activities.lines()] == [START]
        unit.activities.undo_correction(stored.id, now=NOW)
        assert unit.activities.lines() == ()
        assert len(unit.activities.corrections(stored.id)) == 2


def test_a_hidden_run_stays_hidden_when_it_is_imported_again(database: Database) -> None:
    with database.begin() as unit:
        stored = unit.activities.store(make_run(source_format="gpx"), make_original(), now=NOW)
        unit.activities.correct(stored.id, ActivityCorrection(hidden=True), now=NOW)
        richer = unit.activities.store(make_run(), make_original("richer"), now=NOW)
        assert unit.activities.count() == 0
        assert [one.id for one in unit.activities.hidden()] == [stored.id]
        assert unit.summaries.runs(START.date(), START.date()) == ()
    assert richer.status is StoreStatus.RICHER


def test_a_correction_shows_in_lists_and_loses_nothing(database: Database) -> None:
    with database.begin() as unit:
        stored = unit.activities.store(make_run(session_rpe=3.0), make_original(), now=NOW)
        unit.analyses.put(stored.id, "{}", version=1, now=NOW, run_kind=RunKind.EASY, load=180.0)
        correction = ActivityCorrection(session_rpe=8.0, run_kind=RunKind.RACE)
        unit.activities.correct(stored.id, correction, now=NOW)
        (line,) = unit.activities.lines()
        found = unit.activities.get(stored.id)
        missing = unit.activities.correct(ActivityId("nothing"), correction, now=NOW)
    assert (line.session_rpe, line.run_kind, line.load) == (8.0, RunKind.RACE, 180.0)
    assert found is not None
    assert (found.activity.session_rpe, found.correction) == (8.0, correction)
    assert missing.status is PutStatus.MISSING


def test_the_local_date_is_the_runners_own(database: Database) -> None:
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    with database.begin() as unit:
        unit.activities.store(make_run(start=late, utc_offset_s=3600), make_original(), now=NOW)
        found = unit.activities.between(late.date(), dt.date(2026, 11, 30))
        assert [one.date for one in found] == [dt.date(2026, 11, 23)]
        assert unit.activities.span() == (dt.date(2026, 11, 23), dt.date(2026, 11, 23))
        assert unit.activities.between(late.date(), late.date()) == ()


def test_columns_packed_by_a_worker_are_stored_as_if_packed_here(database: Database) -> None:
    run = make_run()
    assert run.streams is not None
    with database.begin() as unit:
        stored = unit.activities.store(
            make_run(moments=0), make_original(), now=NOW, columns=pack(run.streams)
        )
        streams = unit.activities.streams(stored.id)
        poorer = unit.activities.store(make_run(source_format="tcx"), make_original("tcx"), now=NOW)
    assert streams is not None
    np.testing.assert_array_equal(
        streams.channels[Channel.SPEED], run.streams.channels[Channel.SPEED]
    )
    assert poorer.status is StoreStatus.KNOWN


def test_an_athlete_sees_only_their_own_rows(database: Database) -> None:
    other = AthleteId("other")
    with database.begin() as unit:
        mine = unit.activities.store(make_run(), make_original(), now=NOW)
    with database.begin(athlete=other) as unit:
        theirs = unit.activities.store(make_run(), make_original(), now=NOW)
        unit.activities.correct(theirs.id, ActivityCorrection(hidden=True), now=NOW)
        assert unit.activities.count() == 0
    with database.snapshot() as unit:
        assert unit.activities.count() == 1
    assert theirs.status is StoreStatus.NEW
    assert mine.id == theirs.id, "ids come from the bytes, so that they are equal everywhere"


def test_lines_come_newest_first_and_in_pages(database: Database) -> None:
    starts = [START - dt.timedelta(days=day) for day in range(5)]
    with database.begin() as unit:
        for start in starts:
            unit.activities.store(
                make_run(start=start, moments=0), make_original(start.isoformat()), now=NOW
            )
        assert [line.start for line in unit.activities.lines()] == starts
        assert [line.start for line in unit.activities.lines(limit=2, offset=1)] == starts[1:3]
        assert len(unit.activities.lines(first=starts[1].date())) == 2
        assert len(unit.activities.lines(last=starts[1].date())) == 4
        assert unit.activities.lines(kind=ActivityKind.SWIM) == ()


def test_outdated_names_what_must_be_computed_anew(database: Database) -> None:
    with database.begin() as unit:
        first = unit.activities.store(make_run(), make_original(), now=NOW)
        second = unit.activities.store(
            make_run(start=START + dt.timedelta(days=1)), make_original("second"), now=NOW
        )
        unit.features.put(first.id, "{}", version=1, now=NOW)
        assert unit.features.outdated(1) == (second.id,)
        assert unit.features.outdated(2) == (first.id, second.id)
        unit.features.put(first.id, '{"new": 1}', version=2, now=NOW)
        found = unit.features.get(first.id)
        between = list(unit.features.between(START.date(), START.date()))
    assert found is not None
    assert (found.version, found.document) == (2, '{"new": 1}')
    assert between == [found]
