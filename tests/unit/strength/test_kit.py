from __future__ import annotations

import pytest

from ironstride.domain.athlete import Band, Place
from ironstride.domain.exercise import Implement
from ironstride.strength.kit import (
    available_loads,
    implement_count,
    is_known,
    next_up,
    round_down,
)
from tests.support.lifts import EMPTY, GYM


def test_single_dumbbells_are_the_weights_that_exist() -> None:
    assert available_loads(GYM, Implement.DUMBBELL) == (4.0, 8.0, 10.0, 16.0)


def test_a_pair_needs_the_weight_twice_and_counts_both() -> None:
    assert available_loads(GYM, Implement.DUMBBELL_PAIR) == (8.0, 16.0)
    assert available_loads(GYM, Implement.KETTLEBELL_PAIR) == (32.0,)


def test_three_alike_are_one_pair() -> None:
    place = Place(id="p", kettlebells_kg=(12.0, 12.0, 12.0))
    assert available_loads(place, Implement.KETTLEBELL) == (12.0,)
    assert available_loads(place, Implement.KETTLEBELL_PAIR) == (24.0,)


def test_a_bar_takes_plates_in_pairs_only() -> None:
    place = Place(id="p", bars_kg=(20.0,), plates_kg=(10.0, 10.0, 5.0, 2.5, 2.5))
    assert available_loads(place, Implement.BARBELL) == (20.0, 25.0, 40.0, 45.0)


def test_four_equal_plates_are_two_pairs() -> None:
    place = Place(id="p", bars_kg=(10.0, 20.0), plates_kg=(5.0,) * 4)
    assert available_loads(place, Implement.BARBELL) == (10.0, 20.0, 30.0, 40.0)


def test_plates_in_pounds_are_exact_to_the_gram() -> None:
    place = Place(id="p", bars_kg=(20.412,), plates_kg=(4.536, 4.536, 1.134, 1.134))
    assert available_loads(place, Implement.BARBELL) == (20.412, 22.68, 29.484, 31.752)


def test_no_bar_carries_more_than_any_runner_needs() -> None:
    place = Place(id="p", bars_kg=(20.0, 450.0), plates_kg=(50.0,) * 20)
    loads = available_loads(place, Implement.BARBELL)
    assert loads[0] == 20.0
    assert loads[-1] == 320.0


def test_thirty_odd_plates_are_combined_without_an_explosion() -> None:
    plates = tuple(weight for i in range(30) for weight in (0.5 + 0.137 * i,) * 2)
    loads = available_loads(Place(id="p", bars_kg=(20.0,), plates_kg=plates), Implement.BARBELL)
    assert loads[0] == 20.0
    assert loads[-1] == pytest.approx(20.0 + sum(plates), abs=0.05)
    assert list(loads) == sorted(set(loads))


@pytest.mark.parametrize(
    "implement",
    [Implement.BARBELL, Implement.MACHINE, Implement.CABLE, Implement.DUMBBELL, Implement.BAND],
)
def test_kit_without_weights_is_unknown_and_gives_no_load(implement: Implement) -> None:
    assert available_loads(EMPTY, implement) == ()
    assert not is_known(EMPTY, implement)


def test_plates_without_a_bar_give_no_load() -> None:
    place = Place(id="p", plates_kg=(10.0, 10.0))
    assert available_loads(place, Implement.BARBELL) == ()
    assert not is_known(place, Implement.BARBELL)


def test_a_machine_steps_from_its_lightest_to_its_heaviest() -> None:
    place = Place(id="p", machine_min_kg=7.5, machine_step_kg=2.5, machine_max_kg=15.0)
    assert available_loads(place, Implement.MACHINE) == (7.5, 10.0, 12.5, 15.0)
    assert available_loads(place, Implement.CABLE) == (7.5, 10.0, 12.5, 15.0)


def test_a_machine_without_a_lightest_starts_at_one_step() -> None:
    place = Place(id="p", machine_step_kg=6.0, machine_max_kg=20.0)
    assert available_loads(place, Implement.MACHINE) == (6.0, 12.0, 18.0)


def test_a_machine_whose_lightest_is_above_its_heaviest_makes_nothing() -> None:
    place = Place(id="p", machine_min_kg=30.0, machine_step_kg=5.0, machine_max_kg=20.0)
    assert available_loads(place, Implement.MACHINE) == ()


def test_a_machine_needs_step_and_heaviest_to_be_known() -> None:
    assert not is_known(Place(id="p", machine_step_kg=5.0), Implement.MACHINE)
    assert not is_known(Place(id="p", machine_max_kg=50.0), Implement.CABLE)
    assert is_known(GYM, Implement.MACHINE)


def test_dumbbells_without_pairs_are_known_and_make_no_pair() -> None:
    place = Place(id="p", dumbbells_kg=(8.0,))
    assert is_known(place, Implement.DUMBBELL_PAIR)
    assert available_loads(place, Implement.DUMBBELL_PAIR) == ()


def test_the_body_is_always_known_and_bands_where_they_are_listed() -> None:
    assert is_known(EMPTY, Implement.BODY)
    place = Place(id="p", bands=(Band(name="red", kg_low=2, kg_high=8),))
    assert is_known(place, Implement.BAND)
    assert available_loads(place, Implement.BAND) == ()


def test_loads_round_down_and_never_up() -> None:
    loads = (4.0, 8.0, 10.0)
    assert round_down(loads, 9.99) == 8.0
    assert round_down(loads, 10.0) == 10.0
    assert round_down(loads, 3.99) is None
    assert next_up(loads, 8.0) == 10.0
    assert next_up(loads, 10.0) is None


def test_pairs_are_two_implements() -> None:
    assert implement_count(Implement.DUMBBELL_PAIR) == 2
    assert implement_count(Implement.DUMBBELL) == 1
