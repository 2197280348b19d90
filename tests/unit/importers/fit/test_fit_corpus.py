"""Every real file, against fitdecode: the same messages, the same values, bit for bit."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import warnings
from collections import defaultdict
from pathlib import Path

import fitdecode
import numpy as np
import pytest
from fitdecode.types import DevFieldDefinition

from ironstride.domain.run import ActivityKind
from ironstride.importers.fit import FitFile, decode, read
from ironstride.importers.fit.exercises import EXERCISES
from ironstride.importers.fit.profile import EXERCISE_CATEGORIES

ROOT = Path(__file__).resolve().parents[4]
CORPUS = Path(os.environ.get("IRONSTRIDE_CORPUS", ROOT.parent / "shared" / "corpus"))
FILES = sorted([*CORPUS.glob("fit/*.fit*"), *CORPUS.glob("malformed/*.fit")])
EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC).timestamp()
KEPT = {"record", "session", "lap", "set", "event", "hrv", "file_id", "activity"}
RECORD_FIELDS = {
    "timestamp": 253,
    "position_lat": 0,
    "position_long": 1,
    "altitude": 2,
    "heart_rate": 3,
    "cadence": 4,
    "distance": 5,
    "speed": 6,
    "power": 7,
    "grade": 9,
    "temperature": 13,
    "vertical_oscillation": 39,
    "stance_time_percent": 40,
    "stance_time": 41,
    "fractional_cadence": 53,
    "enhanced_speed": 73,
    "enhanced_altitude": 78,
    "vertical_ratio": 83,
    "stance_time_balance": 84,
    "step_length": 85,
}
SUMMARY_FIELDS = {
    "session": {"start_time": 2, "total_elapsed_time": 7, "total_timer_time": 8}
    | {"total_distance": 9, "total_ascent": 22, "avg_heart_rate": 16, "workout_rpe": 193},
    "lap": {"start_time": 2, "total_timer_time": 8, "total_distance": 9, "avg_heart_rate": 15},
    "set": {"duration": 0, "repetitions": 3, "weight": 4, "start_time": 6},
    "activity": {"timestamp": 253, "local_timestamp": 5, "total_timer_time": 0},
    "record": RECORD_FIELDS,
}
UNPACKED = {253, 5, 6}
"""Time, distance and speed of compressed headers and fields."""
UNFINISHED = "empty-activities.fit"
"""Its header says that it is empty, so fitdecode reads nothing; 2,319 records follow, and we do."""

Key = tuple[int, int | tuple[int, int]]
Messages = dict[str, list[dict[Key, object]]]


def bytes_of(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def as_number(value: object) -> float:
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, dt.datetime):
        return value.timestamp() - EPOCH
    return float(value) if isinstance(value, int | float) else np.nan


def oracle(content: bytes) -> Messages:
    """Return the messages that fitdecode yields before it raises, their values by field."""
    found: Messages = defaultdict(list)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = fitdecode.FitReader(content, error_handling=fitdecode.ErrorHandling.WARN)
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                values: dict[Key, object] = {}
                if frame.name in KEPT:
                    for one in frame.fields:
                        if isinstance(one.field_def, DevFieldDefinition):
                            key: Key = (1, (one.field_def.dev_data_index, one.field_def.def_num))
                        else:
                            key = (0, one.def_num)
                        # Unpacked parts come before the whole field, which wins. fitdecode
                        # repeats speed as enhanced speed; for us that is one channel, later.
                        if one.field_def is not None or (
                            key[1] in UNPACKED and values.get(key) is None
                        ):
                            values[key] = one.value
                found[frame.name].append(values)
        except fitdecode.FitError:
            pass
    return found


def column(
    decoded: FitFile, message: str, name: str
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    parts = [part.table(message).column(name) for part in decoded.parts]
    return np.concatenate(parts) if parts else np.empty(0)


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_messages_and_values_are_those_of_fitdecode(path: Path) -> None:
    content = bytes_of(path)
    expected, decoded = oracle(content), decode(content)
    if path.name == UNFINISHED:
        assert not expected
        assert decoded.count("record") == 2319
        return
    for message in KEPT:
        assert decoded.count(message) == len(expected[message]), message
    for message, fields in SUMMARY_FIELDS.items():
        for name, key in fields.items():
            wanted = [as_number(values.get((0, key))) for values in expected[message]]
            np.testing.assert_array_equal(
                column(decoded, message, name), wanted, err_msg=f"{message}.{name}"
            )


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
@pytest.mark.parametrize(
    "name",
    [
        "garmin_fenix5x_stryd.fit",
        "garmin_fenix6s_stryd_vo2.fit",
        "garmin_fr735_runscribe_perfcond.fit",
        "garmin_fr920_runscribe_plus.fit",
        "garmin_fr920_stryd_early.fit",
        "stryd_app_run.fit",
    ],
)
def test_developer_fields_are_those_of_fitdecode(name: str) -> None:
    content = bytes_of(CORPUS / "fit" / name)
    records = oracle(content)["record"]
    [part] = decode(content).parts
    columns = part.table("record").developer
    seen = {key for values in records for key in values if key[0] == 1}
    assert {(1, (one.field.developer, one.field.number)) for one in columns} == seen
    for one in columns:
        key: Key = (1, (one.field.developer, one.field.number))
        wanted = [as_number(values.get(key)) for values in records]
        np.testing.assert_array_equal(one.values, wanted, err_msg=one.field.name)


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
def test_beats_are_those_of_fitdecode() -> None:
    content = bytes_of(CORPUS / "fit" / "garmin_fr920_new_dynamics.fit")
    beats = [
        beat
        for values in oracle(content)["hrv"]
        for beat in (values[0, 0] if isinstance(values[0, 0], tuple) else (values[0, 0],))
        if beat is not None
    ]
    [part] = decode(content).parts
    np.testing.assert_array_equal(part.table("hrv").series["time"], beats)


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("garmin_fenix2_run.fit", ["run"]),
        ("garmin_fr920_two_runs.fit", ["run", "run"]),
        ("garmin_fenix3_duathlon.fit", ["run", "other", "ride", "other", "run"]),
        ("garmin_fr255_triathlon_summary_first.fit", ["swim", "other", "ride", "other", "run"]),
        ("garmin_fr255_triathlon_summary_last.fit", ["swim", "other", "ride", "other", "run"]),
        ("chained_activity_poolswim.fit", ["other", "swim"]),
        ("garmin_fenix6s_core_sets.fit", ["strength"]),
        ("suunto_strength.fit", ["strength"]),
        ("garmin_fr70_antfs.fit", ["run"]),
        ("settings_fr60.fit", []),
        ("monitoring_b_fenix5plus.fit", []),
        ("workout_repeat_steps.fit", []),
        ("weight_scale_multi_user.fit", []),
    ],
)
def test_files_become_the_activities_that_they_hold(name: str, kinds: list[str]) -> None:
    parsed = read(bytes_of(CORPUS / "fit" / name))
    assert [activity.kind for activity in parsed.value or ()] == [ActivityKind(k) for k in kinds]
    assert bool(kinds) != bool(parsed.errors)


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
def test_the_day_of_a_run_whose_clock_jumped_is_the_later_one() -> None:
    [run] = read(bytes_of(CORPUS / "fit" / "garmin_fr225_time_jump_20d.fit")).value or ()
    assert run.start is not None
    assert run.start.date() == dt.date(2017, 3, 14)
    assert run.streams is not None
    assert run.streams.time_s[-1] - run.duration_s < 60


@pytest.mark.skipif(not FILES, reason="the corpus of real files is not beside this checkout")
def test_exercise_numbers_are_those_of_the_profile() -> None:
    profile = json.loads((CORPUS / "tables" / "fit_exercise_catalog.json").read_text())
    for category, exercises in EXERCISES.items():
        for number, name in exercises.items():
            assert profile["exercise_names"][str(category)][str(number)] == name.replace(" ", "_")
    for category, name in EXERCISE_CATEGORIES.items():
        assert profile["categories"][str(category)] == name
