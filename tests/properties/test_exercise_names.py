"""A name means one thing, however it is written."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue import load
from ironstride.catalogue.outside import outside
from ironstride.domain.outside import OutsideMovement
from ironstride.services.lift_names import NameIndex
from ironstride.services.name_words import normal_form

INDEX = NameIndex(load())
NAMES = sorted(
    {
        *chain.from_iterable((each.name, *each.aliases) for each in load().exercises),
        *chain.from_iterable((each.name, *each.names) for each in outside()),
        *("Squat", "Row", "Agachamento (Barra)", "杠铃深蹲", "Kickbacks", "Leg Press 45º"),
    }
)
GAPS = st.sampled_from((" ", "  ", "-", " - ", "_", ", ", " / "))
CASES: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
    (str.upper, str.lower, str.title, str.strip)
)
ENDS = st.sampled_from(("", " ", "  ", ".", "!"))


def meaning(name: str, *, is_loaded: bool) -> tuple[str | None, str | None]:
    found = INDEX.outside(name)
    return INDEX.find(name, is_loaded=is_loaded), None if found is None else found.id


@given(st.data(), st.sampled_from(NAMES), st.booleans())
def test_case_spacing_and_punctuation_change_no_meaning(
    data: st.DataObject,
    name: str,
    is_loaded: bool,  # noqa: FBT001 (hypothesis gives it by place)
) -> None:
    parts = name.replace("-", " ").split()
    case = data.draw(CASES)
    written = "".join(case(part) + data.draw(GAPS) for part in parts[:-1]) + case(parts[-1])
    written = data.draw(ENDS) + written + data.draw(ENDS)
    assert meaning(written, is_loaded=is_loaded) == meaning(name, is_loaded=is_loaded), written


@given(st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_the_order_of_words_changes_no_meaning(name: str, pick: random.Random) -> None:
    parts = name.replace(",", " ").split()
    pick.shuffle(parts)
    if normal_form(" ".join(parts)) == normal_form(name):
        assert meaning(" ".join(parts), is_loaded=True) == meaning(name, is_loaded=True)


def test_no_name_of_an_exercise_is_another_exercises_name() -> None:
    claimed: dict[str, str] = {}
    for each in load().exercises:
        assert claimed.setdefault(normal_form(each.name), each.id) == each.id


def test_an_alias_means_its_own_exercise_or_is_asked_about() -> None:
    strange = {
        (alias, each.id, found)
        for each in load().exercises
        for alias in each.aliases
        if (found := INDEX.find(alias)) not in {each.id, None}
    }
    # An alias that is another exercise's own name is that exercise's.
    names = {normal_form(each.name): each.id for each in load().exercises}
    assert {each for each in strange if names.get(normal_form(each[0])) != each[2]} == set()


def test_no_name_is_claimed_by_two_outside_movements() -> None:
    claimed: dict[str, str] = {}
    for each in outside():
        for name in each.names:
            assert claimed.setdefault(normal_form(name), each.id) == each.id, name


@pytest.mark.parametrize("each", outside(), ids=lambda each: each.id)
def test_every_outside_name_finds_its_movement_unless_an_exercise_has_it(
    each: OutsideMovement,
) -> None:
    for name in each.names:
        if INDEX.find(name, is_loaded=True) is None:
            found = INDEX.outside(name)
            assert found is not None, name
            assert found is each, (name, found.id)
