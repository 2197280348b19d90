"""Movements outside the catalogue: the installed ones, and a bad record for every check."""

from __future__ import annotations

import pytest

from ironstride.catalogue import vocabulary
from ironstride.catalogue.outside import outside, read_outside
from ironstride.domain.outside import WITHOUT_MUSCLES, OutsideKind

CURL = """
[curl]
name = 'Curl'
kind = 'isolation'
muscles = { biceps = 0.8, forearms = 0.2 }
upper = true
names = ['Curl', 'Arm curl']
"""
RIDE = """
[ride]
name = 'Ride'
kind = 'endurance'
names = ['Ride']
"""


def codes(text: str) -> list[str]:
    parsed = read_outside(text, "outside.toml", vocabulary().muscle_ids)
    assert all(problem.location.startswith("outside.toml") for problem in parsed.problems)
    assert (parsed.value is None) == bool(parsed.problems)
    return [problem.code for problem in parsed.problems]


def test_every_installed_movement_is_sound_and_sorted() -> None:
    movements = outside()
    assert [each.id for each in movements] == sorted(each.id for each in movements)
    for each in movements:
        assert bool(each.muscles) != (each.kind in WITHOUT_MUSCLES), each.id
        assert each.names, each.id
    assert {each.kind for each in movements} == set(OutsideKind)


def test_a_good_record_is_read() -> None:
    parsed = read_outside(CURL + RIDE, "outside.toml", vocabulary().muscle_ids)
    assert parsed.value is not None, parsed.problems
    curl, ride = parsed.value
    assert curl.muscles == {"biceps": 0.8, "forearms": 0.2}
    assert curl.upper
    assert not curl.is_loose
    assert not curl.is_lower
    assert ride.muscles == {}


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("name = 'Curl'\n", "", "missing-key"),
        ("name = 'Curl'", "name = ' '", "empty-text"),
        ("kind = 'isolation'\n", "", "missing-key"),
        ("kind = 'isolation'", "kind = 'fun'", "unknown-id"),
        ("biceps = 0.8", "wings = 0.8", "unknown-id"),
        ("biceps = 0.8", "biceps = 0.7", "shares"),
        ("muscles = { biceps = 0.8, forearms = 0.2 }\n", "", "shares"),
        ("biceps = 0.8", "biceps = 1.8", "out-of-range"),
        ("kind = 'isolation'", "kind = 'mobility'", "muscles-without-sets"),
        ("upper = true\n", "", "upper-and-kind"),
        ("kind = 'isolation'", "kind = 'lower'", "upper-and-kind"),
        ("names = ['Curl', 'Arm curl']\n", "", "missing-key"),
        ("'Arm curl'", "'Curl'", "twice"),
        ("'Arm curl'", "'ride'", "two-movements"),
        ("upper = true\n", "upper = true\nreps = 8\n", "unknown-key"),
        ("[curl]", "[curl", "not-toml"),
    ],
)
def test_a_bad_record_is_refused_with_its_file_and_key(good: str, bad: str, code: str) -> None:
    assert good in CURL
    found = codes(CURL.replace(good, bad) + RIDE)
    assert code in found, found


def test_every_fault_is_told_at_once() -> None:
    text = CURL.replace("name = 'Curl'", "name = ''").replace("'isolation'", "'fun'")
    assert len(codes(text + RIDE.replace("names", "nams"))) >= 4
