"""Real recordings: nothing is raised, and every figure is one that a runner would believe."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.domain.run import Activity, ActivityKind, RunKind
from ironstride.importers.archives import walk
from ironstride.importers.reading import read_member
from ironstride.running.analyse import interpret, other_load
from ironstride.running.features import RunFeatures, features
from ironstride.running.profile import stranger

FOLDERS = ("fit", "gpx", "tcx", "malformed")


def activities(folder: Path) -> Iterator[tuple[str, Activity]]:
    for member in walk([folder]):
        for activity in read_member(member).value or ():
            yield member.name, activity


@pytest.fixture(scope="module")
def measured(corpus: Path) -> dict[str, list[RunFeatures]]:
    found: dict[str, list[RunFeatures]] = {}
    for folder in FOLDERS:
        for name, activity in activities(corpus / folder):
            found.setdefault(Path(name).name, []).append(features(activity))
    return found


def test_every_real_activity_gives_believable_figures(
    measured: dict[str, list[RunFeatures]],
) -> None:
    assert sum(len(found) for found in measured.values()) > 100
    for name, found in measured.items():
        for one in found:
            load = other_load(one, stranger())
            assert 0.0 <= load.low <= load.value <= load.high < math.inf, name
            if one.kind is not ActivityKind.RUN or one.start is None:
                continue
            run = interpret(one, stranger())
            assert run.load <= 10.0 * max(one.minutes, 1.0), name
            assert run.mean_speed_mps is None or run.mean_speed_mps <= 7.6, name
            assert run.grade_adjusted_speed_mps is None or run.grade_adjusted_speed_mps < 7.0, name
            assert run.drift_percent is None or abs(run.drift_percent) < 20.0, name
            assert 0.0 < run.kind_certainty <= 1.0, name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("garmin_fr965_intervals_stamina.fit", RunKind.INTERVALS),
        ("suunto_run_intervals_short.fit", RunKind.INTERVALS),
        ("garmin_fr920_new_dynamics.fit", RunKind.LONG),
        ("coros_run_30k.fit", RunKind.LONG),
        ("garmin_fr935_runpower_2h22.fit", RunKind.LONG),
        ("stryd_app_run.fit", RunKind.EASY),
        ("suunto_trail_hrv.fit", RunKind.HILLS),
    ],
)
def test_real_runs_are_what_their_names_say(
    measured: dict[str, list[RunFeatures]], name: str, kind: RunKind
) -> None:
    assert interpret(measured[name][0], stranger()).kind is kind


def test_a_time_jump_of_twenty_days_is_an_hour_of_running(
    measured: dict[str, list[RunFeatures]],
) -> None:
    found = measured["garmin_fr225_time_jump_20d.fit"][0]
    assert found.minutes == pytest.approx(56.5, abs=0.5)
    assert found.distance_m == pytest.approx(10_500, rel=0.01)


def test_dynamics_of_real_pods_are_read(measured: dict[str, list[RunFeatures]]) -> None:
    found = measured["garmin_fr920_new_dynamics.fit"][0].dynamics
    assert {"cadence_spm", "contact_time_s", "vertical_oscillation_m"} <= set(found)
    assert 140 <= found["cadence_spm"] <= 200
    assert 0.18 <= found["contact_time_s"] <= 0.36
