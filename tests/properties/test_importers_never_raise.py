"""No bytes make a reader raise, and whatever it keeps is well formed."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Callable
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride import importers
from ironstride.domain.problem import Parsed
from ironstride.domain.run import Activity
from ironstride.importers import (
    IMPORTERS,
    ActivityImporter,
    LiftImporter,
    dates,
    gpx,
    ics,
    strava,
    tcx,
)
from tests.support.gpx_writer import GpxFile, GpxTrack, Point, gpx_bytes, one_track, steady
from tests.support.tcx_writer import TcxActivity, TcxLap, along, tcx_bytes

WINDOW = ics.Window(
    first=dt.date(2026, 3, 2), last=dt.date(2026, 3, 15), zone=ZoneInfo("America/New_York")
)

GPX = gpx_bytes(GpxFile(tracks=[GpxTrack(segments=[steady(20), steady(60, from_s=40)])]))
TCX = tcx_bytes([TcxActivity(laps=[TcxLap(start_s=0, total_s=60, tracks=[along(0, 60)])])])
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Easy run 8 km\r\nDTSTART:20260303T063000\r\n"
    b"RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU\r\nEXDATE:20260303T063000\r\nDURATION:PT45M\r\n"
    b"UID:a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Tempo 9 km\r\n"
    b"RECURRENCE-ID:20260310T063000Z\r\nDTSTART:20260311T063000Z\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
TABLE = (
    b"Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    b"Distance,Commute,Gear,Filename,Elapsed Time,Moving Time,Distance,Perceived Exertion\n"
    b'1,"Aug 28, 2019, 3:21:51 AM",Run,Run,,620,1.8,false,,,620,600,1800,7\n'
)
LIFTS = (
    b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
    b'2023-01-01 09:24:45,"A",56m,"Squat",1,45.0,8,0,0,8\n'
    b"exercise_title,set_index,set_type,start_time,weight_kg,reps\n"
    b'"Squat",0,"normal","5 Mai 2026, 07:34",100,5\n'
    b"date,exercise,side,kind,reps,seconds,contacts,load_kg,rir,session\n"
    b"2026-03-31,squat,left,working,5,,,100,2,a\n"
)


def packed() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("activities.csv", TABLE)
        archive.writestr("activities/1.gpx.gz", gzip.compress(GPX, mtime=0))
    return into.getvalue()


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Return files cut short, with bytes changed, with pieces repeated, or of nothing but noise."""
    place = st.integers(0, len(whole) - 1)
    cut = place.map(lambda at: whole[:at])
    changed = st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=12).map(
        lambda edits: _edited(whole, edits)
    )
    spliced = st.tuples(place, place, st.binary(max_size=24)).map(
        lambda piece: whole[: piece[0]] + piece[2] + whole[piece[1] :]
    )
    return st.one_of(cut, changed, spliced, st.binary(max_size=400))


def _edited(whole: bytes, edits: list[tuple[int, int]]) -> bytes:
    content = bytearray(whole)
    for at, value in edits:
        content[at] = value
    return bytes(content)


def check(parsed: Parsed[tuple[Activity, ...]]) -> None:
    assert parsed.value is None or parsed.value
    assert parsed.value is not None or parsed.errors
    for problem in parsed.problems:
        assert problem.sentence.endswith(".")
    for activity in parsed.value or ():
        assert activity.duration_s >= 0.0
        if activity.streams is not None:
            steps = np.diff(activity.streams.time_s)
            assert np.all(steps >= 0.0)
            for values in activity.streams.channels.values():
                assert values.shape == activity.streams.time_s.shape
                assert not np.isinf(values).any()


@given(damaged(GPX))
def test_no_bytes_make_the_gpx_reader_raise(content: bytes) -> None:
    check(gpx.read(content))


@given(damaged(TCX))
def test_no_bytes_make_the_tcx_reader_raise(content: bytes) -> None:
    check(tcx.read(content))


@given(damaged(TABLE))
def test_no_bytes_make_the_reader_of_stravas_table_raise(content: bytes) -> None:
    strava.recognises(content)
    check(strava.read(content))


@given(damaged(CALENDAR))
def test_no_bytes_make_the_calendar_reader_raise(content: bytes) -> None:
    parsed = ics.read(content, WINDOW)
    assert parsed.value is not None or parsed.errors
    for run in parsed.value or ():
        assert WINDOW.first <= run.date <= WINDOW.last
        assert 0 <= run.start_minute < 1440


LIFT_READERS = [importer.read for importer in IMPORTERS if isinstance(importer, LiftImporter)]


@pytest.mark.parametrize("read", LIFT_READERS)
@given(content=damaged(LIFTS))
def test_no_bytes_make_a_lift_reader_raise(read: Callable[..., object], content: bytes) -> None:
    parsed = read(content, pounds=False)
    assert isinstance(parsed, Parsed)
    for done in parsed.value or ():
        amounts = (done.reps, done.seconds, done.contacts, done.distance_m)
        assert sum(amount is not None for amount in amounts) == 1


@pytest.mark.parametrize("whole", [packed(), gzip.compress(GPX, mtime=0)], ids=["zip", "gzip"])
@given(content=st.data())
def test_no_bytes_make_the_walk_raise(whole: bytes, content: st.DataObject) -> None:
    for member in importers.unpack("upload.zip", content.draw(damaged(whole))):
        check(importers.read_member(member))


@given(st.binary(max_size=300))
def test_no_bytes_make_a_recogniser_raise(head: bytes) -> None:
    for importer in IMPORTERS:
        importer.recognises(head)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_of_dates_raise(text: str) -> None:
    dates.moment(text)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


@given(
    st.lists(
        st.builds(
            Point,
            seconds=st.one_of(st.none(), st.floats(-1e9, 1e9)),
            north_m=st.one_of(st.none(), st.floats(-1e7, 1e7)),
            altitude_m=NUMBERS,
            heart_rate=st.one_of(st.none(), st.integers(-10, 400)),
            cadence=st.one_of(st.none(), st.integers(-10, 400)),
        ),
        max_size=30,
    ),
    st.sampled_from(["running", "cycling", "swimming", None]),
)
def test_no_points_make_the_gpx_reader_raise(points: list[Point], sport: str | None) -> None:
    check(gpx.read(one_track(points, sport=sport)))


@given(st.permutations(steady(30)))
def test_the_order_of_points_changes_no_clock(points: list[Point]) -> None:
    parsed = gpx.read(one_track(points))
    check(parsed)


def test_every_activity_reader_is_tried_above() -> None:
    names = {i.name for i in IMPORTERS if isinstance(i, ActivityImporter)}
    assert names == {"fit", "gpx", "tcx", "strava"}  # fit: test_fit_reader.py
