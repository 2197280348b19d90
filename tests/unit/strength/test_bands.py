from __future__ import annotations

from dataclasses import replace

from ironstride.domain.athlete import Band, LiftingExperience, Place
from ironstride.domain.exercise import Implement, LoadKind
from ironstride.domain.performance import LoggedSet
from ironstride.strength.choice import LoadChoice
from ironstride.strength.prescribe import choose_load
from tests.support.lifts import EMPTY, PROFILE, exercise, logged

PULL = exercise(id="pull", load_kind=LoadKind.BAND, implement=Implement.BAND, reps=(8, 20))
PLACE = Place(
    id="home",
    bands=(
        Band(name="black", kg_low=10, kg_high=30),
        Band(name="yellow", kg_low=1, kg_high=6),
        Band(name="green", kg_low=5, kg_high=15),
    ),
)
NOVICE = replace(PROFILE, lifting_experience=LiftingExperience.NOVICE)


def pulled(days: int, band: str | None, reps: int, rir: float | None = 2) -> LoggedSet:
    return replace(logged(days, None, reps, rir, of="pull"), band=band)


def choose(*sets: LoggedSet, limit: float | None = None, reps: int = 12) -> LoadChoice:
    return choose_load(PULL, PLACE, None, reps, 2, NOVICE, sets, max_load_kg=limit)


def test_a_novice_starts_with_the_easiest_band_by_what_it_pulls() -> None:
    assert choose().band == "yellow"


def test_somebody_used_to_lifting_starts_one_up_where_there_are_three() -> None:
    choice = choose_load(PULL, PLACE, None, 12, 2, PROFILE)
    assert choice.band == "green"
    two = replace(PLACE, bands=PLACE.bands[:2])
    assert choose_load(PULL, two, None, 12, 2, PROFILE).band == "yellow"


def test_the_band_stays() -> None:
    assert choose(pulled(2, "green", 12)).band == "green"


def test_two_more_repetitions_twice_take_the_next_band_with_fewer() -> None:
    choice = choose(pulled(5, "green", 14), pulled(2, "green", 14))
    assert (choice.band, choice.reps) == ("black", 10)
    assert choose(pulled(5, "green", 14)).band == "green"
    assert choose(pulled(5, "yellow", 14), pulled(2, "green", 14)).band == "green"


def test_four_or_more_left_twice_takes_the_next_band_where_three_were_asked() -> None:
    told = (pulled(5, "green", 12, 4), pulled(2, "green", 12, 4))
    assert choose_load(PULL, PLACE, None, 12, 3, NOVICE, told).band == "black"
    assert choose_load(PULL, PLACE, None, 12, 4, NOVICE, told).band == "green"


def test_without_a_reserve_told_repetitions_alone_count() -> None:
    choice = choose(pulled(5, "green", 14, None), pulled(2, "green", 14, None))
    assert choice.band == "black"


def test_a_new_band_never_takes_repetitions_under_the_exercise() -> None:
    choice = choose(pulled(5, "green", 10), pulled(2, "green", 10), reps=8)
    assert (choice.band, choice.reps) == ("black", 8)


def test_the_hardest_band_takes_more_repetitions() -> None:
    choice = choose(pulled(5, "black", 14), pulled(2, "black", 14))
    assert (choice.band, choice.reps, choice.slower) == ("black", 14, True)


def test_two_short_take_the_next_easier_band() -> None:
    assert choose(pulled(2, "green", 10)).band == "yellow"
    assert choose(pulled(2, "yellow", 10)).band == "yellow"


def test_a_band_that_is_not_here_is_chosen_anew() -> None:
    assert choose(pulled(2, "purple", 12)).band == "yellow"
    assert choose(pulled(2, None, 12)).band == "yellow"


def test_a_limit_leaves_out_bands_that_pull_more() -> None:
    assert choose(pulled(2, "black", 12), limit=15).band == "yellow"
    assert choose(pulled(5, "green", 14), pulled(2, "green", 14), limit=15).band == "green"
    none_left = choose(limit=5)
    assert (none_left.usable, none_left.band) == (False, None)


def test_bands_that_are_not_listed_are_chosen_by_feel() -> None:
    choice = choose_load(PULL, EMPTY, None, 12, 2, NOVICE)
    assert (choice.band, choice.usable, choice.load_kg) == (None, True, None)
