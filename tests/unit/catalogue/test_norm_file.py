"""Self-tests as TOML: a whole record is read, and each validator has a record that it refuses."""

from __future__ import annotations

from typing import Final

import pytest

from ironstride.catalogue import vocabulary
from ironstride.catalogue.installed import exercise_texts
from ironstride.catalogue.norm_file import read_test
from ironstride.catalogue.self_tests import texts_of_tests
from ironstride.domain.assessment import Assessment, Does, NormKind, TimedBy
from ironstride.domain.athlete import Sex
from ironstride.domain.problem import Parsed

EXERCISES = frozenset(name.removesuffix(".toml") for name in exercise_texts())
TEXTS = texts_of_tests()
IDS = frozenset(name.removesuffix(".toml") for name in TEXTS)


def read(name: str, *edits: tuple[str, str]) -> Parsed[Assessment]:
    """Return what an installed file becomes with some texts replaced, each of which is there."""
    text = TEXTS[f"{name}.toml"]
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_test(text, f"{name}.toml", vocabulary(), EXERCISES, IDS)


def codes(parsed: Parsed[Assessment]) -> set[str]:
    assert parsed.value is None
    return {problem.code for problem in parsed.problems}


def test_a_whole_record_is_read() -> None:
    test = read("heel-raise").value
    assert test is not None
    assert (test.timing.by, test.timing.bpm, test.timing.beats_per_rep) == (
        TimedBy.METRONOME,
        60,
        2,
    )
    assert test.norms[0].kind is NormKind.POINTS
    women = [row.value for row in test.norms[0].rows if row.sex is Sex.FEMALE]
    assert women == [30, 27, 25, 22, 19, 16, 14]
    assert test.change is not None
    assert test.sides is not None
    assert (test.change.detectable, test.sides.detectable, test.sides.flag_share) == (6, 6, 0.1)
    assert test.effects[0].does is Does.WEAK_SIDE_FIRST


def test_an_open_last_age_and_a_recalled_figure_are_kept() -> None:
    test = read("stance-eyes-open").value
    assert test is not None
    rows = test.norms[0].rows
    assert [row.last_age for row in rows] == [39, 39, 49, 59, 69, 79, None]
    assert [row.reread for row in rows] == [True, False, True, True, True, True, True]


def test_every_fault_of_a_file_is_told_at_once_with_file_and_key() -> None:
    parsed = read(
        "heel-raise",
        ("name = 'Single-leg heel raise to a beat'", "name = ' '"),
        ("unit = 'reps'", "unit = 'raises'"),
        ("bpm = 60", "bpm = 600"),
        ("evidence = ['NT-03']", "evidence = ['NT-99']"),
    )
    assert parsed.value is None
    assert len(parsed.problems) == 4
    assert all(p.location.startswith("heel-raise.toml: ") for p in parsed.problems)


