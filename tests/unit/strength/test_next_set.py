from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.domain.plan import PrescribedSet
from ironstride.strength.next_set import harder_by, next_set
from tests.support.lifts import logged

MEANT = PrescribedSet(rest_seconds=120, reps=5, rir=2, load_kg=100.0, percent_1rm=80.0)
LOADS = tuple(20 + 2.5 * i for i in range(60))


@pytest.mark.parametrize(
    ("rir", "load"), [(2, 100.0), (1.5, 100.0), (1, 95.0), (0.5, 95.0), (0, 90.0), (5, 100.0)]
)
def test_a_set_harder_than_meant_makes_the_next_lighter(rir: float, load: float) -> None:
    found = next_set(MEANT, logged(0, 100, 5, rir), loads=LOADS)
    assert found.load_kg == load
    assert found.percent_1rm == pytest.approx(80 * load / 100)


def test_missing_repetitions_count_without_a_reserve_told() -> None:
    assert next_set(MEANT, logged(0, 100, 4), loads=LOADS).load_kg == 95.0
    assert next_set(MEANT, logged(0, 100, 3), loads=LOADS).load_kg == 90.0
    assert next_set(MEANT, logged(0, 100, 5), loads=LOADS).load_kg == 100.0


def test_a_plan_without_a_reserve_compares_repetitions() -> None:
    assert harder_by(replace(MEANT, rir=None), logged(0, 100, 4, 0)) == 1.0


def test_without_a_lighter_load_repetitions_give_way() -> None:
    assert next_set(MEANT, logged(0, 100, 5, 1)).reps == 4
    assert next_set(MEANT, logged(0, 100, 5, 0), loads=(100.0,)).reps == 3
    body = replace(MEANT, load_kg=None, percent_1rm=None, reps=1)
    assert next_set(body, logged(0, None, 1, 0), loads=LOADS).reps == 1


def test_the_load_really_used_counts_and_the_next_is_never_above_the_plan() -> None:
    assert next_set(MEANT, logged(0, 120, 5, 1), loads=LOADS).load_kg == 100.0
    assert next_set(MEANT, logged(0, None, 5, 1), loads=LOADS).load_kg == 95.0


def test_a_load_chosen_by_feel_is_followed() -> None:
    felt = replace(MEANT, load_kg=None, percent_1rm=None)
    assert next_set(felt, logged(0, 60, 5, 0), loads=LOADS).load_kg == 52.5


def test_where_the_body_is_part_of_the_load_no_share_is_stated_after_a_change() -> None:
    found = next_set(replace(MEANT, body_mass_share=0.8), logged(0, 100, 5, 1), loads=LOADS)
    assert found.percent_1rm is None


def test_only_a_first_session_rises_within_itself() -> None:
    easy = logged(0, 50, 5, 5)
    meant = replace(MEANT, load_kg=50.0, percent_1rm=None)
    assert next_set(meant, easy, loads=LOADS).load_kg == 50.0
    assert next_set(meant, easy, loads=LOADS, first_session=True).load_kg == 55.0
    far = replace(easy, rir=6.0)
    assert next_set(meant, far, loads=LOADS, first_session=True).load_kg == 62.5


def test_a_first_session_rises_only_where_told_allowed_and_possible() -> None:
    meant = replace(MEANT, load_kg=50.0, percent_1rm=None)
    easy = logged(0, 50, 5, 6)
    untold = replace(easy, rir=None, reps=8)
    assert next_set(meant, untold, loads=LOADS, first_session=True) == meant
    assert next_set(meant, replace(easy, rir=3.5), loads=LOADS, first_session=True) == meant
    assert next_set(meant, easy, loads=(50.0, 70.0), first_session=True) == meant
    assert next_set(meant, easy, loads=(70.0,), first_session=True) == meant
    limited = next_set(meant, easy, loads=LOADS, first_session=True, max_load_kg=53)
    assert limited.load_kg == 52.5
    body = replace(easy, load_kg=None)
    assert next_set(meant, body, loads=LOADS, first_session=True) == meant


def test_four_or_more_left_in_a_first_session_takes_the_next_weight_within_a_third() -> None:
    meant = replace(MEANT, load_kg=6.0, percent_1rm=None, rir=3.0)
    told = logged(0, 6, 5, 4)
    assert next_set(meant, told, loads=(6.0, 8.0), first_session=True).load_kg == 8.0
    assert next_set(meant, told, loads=(6.0, 8.5), first_session=True) == meant
    assert next_set(meant, told, loads=(6.0, 8.0)) == meant
    assert next_set(meant, told, loads=(6.0, 8.0), first_session=True, max_load_kg=7) == meant
    meant = replace(meant, rir=4.0)
    three = replace(told, rir=3.0)
    assert next_set(meant, three, loads=(4.0, 6.0, 8.0), first_session=True).load_kg == 4.0
    kept = next_set(replace(meant, rir=3.0), replace(three, load_kg=8.0), first_session=True)
    assert kept.load_kg == 8.0
    heavier = replace(meant, load_kg=40.0, rir=3.0)
    fine = next_set(heavier, logged(0, 40, 5, 4), loads=LOADS, first_session=True)
    assert fine.load_kg is not None
    assert 40.0 < fine.load_kg <= 44.0


@pytest.mark.parametrize("reps", [5, 8, 14])
@pytest.mark.parametrize(("asked", "left"), [(4.0, 4.0), (5.0, 4.0), (3.0, 3.0)])
def test_as_asked_is_as_asked_and_raises_nothing_within_the_session(
    reps: int, asked: float, left: float
) -> None:
    meant = replace(MEANT, load_kg=10.0, percent_1rm=None, rir=asked, reps=reps)
    told = logged(0, 10, reps, left)
    assert harder_by(meant, told) == 0
    assert next_set(meant, told, loads=(10.0, 11.0, 12.0), first_session=True) == meant


def test_a_hold_that_fell_short_is_as_long_as_it_was() -> None:
    meant = PrescribedSet(rest_seconds=45, seconds=30.0)
    held = replace(logged(0, None, None), seconds=22.0)
    assert next_set(meant, held).seconds == 22.0
    assert next_set(meant, replace(held, seconds=2.0)).seconds == 5.0
    assert next_set(meant, replace(held, seconds=31.0)) == meant
    assert next_set(meant, replace(held, seconds=None)) == meant


def test_contacts_are_left_as_planned() -> None:
    meant = PrescribedSet(rest_seconds=45, contacts=20)
    assert next_set(meant, replace(logged(0, None, None), contacts=10)) == meant
