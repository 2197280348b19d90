"""How much of what people log is known: of a log of our own, and of the shared logs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSet
from ironstride.services.lift_names import NameIndex
from tools.name_coverage import coverage, logs, total

INDEX = NameIndex(load())
DAY = dt.date(2026, 11, 20)
LEAST_KNOWN = 0.97
LEAST_EXERCISES = 0.90


def some(name: str, count: int, load_kg: float | None = 20.0) -> list[LoggedSet]:
    return [LoggedSet(exercise=name, date=DAY, reps=8, load_kg=load_kg) for _ in range(count)]


def test_sets_count_by_what_their_names_mean() -> None:
    found = coverage(
        [
            *some("Squat (Barbell)", 4),
            *some("Bicep Curl (Dumbbell)", 3),
            *some("Push Press", 2),
            *some("Basket lift", 1),
            *some("Treadmill", 1, None),
        ],
        INDEX,
    )
    assert (found.sets, found.known) == (11, 10)
    assert (found.strength, found.exercises) == (7, 4), "what nothing means counts as missed"
    assert found.unknown == {"Basket lift": 1}
    assert found.known_share == pytest.approx(10 / 11)
    assert total([found, found]).exercise_share == found.exercise_share == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("api.json", '{"exercises": [{"title": "Back Squat", "sets": [{"weight_kg": 60}]}]}'),
        ("open.json", '{"exercises": [{"exercise": {"name": "Back Squat"}, "sets": [{}]}]}'),
        ("other.csv", '### LOGS ###\n7,"Back Squat","60x5"\n'),
        (
            "hevy.csv",
            (
                "title,start_time,exercise_title,set_index,set_type,weight_kg,reps\n"
                "A,2024-01-15T10:00:00Z,Back Squat,0,normal,60,5\n"
            ),
        ),
    ],
)
def test_names_are_read_from_any_log(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ((file, sets),) = logs(tmp_path)
    assert file == name
    assert [INDEX.find(each.exercise) for each in sets] == ["back-squat"]


def test_nearly_all_sets_of_the_shared_logs_are_known(corpus: Path) -> None:
    found = {name: coverage(sets, INDEX) for name, sets in logs(corpus / "strength_logs")}
    every = total(found.values())
    assert every.sets > 65_000
    assert every.known_share >= LEAST_KNOWN, every.unknown.most_common(10)
    assert every.exercise_share >= LEAST_EXERCISES, every.unknown.most_common(10)