BAD: Final[dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    "bad-id": ("heel-raise", ()),
    "missing-key": ("heel-raise", (("tells = ", "told = "),)),
    "unknown-key": ("heel-raise", (("tells = ", "told = "),)),
    "unknown-id": ("heel-raise", (("figure = 'single-leg-calf-raise'", "figure = 'nothing'"),)),
    "wrong-type": ("heel-raise", (("loads = { calf = 3", "loads = { calf = 2.5"),)),
    "bad-range": ("heel-raise", (("range = [0, 100]", "range = [100, 0]"),)),
    "too-few": (
        "knee-to-wall",
        (("steps = [\n", "steps = ['One.', 'Two.']\nmore = [\n"),),
    ),
    "empty-list": (
        "form-film",
        (("not_for = [\n  'Who should not run today.',\n]", "not_for = []"),),
    ),
    "bad-timing": ("heel-raise", (("beats_per_rep = 2\n", ""),)),
    "mean-of-one": ("heel-raise", (("score = 'best'", "score = 'mean'"),)),
    "sides-of-one": ("heel-raise", (("per_side = true", "per_side = false"),)),
    "no-basis": (
        "heel-raise",
        (("flag_share = 0.1\ndetectable = 6\n", "flag_share = 0.1\n"),),
    ),
    "bad-items": ("form-film", (("unit = 'items'", "unit = 'reps'"),)),
    "bad-norm": ("heel-raise", (("statistic = 'median'", "statistic = 'least-average'"),)),
    "ages-overlap": ("chair-stand-30", (("ages = [65, 69]", "ages = [64, 69]"),)),
    "bad-ages": ("chair-stand-30", (("ages = [65, 69]", "ages = [69, 65]"),)),
    "not-monotone": ("heel-raise", (("age = 30, men = 33", "age = 30, men = 38"),)),
    "bad-levels": ("push-ups", (("'good', 'fair', 'below fair'", "'good', 'fair'"),)),
    "spread-for-two": (
        "stance-eyes-closed",
        (("men = 16.9 }", "men = 16.9, spread = 2 }"),),
    ),
    "twice": ("heel-raise", (("id = 'return-target'", "id = 'side-gap'"),)),
    "bad-people": ("heel-raise", (("everybody = 25", "everybody = 25\nmen = 20"),)),
    "bad-unit": ("heel-raise", (("everybody = 25", "everybody = 25\nof_body_mass = true"),)),
    "bad-scale": ("five-rep-squat", (("scale_per_decade = 0.95\n", ""),)),
    "unknown-finding": ("heel-raise", (("when = 'below-norm'", "when = 'too-slow'"),)),
    "empty-effect": ("one-leg-rise", (("families = ['squat', 'step']\n", ""),)),
    "no-weak-side": ("heel-raise", (("when = 'side-gap'", "when = 'below-norm'"),)),
}


@pytest.mark.parametrize("code", BAD)
def test_a_validator_refuses_its_bad_record(code: str) -> None:
    name, edits = BAD[code]
    if code == "bad-id":
        text = TEXTS[f"{name}.toml"]
        parsed = read_test(text, "Heel_raise.toml", vocabulary(), EXERCISES, IDS)
    else:
        parsed = read(name, *edits)
    assert code in codes(parsed)


OUT_OF_RANGE = (
    ("heel-raise", "cap = 60", "cap = 400"),
    ("heel-raise", "age = 20, men = 37", "age = 20, men = 370"),
    ("heel-raise", "everybody = 25", "everybody = 250"),
    ("heel-raise", "repeat_weeks = 8", "repeat_weeks = 80"),
)


@pytest.mark.parametrize(("name", "old", "new"), OUT_OF_RANGE)
def test_figures_out_of_range_are_refused(name: str, old: str, new: str) -> None:
    assert "out-of-range" in codes(read(name, (old, new)))


def test_what_is_no_toml_is_said() -> None:
    parsed = read_test("name = ", "x.toml", vocabulary(), EXERCISES, IDS)
    assert codes(parsed) == {"not-toml"}


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("side-plank", "cap = 180\n", "", "missing-key"),
        ("side-plank", "unit = 'seconds'", "unit = 'reps'", "bad-timing"),
        ("chair-stand-30", "seconds = 30\n", "", "bad-timing"),
        ("knee-to-wall", "flag = 3\n", "", "missing-key"),
        ("form-film", "range = [0, 8]", "range = [0, 9]", "bad-range"),
        ("chair-stand-30", "men = [14, 19]", "men = [19, 14]", "bad-range"),
        ("chair-stand-30", "[60, 64], men = 14, women = 12 }", "[60, 64] }", "missing-key"),
        ("heel-raise", "loads = { calf = 3", "loads = {}\nother = { calf = 3", "empty-list"),
        ("heel-raise", "evidence = ['NT-01', 'NT-02', 'NT-03']", "evidence = []", "empty-list"),
        ("one-leg-rise", "test = 'chair-stand-30'", "test = 'one-leg-rise'", "unknown-id"),
        ("one-leg-rise", "least = 1\n", "", "missing-key"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(
    name: str, old: str, new: str, code: str
) -> None:
    assert code in codes(read(name, (old, new)))
