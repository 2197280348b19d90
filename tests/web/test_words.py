"""Words of the pages for what was done."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.domain.performance import LoggedSet
from ironstride.services.measures import Measures
from ironstride.web.words import TIMES, done

METRIC = Measures()


def logged(exercise: str, load_kg: float) -> LoggedSet:
    return LoggedSet(
        exercise=exercise, date=dt.date(2026, 11, 23), order=0, reps=10, load_kg=load_kg
    )


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        ("romanian-deadlift-dumbbells", "2 x 4 kg x 10"),
        ("goblet-squat", "8 kg x 10"),
        ("no-such-exercise", "8 kg x 10"),
    ],
)
def test_a_pair_is_read_as_it_is_held_and_one_weight_as_one(exercise: str, words: str) -> None:
    assert done(logged(exercise, 8), METRIC).replace(TIMES, "x") == words
